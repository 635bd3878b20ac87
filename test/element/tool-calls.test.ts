import { expect } from '@open-wc/testing';
import type { ChatEventDetails } from '../../src/events/chat-events.ts';
import { ChatHarness, nextTask } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

type Call = ChatEventDetails['chat-tool-call'];
type Json = Record<string, unknown>;

const sse = (...payloads: object[]): string =>
  payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('');
const lines = (...payloads: object[]): string => payloads.map((payload) => `${JSON.stringify(payload)}\n`).join('');
const chunk = (delta: object, finish_reason?: string): object => ({
  choices: [{ index: 0, delta, ...(finish_reason && { finish_reason }) }],
});
const asks = (id: string, city: string, index = 0): object =>
  chunk({ tool_calls: [{ index, id, function: { name: 'get_weather', arguments: JSON.stringify({ city }) } }] });

const ONE_CALL = sse(chunk({ content: 'Let me look. ' }), asks('call_1', 'Bonn'), chunk({}, 'tool_calls'));
const TWO_CALLS = sse(asks('call_1', 'Bonn'), asks('call_2', 'Rome', 1), chunk({}, 'tool_calls'));
const WARM = sse(chunk({ content: 'It is warm.' }), chunk({}, 'stop'));

/** A chat that was asked, whose page answers calls by `answer`; and the stream of its answers. */
async function asked(
  answer: (call: Call) => void,
  attributes: Record<string, string> = {},
): Promise<{ chat: ChatHarness; stream: SteppedStream }> {
  const stream = new SteppedStream();
  const chat = await ChatHarness.ask(stream.url, { attributes });
  chat.element.addEventListener('chat-tool-call', ({ detail }) => answer(detail));
  await chat.ask('Is it warm in Bonn?');
  return { chat, stream };
}

async function respond(stream: SteppedStream, body: string, type = 'text/event-stream'): Promise<void> {
  await stream.open({ headers: { 'content-type': type } });
  await stream.write(body);
  await stream.end();
}

async function bodies(stream: SteppedStream): Promise<Json[]> {
  return (await stream.requests()).map(({ body }) => JSON.parse(body) as Json);
}

const finished = (chat: ChatHarness): number => chat.names().filter((name) => name === 'chat-finish').length;
const untilFinished = (chat: ChatHarness): Promise<void> => chat.until(() => finished(chat) === 1, 'it is finished');

describe('a tool of the page (S14)', () => {
  it('gives its result to the model, and the same answer goes on', async () => {
    const calls: Call[] = [];
    const { chat, stream } = await asked((call) => {
      calls.push(call);
      call.respondWith(Promise.resolve({ degrees: 21 }));
    });
    await respond(stream, ONE_CALL);
    await respond(stream, WARM);
    await untilFinished(chat);
    expect(calls.map(({ id, name, args }) => ({ id, name, args }))).to.deep.equal([
      { id: 'call_1', name: 'get_weather', args: { city: 'Bonn' } },
    ]);
    const message = chat.element.messages.at(-1)!;
    expect(chat.element.messages.length).to.equal(2);
    expect(message.parts.map(({ type }) => type)).to.deep.equal(['text', 'tool-call', 'text']);
    expect(message).to.include({ status: 'complete', finishReason: 'stop' });
    expect(message.parts[1]).to.deep.include({ state: 'done', result: { degrees: 21 } });
    expect(chat.answer()!.text).to.equal('Let me look.\nIt is warm.');
    expect(chat.part('tool-call')!.dataset['state']).to.equal('done');
    const requests = await stream.requests();
    const keys = requests.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).to.equal(2);
    expect((await bodies(stream))[1]!['messages']).to.deep.equal([
      { role: 'user', content: 'Is it warm in Bonn?' },
      {
        role: 'assistant',
        content: 'Let me look. ',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Bonn"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '{"degrees":21}' },
    ]);
  });

  it('is in the history of the next question', async () => {
    const { chat, stream } = await asked((call) => call.respondWith('21 degrees'));
    await respond(stream, ONE_CALL);
    await respond(stream, WARM);
    await untilFinished(chat);
    await chat.ask('And in Rome?');
    await respond(stream, WARM);
    await chat.until(() => finished(chat) === 2);
    const messages = (await bodies(stream))[2]!['messages'] as Json[];
    expect(messages.map(({ role }) => role)).to.deep.equal(['user', 'assistant', 'tool', 'assistant', 'user']);
  });

  it('that fails says so to the model, in its own words', async () => {
    const { chat, stream } = await asked((call) => call.respondWith(Promise.reject(new Error('No such city.'))));
    await respond(stream, ONE_CALL);
    await respond(stream, WARM);
    await untilFinished(chat);
    expect((await bodies(stream))[1]!['messages']).to.deep.include({
      role: 'tool',
      tool_call_id: 'call_1',
      content: 'Error: No such city.',
    });
    expect(chat.element.messages.at(-1)!.parts[1]).to.deep.include({ state: 'failed', error: 'No such city.' });
    expect(chat.element.messages.at(-1)!.status).to.equal('complete');
  });

  it('that gives what cannot be sent has failed', async () => {
    const { chat, stream } = await asked((call) => call.respondWith({ big: 1n }));
    await respond(stream, ONE_CALL);
    await respond(stream, WARM);
    await untilFinished(chat);
    expect(chat.element.messages.at(-1)!.parts[1]).to.deep.include({ state: 'failed' });
  });

  it('nobody has: the answer ends with its call, and nothing more is asked (law 6)', async () => {
    const { chat, stream } = await asked(() => undefined);
    await respond(stream, ONE_CALL);
    await untilFinished(chat);
    expect(chat.element.messages.at(-1)).to.include({ status: 'complete', finishReason: 'tool-calls' });
    expect((await stream.requests()).length).to.equal(1);
    // Nobody is calling any more, and nothing moves (law 10).
    await chat.until(() => chat.part('tool-call-summary')!.textContent === 'Called get_weather');
    expect(
      chat.root.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity).length,
    ).to.equal(0);
  });

  it('answers one call of two: its result is shown, and nothing more is asked', async () => {
    const { chat, stream } = await asked((call) => call.id === 'call_2' && call.respondWith('hot'));
    await respond(stream, TWO_CALLS);
    await untilFinished(chat);
    expect(chat.parts('tool-call').map(({ dataset }) => dataset['state'])).to.deep.equal(['running', 'done']);
    expect((await stream.requests()).length).to.equal(1);
  });

  it('is not waited for once the visitor stopped', async () => {
    let give: (result: string) => void = () => undefined;
    const { chat, stream } = await asked((call) => call.respondWith(new Promise((resolve) => (give = resolve))));
    await respond(stream, ONE_CALL);
    await chat.until(() => chat.names().includes('chat-tool-call'));
    expect(chat.part('stop-button') !== null).to.equal(true);
    chat.press('stop-button');
    await chat.untilStatus('stopped');
    give('late');
    await nextTask();
    expect((await stream.requests()).length).to.equal(1);
    expect(chat.answer()!.text).to.equal('Let me look.');
  });

  it('answers while its event is heard, and once', async () => {
    let call: Call | undefined;
    const { chat, stream } = await asked((given) => {
      call = given;
      given.respondWith('one');
      expect(() => given.respondWith('two')).to.throw(TypeError);
    });
    await respond(stream, ONE_CALL);
    await respond(stream, WARM);
    await untilFinished(chat);
    expect(() => call!.respondWith('late')).to.throw(TypeError, /while the event is heard/);
    expect(chat.element.messages.at(-1)!.parts[1]).to.deep.include({ result: 'one' });
  });

  it('that is called again and again comes to an end (law 6)', async () => {
    let count = 0;
    const fetch = (): Promise<Response> => {
      const body = sse(asks(`call_${++count}`, 'Bonn'), chunk({}, 'tool_calls'));
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    };
    const chat = await ChatHarness.ask('/chat', { properties: { fetch } });
    chat.element.addEventListener('chat-tool-call', ({ detail }) => detail.respondWith('again'));
    const message = await chat.element.send('Loop?');
    expect(count).to.equal(10);
    expect(message).to.include({ status: 'complete', finishReason: 'tool-calls' });
  });

  it('adds up what its rounds cost', async () => {
    const usage = (input: number): string =>
      sse({ choices: [], usage: { prompt_tokens: input, completion_tokens: 5 } });
    const { chat, stream } = await asked((call) => call.respondWith('21'));
    await respond(stream, ONE_CALL + usage(10));
    await respond(stream, WARM + usage(30));
    await untilFinished(chat);
    expect(chat.element.metrics!.usage).to.deep.equal({ input: 40, output: 10 });
  });
});

/** One call in each format, its end, and what the next request says of it. */
const FORMATS: readonly {
  readonly protocol: string;
  readonly type?: string;
  readonly call: string;
  readonly done: string;
  readonly sent: (body: Json) => unknown;
  readonly expected: unknown;
  readonly failed: unknown;
}[] = [
  {
    protocol: 'responses',
    call: sse(
      { type: 'response.output_item.added', item: { id: 'fc', type: 'function_call', call_id: 'c', name: 'add' } },
      {
        type: 'response.output_item.done',
        item: { id: 'fc', type: 'function_call', call_id: 'c', name: 'add', arguments: '{"a":1}' },
      },
      { type: 'response.completed', response: {} },
    ),
    done: sse(
      { type: 'response.output_text.delta', item_id: 'm', delta: 'Two.' },
      { type: 'response.completed', response: {} },
    ),
    sent: ({ input }) => (input as Json[]).slice(1),
    expected: [
      { type: 'function_call', call_id: 'c', name: 'add', arguments: '{"a":1}' },
      { type: 'function_call_output', call_id: 'c', output: '2' },
    ],
    failed: [
      { type: 'function_call', call_id: 'c', name: 'add', arguments: '{"a":1}' },
      { type: 'function_call_output', call_id: 'c', output: 'Error: Broken.' },
    ],
  },
  {
    protocol: 'anthropic',
    call: sse(
      { type: 'message_start', message: { id: 'm' } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Hm.' } },
      { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 'c', name: 'add', input: {} } },
      { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"a":1}' } },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
      { type: 'message_stop' },
    ),
    done: sse(
      { type: 'message_start', message: { id: 'n' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Two.' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
      { type: 'message_stop' },
    ),
    sent: ({ messages }) => (messages as Json[]).slice(1),
    expected: [
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Hm.' },
          { type: 'tool_use', id: 'c', name: 'add', input: { a: 1 } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: '2', is_error: false }] },
    ],
    failed: [
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Hm.' },
          { type: 'tool_use', id: 'c', name: 'add', input: { a: 1 } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'Error: Broken.', is_error: true }] },
    ],
  },
  {
    protocol: 'gemini',
    call: sse({
      candidates: [{ content: { parts: [{ functionCall: { name: 'add', args: { a: 1 } } }] }, finishReason: 'STOP' }],
    }),
    done: sse({ candidates: [{ content: { parts: [{ text: 'Two.' }] }, finishReason: 'STOP' }] }),
    sent: ({ contents }) => (contents as Json[]).slice(1),
    expected: [
      { role: 'model', parts: [{ functionCall: { name: 'add', args: { a: 1 } } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'add', response: { result: 2 } } }] },
    ],
    failed: [
      { role: 'model', parts: [{ functionCall: { name: 'add', args: { a: 1 } } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'add', response: { error: 'Broken.' } } }] },
    ],
  },
  {
    protocol: 'vercel',
    call: sse(
      { type: 'start', messageId: 'm' },
      { type: 'start-step' },
      { type: 'text-delta', id: '0', delta: 'Hm.' },
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'add', input: { a: 1 } },
      { type: 'finish-step' },
      { type: 'finish' },
    ),
    done: sse(
      { type: 'start' },
      { type: 'start-step' },
      { type: 'text-delta', id: '0', delta: 'Two.' },
      { type: 'finish' },
    ),
    sent: ({ messages }) => (messages as Json[])[1]!['parts'],
    expected: [
      { type: 'text', text: 'Hm.' },
      { type: 'tool-add', toolCallId: 'c', input: { a: 1 }, state: 'output-available', output: 2 },
    ],
    failed: [
      { type: 'text', text: 'Hm.' },
      { type: 'tool-add', toolCallId: 'c', input: { a: 1 }, state: 'output-error', errorText: 'Broken.' },
    ],
  },
  {
    protocol: 'ag-ui',
    call: sse(
      { type: 'RUN_STARTED' },
      { type: 'TOOL_CALL_START', toolCallId: 'c', toolCallName: 'add' },
      { type: 'TOOL_CALL_ARGS', toolCallId: 'c', delta: '{"a":1}' },
      { type: 'TOOL_CALL_END', toolCallId: 'c' },
      { type: 'RUN_FINISHED' },
    ),
    done: sse(
      { type: 'RUN_STARTED' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'x', delta: 'Two.' },
      { type: 'RUN_FINISHED' },
    ),
    sent: ({ messages }) => (messages as Json[]).slice(1).map(({ id: _id, ...message }) => message),
    expected: [
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'c', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
      },
      { role: 'tool', toolCallId: 'c', content: '2' },
    ],
    failed: [
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'c', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
      },
      { role: 'tool', toolCallId: 'c', content: 'Error: Broken.', error: 'Broken.' },
    ],
  },
  {
    protocol: 'ollama',
    type: 'application/x-ndjson',
    call: lines(
      {
        model: 'm',
        message: { content: '', tool_calls: [{ function: { name: 'add', arguments: { a: 1 } } }] },
        done: false,
      },
      { model: 'm', message: { content: '' }, done: true, done_reason: 'stop' },
    ),
    done: lines({ model: 'm', message: { content: 'Two.' }, done: true, done_reason: 'stop' }),
    sent: ({ messages }) => (messages as Json[]).slice(1),
    expected: [
      { role: 'assistant', content: '', tool_calls: [{ function: { name: 'add', arguments: { a: 1 } } }] },
      { role: 'tool', tool_name: 'add', content: '2' },
    ],
    failed: [
      { role: 'assistant', content: '', tool_calls: [{ function: { name: 'add', arguments: { a: 1 } } }] },
      { role: 'tool', tool_name: 'add', content: 'Error: Broken.' },
    ],
  },
];

describe('results of tools in each format’s own way (S14)', () => {
  for (const { protocol, type, call, done, sent, expected, failed } of FORMATS) {
    for (const [name, wanted, result] of [
      ['a result', expected, () => Promise.resolve(2)],
      ['an error', failed, () => Promise.reject(new Error('Broken.'))],
    ] as const) {
      it(`${protocol}: ${name}, and text that follows the call`, async () => {
        const { chat, stream } = await asked((given) => given.respondWith(result()), { protocol });
        await respond(stream, call, type);
        await respond(stream, done, type);
        await untilFinished(chat);
        expect(sent((await bodies(stream))[1]!)).to.deep.equal(wanted);
        expect(chat.answer()!.text.endsWith('Two.')).to.equal(true);
        expect(chat.element.messages.at(-1)!.parts.at(-1)).to.include({ type: 'text', text: 'Two.' });
        expect(chat.element.messages.at(-1)).to.include({ status: 'complete', finishReason: 'stop' });
      });
    }
  }
});
