import assert from 'node:assert/strict';
import {
  simulateReadableStream,
  stepCountIs,
  streamText,
  tool,
  jsonSchema,
  createUIMessageStream,
  createUIMessageStreamResponse,
} from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { ask, it, send, serve } from './support.mjs';

/*
 * The AI SDK's own server side (§6.5, §6.6), which is not ours: what it writes has to be read under `auto`.
 */
const usage = { inputTokens: { total: 3 }, outputTokens: { total: 4 } };
const finish = (unified = 'stop') => ({ type: 'finish', finishReason: { unified, raw: unified }, usage });
const model = (...answers) => {
  let turn = 0;
  return new MockLanguageModelV3({
    doStream: () =>
      Promise.resolve({
        stream: simulateReadableStream({
          chunks: [{ type: 'stream-start', warnings: [] }, ...answers[Math.min(turn++, answers.length - 1)]],
        }),
      }),
  });
};
const words = (...deltas) => [
  { type: 'text-start', id: '1' },
  ...deltas.map((delta) => ({ type: 'text-delta', id: '1', delta })),
  { type: 'text-end', id: '1' },
];

async function answered(t, settings, options) {
  const url = await serve(t, (_request, response) =>
    send(streamText({ prompt: 'Why?', ...settings }).toUIMessageStreamResponse(options), response),
  );
  return ask(url);
}

it('reads a text with reasoning and sources', async (t) => {
  const chunks = [
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'Häm' },
    { type: 'reasoning-end', id: 'r' },
    ...words('Be', 'cause ü'),
    { type: 'source', sourceType: 'url', id: 's', url: 'https://a.example/', title: 'A' },
    finish(),
  ];
  const {
    text,
    reasoning,
    sources,
    status,
    finish: reason,
  } = await answered(t, { model: model(chunks) }, { sendReasoning: true, sendSources: true });
  assert.deepEqual(
    { text, reasoning, sources, status, reason },
    { text: 'Because ü', reasoning: 'Häm', sources: ['https://a.example/'], status: 'complete', reason: 'stop' },
  );
});

it('reads a tool that the server calls, in two steps', async (t) => {
  const call = [
    { type: 'tool-input-start', id: 't', toolName: 'weather' },
    { type: 'tool-input-delta', id: 't', delta: '{"city":"Riga"}' },
    { type: 'tool-input-end', id: 't' },
    { type: 'tool-call', toolCallId: 't', toolName: 'weather', input: '{"city":"Riga"}' },
    finish('tool-calls'),
  ];
  const weather = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: () => ({ degrees: 7 }) });
  const { text, tools, status } = await answered(t, {
    model: model(call, [...words('7 degrees'), finish()]),
    tools: { weather },
    stopWhen: stepCountIs(2),
  });
  assert.deepEqual(
    { text, tools, status },
    {
      text: '7 degrees',
      tools: [{ id: 't', name: 'weather', args: { city: 'Riga' }, result: { degrees: 7 } }],
      status: 'complete',
    },
  );
});

it('reads a tool that the page has to answer', async (t) => {
  const call = [{ type: 'tool-call', toolCallId: 't', toolName: 'ask', input: '{}' }, finish('tool-calls')];
  const { tools, finish: reason } = await answered(t, {
    model: model(call),
    tools: { ask: tool({ inputSchema: jsonSchema({ type: 'object' }) }) },
  });
  assert.deepEqual({ tools, reason }, { tools: [{ id: 't', name: 'ask', args: {} }], reason: 'tool-calls' });
});

it('reads an error in the middle', async (t) => {
  const chunks = [...words('Half'), { type: 'error', error: new Error('Broke') }, finish('error')];
  const { text, status, error } = await answered(
    t,
    { model: model(chunks), onError: () => undefined },
    { onError: () => 'Broke' },
  );
  assert.deepEqual({ text, status, message: error.message }, { text: 'Half', status: 'interrupted', message: 'Broke' });
});

it('reads the length limit', async (t) => {
  const { text, finish: reason } = await answered(t, { model: model([...words('Half'), finish('length')]) });
  assert.deepEqual({ text, reason }, { text: 'Half', reason: 'length' });
});

it('reads data parts and files of a hand-made stream', async (t) => {
  const url = await serve(t, (_request, response) => {
    const stream = createUIMessageStream({
      execute: ({ writer }) => {
        writer.write({ type: 'data-weather', id: 'w', data: { degrees: 1 } });
        writer.write({ type: 'data-weather', id: 'w', data: { degrees: 2 } });
        writer.write({ type: 'file', url: 'https://a.example/f.png', mediaType: 'image/png' });
        for (const chunk of words('Hi')) writer.write(chunk);
      },
    });
    return send(createUIMessageStreamResponse({ stream }), response);
  });
  const { text, data, files, status } = await ask(url);
  assert.deepEqual(
    { text, data, files, status },
    { text: 'Hi', data: ['weather'], files: ['https://a.example/f.png'], status: 'complete' },
  );
});

it('reads the text stream, which has no end mark of its own', async (t) => {
  const url = await serve(t, (_request, response) =>
    send(
      streamText({ prompt: 'Why?', model: model([...words('Be', 'cause'), finish()]) }).toTextStreamResponse(),
      response,
    ),
  );
  const { text, status } = await ask(url);
  assert.deepEqual({ text, status }, { text: 'Because', status: 'complete' });
});
