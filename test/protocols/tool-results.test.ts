import { expect } from '@open-wc/testing';
import '../../src/protocols.ts';
import { PROTOCOLS } from '../../src/protocols/index.ts';
import type { ChatRequest, RequestCall } from '../../src/protocols/index.ts';

type Json = Record<string, unknown>;

/** A request with the result of one call, behind a question. */
function request(call: Partial<RequestCall>): ChatRequest {
  return {
    messages: [
      { id: 'q', role: 'user', content: 'One and one?' },
      { id: 'a', role: 'assistant', content: 'Hm.', calls: [{ id: 'c', name: 'add', args: { a: 1 }, ...call }] },
    ],
    text: 'One and one?',
    conversationId: 'conversation',
    ids: { conversation: 'thread', response: 'interaction' },
  };
}

/** In each format of the second script that knows tools of the page: what a result and an error become. */
const SHAPES: Readonly<Record<string, { sent: (body: Json) => unknown; result: unknown; error: unknown }>> = {
  adk: {
    sent: ({ newMessage }) => (newMessage as Json)['parts'],
    result: [{ functionResponse: { id: 'c', name: 'add', response: { sum: 2 } } }],
    error: [{ functionResponse: { id: 'c', name: 'add', response: { error: 'Broken.' } } }],
  },
  interactions: {
    sent: ({ input }) => input,
    result: [{ type: 'function_result', call_id: 'c', name: 'add', result: { sum: 2 }, is_error: false }],
    error: [{ type: 'function_result', call_id: 'c', name: 'add', result: { error: 'Broken.' }, is_error: true }],
  },
  chatkit: {
    sent: ({ type, params }) => ({ type, params }),
    result: { type: 'threads.add_client_tool_output', params: { thread_id: 'thread', result: { sum: 2 } } },
    error: { type: 'threads.add_client_tool_output', params: { thread_id: 'thread', result: { error: 'Broken.' } } },
  },
  bedrock: {
    sent: ({ messages }) => (messages as Json[]).at(-1),
    result: {
      role: 'user',
      content: [{ toolResult: { toolUseId: 'c', content: [{ text: '{"sum":2}' }], status: 'success' } }],
    },
    error: {
      role: 'user',
      content: [{ toolResult: { toolUseId: 'c', content: [{ text: 'Error: Broken.' }], status: 'error' } }],
    },
  },
  mastra: {
    sent: ({ messages }) => ((messages as Json[]).at(-1)!['content'] as Json[])[0]!['output'],
    result: { type: 'json', value: { sum: 2 } },
    error: { type: 'error-text', value: 'Broken.' },
  },
  cohere: {
    sent: ({ messages }) => (messages as Json[]).at(-1),
    result: { role: 'tool', tool_call_id: 'c', content: '{"sum":2}' },
    error: { role: 'tool', tool_call_id: 'c', content: 'Error: Broken.' },
  },
  assistants: {
    sent: ({ tool_outputs }) => tool_outputs,
    result: [{ tool_call_id: 'c', output: '{"sum":2}' }],
    error: [{ tool_call_id: 'c', output: 'Error: Broken.' }],
  },
};

describe('results of tools in the formats of the second script (S14)', () => {
  for (const [name, { sent, result, error }] of Object.entries(SHAPES)) {
    it(name, () => {
      const { body } = PROTOCOLS.get(name)!;
      expect(sent(body(request({ result: { sum: 2 } })))).to.deep.equal(result);
      expect(sent(body(request({ error: 'Broken.' })))).to.deep.equal(error);
    });
  }

  it('no format loses the question or throws', () => {
    for (const [name, { body }] of PROTOCOLS) {
      const plain = body({ ...request({ result: 1 }), messages: request({}).messages.slice(0, 1), ids: {} });
      expect(JSON.stringify(plain), name).to.contain('One and one?');
      expect(() => JSON.stringify(body(request({ result: 1 }))), name).not.to.throw();
    }
  });
});
