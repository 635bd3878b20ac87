import { expect } from '@open-wc/testing';
import '../../src/protocols.ts';
import { emptyConversation, reduce, type Conversation, type Message } from '../../src/chat/conversation.ts';
import { readMessages, snapshotJson } from '../../src/chat/snapshot.ts';
import { historyOf } from '../../src/protocols/history.ts';
import { protocolOf } from '../../src/protocols/index.ts';
import { received } from '../support/road.ts';

type Json = Record<string, unknown>;

const sse = (...payloads: object[]): string =>
  payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('');

const QUESTION: Message = {
  id: 'q',
  role: 'user',
  parts: [{ type: 'text', text: 'Is it warm?', revision: 0 }],
  status: 'complete',
  createdAt: 0,
};

/** The conversation after responses that all end with calls, each of which the page answers with 21. */
function answered(protocol: string, responses: readonly (string | Uint8Array)[]): Conversation {
  let conversation = reduce(emptyConversation, { type: 'add', message: QUESTION });
  conversation = reduce(conversation, { type: 'start', id: 'a', at: 0 });
  for (const response of responses) {
    const bytes = typeof response === 'string' ? new TextEncoder().encode(response) : response;
    conversation = reduce(conversation, { type: 'events', id: 'a', events: received([bytes], { protocol }) });
    for (const part of conversation.messages[1]!.parts)
      if (part.type === 'tool-call' && part.state === 'running')
        conversation = reduce(conversation, {
          type: 'events',
          id: 'a',
          events: [{ type: 'tool-result', id: part.id, result: 21 }],
        });
    conversation = reduce(conversation, { type: 'reopen', id: 'a', isRound: true });
  }
  return conversation;
}

/** What is sent next. */
function sent(protocol: string, { messages }: Conversation): Json {
  const body = protocolOf(protocol).body({ messages: historyOf(messages), text: 'Is it warm?', conversationId: 'c' });
  return JSON.parse(JSON.stringify(body)) as Json;
}

const next = (protocol: string, ...responses: (string | Uint8Array)[]): Json =>
  sent(protocol, answered(protocol, responses));

const gemini = (...parts: object[]): string => sse({ candidates: [{ content: { parts }, finishReason: 'STOP' }] });

const anthropic = (...blocks: (readonly [block: object, ...deltas: object[]])[]): string =>
  sse(
    { type: 'message_start', message: { id: 'm' } },
    ...blocks.flatMap(([content_block, ...deltas], index) => [
      { type: 'content_block_start', index, content_block },
      ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
    { type: 'message_stop' },
  );

const THINKING = [
  { type: 'thinking', thinking: '', signature: '' },
  { type: 'thinking_delta', thinking: 'Look ' },
  { type: 'thinking_delta', thinking: 'it up.' },
  { type: 'signature_delta', signature: 'c2lnbmVk' },
] as const;
const use = (id: string): readonly [object, object] => [
  { type: 'tool_use', id, name: 'look', input: {} },
  { type: 'input_json_delta', partial_json: '{"city":"Bonn"}' },
];
const toolUse = (id: string): object => ({ type: 'tool_use', id, name: 'look', input: { city: 'Bonn' } });
const toolResult = (id: string): object => ({ type: 'tool_result', tool_use_id: id, content: '21', is_error: false });

describe('what a provider wants back with a call of a tool (S14)', () => {
  it('gemini: the signature stands beside its call, and beside no other', () => {
    const { contents } = next(
      'gemini',
      gemini(
        { functionCall: { name: 'look', args: { city: 'Bonn' } }, thoughtSignature: 'c2lnbmVk' },
        { functionCall: { name: 'look', args: { city: 'Rome' } } },
      ),
    );
    expect((contents as Json[])[1]).to.deep.equal({
      role: 'model',
      parts: [
        { functionCall: { name: 'look', args: { city: 'Bonn' } }, thoughtSignature: 'c2lnbmVk' },
        { functionCall: { name: 'look', args: { city: 'Rome' } } },
      ],
    });
  });

  it('gemini: calls of two steps are two turns, each with its signature', () => {
    const call = (thoughtSignature: string): object => ({ functionCall: { name: 'look', args: {} }, thoughtSignature });
    const answer = { role: 'user', parts: [{ functionResponse: { name: 'look', response: { result: 21 } } }] };
    const { contents } = next(
      'gemini',
      sse({
        candidates: [
          {
            content: { parts: [{ functionCall: { name: 'look', args: {}, id: 'one' }, thoughtSignature: 'A' }] },
            finishReason: 'STOP',
          },
        ],
      }),
      sse({
        candidates: [
          {
            content: { parts: [{ functionCall: { name: 'look', args: {}, id: 'two' }, thoughtSignature: 'B' }] },
            finishReason: 'STOP',
          },
        ],
      }),
    );
    expect((contents as Json[]).slice(1)).to.deep.equal([
      { role: 'model', parts: [call('A')] },
      answer,
      { role: 'model', parts: [call('B')] },
      answer,
    ]);
  });

  it('anthropic: thoughts with their signature, and those that are encrypted, stand in front of text and call', () => {
    const { messages } = next(
      'anthropic',
      anthropic(
        THINKING,
        [{ type: 'redacted_thinking', data: 'ZW5jcnlwdGVk' }],
        [
          { type: 'text', text: '' },
          { type: 'text_delta', text: 'Hm.' },
        ],
        use('c'),
      ),
    );
    expect((messages as Json[]).slice(1)).to.deep.equal([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Look it up.', signature: 'c2lnbmVk' },
          { type: 'redacted_thinking', data: 'ZW5jcnlwdGVk' },
          { type: 'text', text: 'Hm.' },
          toolUse('c'),
        ],
      },
      { role: 'user', content: [toolResult('c')] },
    ]);
  });

  it('anthropic: the calls of a later step stand with the thoughts of theirs', () => {
    const { messages } = next('anthropic', anthropic(THINKING, use('one'), use('two')), anthropic(use('three')));
    expect((messages as Json[]).slice(1)).to.deep.equal([
      {
        role: 'assistant',
        content: [{ type: 'thinking', thinking: 'Look it up.', signature: 'c2lnbmVk' }, toolUse('one'), toolUse('two')],
      },
      { role: 'user', content: [toolResult('one'), toolResult('two')] },
      { role: 'assistant', content: [toolUse('three')] },
      { role: 'user', content: [toolResult('three')] },
    ]);
  });

  it('responses: items go back as they came, a thought with those that followed it', () => {
    const thought = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'ZW5jcnlwdGVk' };
    const words = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hm.', annotations: [] }],
    };
    const call = { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'look', arguments: '{"city":"Bonn"}' };
    const { input } = next(
      'responses',
      sse(
        { type: 'response.created', response: { id: 'resp' } },
        { type: 'response.output_item.added', item: { ...thought, encrypted_content: '' } },
        { type: 'response.output_item.done', item: thought },
        { type: 'response.output_text.delta', item_id: 'msg_1', delta: 'Hm.' },
        { type: 'response.output_item.done', item: words },
        { type: 'response.output_item.added', item: { ...call, arguments: '' } },
        { type: 'response.output_item.done', item: call },
        { type: 'response.completed', response: {} },
      ),
    );
    expect((input as Json[]).slice(1)).to.deep.equal([
      thought,
      words,
      call,
      { type: 'function_call_output', call_id: 'c', output: '21' },
    ]);
  });

  it('openai: the thought in front of calls, where it was called reasoning_content, and what stood beside a call', () => {
    const extra_content = { google: { thought_signature: 'c2lnbmVk' } };
    const called = { id: 'c', type: 'function', function: { name: 'look', arguments: '{}' } };
    const chunk = (delta: object): object => ({ choices: [{ index: 0, delta }] });
    const response = sse(
      chunk({ reasoning_content: 'Look ' }),
      chunk({ reasoning_content: 'it up.' }),
      chunk({ tool_calls: [{ ...called, index: 0, extra_content }] }),
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
    );
    for (const protocol of ['openai', 'auto'])
      expect((next(protocol, response)['messages'] as Json[])[1], protocol).to.deep.equal({
        role: 'assistant',
        content: '',
        reasoning_content: 'Look it up.',
        tool_calls: [{ ...called, extra_content }],
      });
  });

  it('vercel: parts that the provider signed go back as they came, and so does what it said of a call', () => {
    const signed = { anthropic: { signature: 'c2lnbmVk' } };
    const [body] = [
      next(
        'vercel',
        sse(
          { type: 'start', messageId: 'm' },
          { type: 'start-step' },
          { type: 'reasoning-start', id: '0' },
          { type: 'reasoning-delta', id: '0', delta: 'Look it up.' },
          { type: 'reasoning-delta', id: '0', delta: '', providerMetadata: signed },
          { type: 'reasoning-end', id: '0' },
          { type: 'text-start', id: '0', providerMetadata: { openai: { itemId: 'msg_1' } } },
          { type: 'text-delta', id: '0', delta: 'Hm.' },
          { type: 'text-end', id: '0' },
          { type: 'tool-input-start', toolCallId: 'c', toolName: 'look' },
          {
            type: 'tool-input-available',
            toolCallId: 'c',
            toolName: 'look',
            input: {},
            providerMetadata: { google: { thoughtSignature: 'A' } },
          },
          { type: 'finish-step' },
          { type: 'finish' },
        ),
      ),
    ];
    expect((body['messages'] as Json[])[1]!['parts']).to.deep.equal([
      { type: 'reasoning', text: 'Look it up.', providerMetadata: signed },
      { type: 'text', text: 'Hm.', providerMetadata: { openai: { itemId: 'msg_1' } } },
      {
        type: 'tool-look',
        toolCallId: 'c',
        input: {},
        callProviderMetadata: { google: { thoughtSignature: 'A' } },
        state: 'output-available',
        output: 21,
      },
    ]);
  });

  it('vercel: an attempt that was thrown away leaves nothing behind', () => {
    const body = next(
      'vercel',
      sse(
        { type: 'start', messageId: 'm' },
        { type: 'start-step' },
        { type: 'reasoning-start', id: '0', providerMetadata: { anthropic: { signature: 'old' } } },
        { type: 'reset-step' },
        { type: 'text-delta', id: '1', delta: 'Hm.' },
        { type: 'tool-input-available', toolCallId: 'c', toolName: 'look', input: {} },
        { type: 'finish' },
      ),
    );
    expect(JSON.stringify(body)).not.to.contain('old');
    expect(JSON.stringify(body)).to.contain('Hm.');
  });

  it('is kept over a page load, and is nothing to another format', () => {
    const { messages } = answered('anthropic', [anthropic(THINKING, use('c'))]);
    const stored = JSON.parse(
      snapshotJson({ version: 1, conversationId: 'c', messages, draft: '', open: false }, 1_000_000),
    ) as Json;
    const kept = { messages: readMessages(stored['messages']) };
    expect(sent('anthropic', kept)).to.deep.equal(sent('anthropic', { messages }));
    for (const protocol of ['gemini', 'responses', 'vercel', 'openai', 'auto', 'ag-ui', 'ollama', 'mastra'])
      expect(JSON.stringify(sent(protocol, kept)), protocol).not.to.contain('c2lnbmVk');
  });
});

/** Recorded streams of real providers lie outside the project: `STREAM_CHAT_CASES` names their folder. */
const FOLDER = '/__cases/wire-captures/';

const isThere = (await fetch(FOLDER)).ok;

describe('what a provider wants back, in recorded streams', () => {
  const RECORDED = {
    'gemini/google-tool-call': ['gemini', 'EqUCCqICAb4'],
    'gemini/google-stream-tool-call-arguments': ['gemini', 'CiMBjz1rX25K'],
  } as const;
  for (const [path, [protocol, start]] of isThere ? Object.entries(RECORDED) : []) {
    it(`goes back as it came: ${path}`, async () => {
      const response = await fetch(`${FOLDER}${path}.sse`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const signatures = new TextDecoder().decode(bytes).match(/"(?:thoughtS|s)ignature":"[^"]+"/g)!;
      expect(signatures[0]).to.contain(start);
      const body = JSON.stringify(next(protocol, bytes));
      for (const signature of signatures) expect(body.split(signature).length, signature.slice(0, 40)).to.equal(2);
    });
  }
});
