import assert from 'node:assert/strict';
import { EventType } from '@ag-ui/core';
import { EventEncoder } from '@ag-ui/encoder';
import { ask, it, serve } from './support.mjs';

/** The events that AG-UI's own encoder writes (§6.8). */
function served(t, events) {
  return serve(t, (request, response) => {
    const encoder = new EventEncoder({ accept: request.headers.accept });
    response.writeHead(200, { 'content-type': encoder.getContentType() });
    for (const event of events) response.write(encoder.encodeSSE(event));
    response.end();
  });
}
const run = { threadId: 't', runId: 'r' };

it('reads a run with reasoning, a tool and a text', async (t) => {
  const url = await served(t, [
    { type: EventType.RUN_STARTED, ...run },
    { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'q', delta: 'Hm' },
    { type: EventType.TOOL_CALL_START, toolCallId: 'c', toolCallName: 'weather' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: 'c', delta: '{"city":' },
    { type: EventType.TOOL_CALL_ARGS, toolCallId: 'c', delta: '"Riga"}' },
    { type: EventType.TOOL_CALL_END, toolCallId: 'c' },
    { type: EventType.TOOL_CALL_RESULT, messageId: 'x', toolCallId: 'c', content: '7' },
    { type: EventType.TEXT_MESSAGE_START, messageId: 'm', role: 'assistant' },
    { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'm', delta: 'Zwölf' },
    { type: EventType.TEXT_MESSAGE_END, messageId: 'm' },
    { type: EventType.RUN_FINISHED, ...run },
  ]);
  const { text, reasoning, tools, status } = await ask(url);
  assert.deepEqual(
    { text, reasoning, tools, status },
    {
      text: 'Zwölf',
      reasoning: 'Hm',
      tools: [{ id: 'c', name: 'weather', args: { city: 'Riga' }, result: '7' }],
      status: 'complete',
    },
  );
});

it('keeps the text of a run that failed', async (t) => {
  const url = await served(t, [
    { type: EventType.RUN_STARTED, ...run },
    { type: EventType.TEXT_MESSAGE_CHUNK, messageId: 'm', delta: 'Half' },
    { type: EventType.RUN_ERROR, message: 'Broke', code: 'x' },
  ]);
  const { text, status, error } = await ask(url);
  assert.deepEqual({ text, status, message: error.message }, { text: 'Half', status: 'interrupted', message: 'Broke' });
});
