import assert from 'node:assert/strict';
import { convertToModelMessages, validateUIMessages } from 'ai';
import { RunAgentInputSchema } from '@ag-ui/core/schemas';
import { core, it } from './support.mjs';

/** A conversation in which the page answered two calls of one answer, the second with an error. */
const REQUEST = {
  messages: [
    { id: 'q', role: 'user', content: 'Is it warm?' },
    {
      id: 'a',
      role: 'assistant',
      content: 'Let me look.',
      calls: [
        { id: 'c1', name: 'get_weather', args: { city: 'Bonn' }, result: { degrees: 21 } },
        { id: 'c2', name: 'get_wind', args: {}, error: 'No wind.' },
      ],
    },
    { id: 'a', role: 'assistant', content: 'It is warm.' },
    { id: 'r', role: 'user', content: 'Thanks.' },
  ],
  text: 'Thanks.',
  conversationId: 'conversation',
};
const bodyOf = (protocol) => core.PROTOCOLS.get(protocol).body(REQUEST);

it('the AI SDK takes results of the page’s tools as its own (S14)', async () => {
  const messages = await validateUIMessages({ messages: bodyOf('vercel').messages });
  assert.equal(messages.length, 3);
  const model = await convertToModelMessages(messages);
  assert.deepEqual(
    model.map(({ role }) => role),
    ['user', 'assistant', 'tool', 'assistant', 'user'],
  );
  assert.deepEqual(
    model[2].content.map(({ toolCallId, output }) => [toolCallId, output.type]),
    [
      ['c1', 'json'],
      ['c2', 'error-text'],
    ],
  );
  assert.deepEqual(
    model[1].content.map(({ type }) => type),
    ['text', 'tool-call', 'tool-call'],
  );
});

it('AG-UI’s own schema takes a run with results of the page’s tools (S14)', () => {
  const { messages } = RunAgentInputSchema.parse(bodyOf('ag-ui'));
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'assistant', 'tool', 'tool', 'assistant', 'user'],
  );
});
