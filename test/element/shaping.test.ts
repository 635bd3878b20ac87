import { expect } from '@open-wc/testing';
import type { StreamChat } from '../../src/element.ts';
import { ChatHarness, eventually } from '../support/chat-harness.ts';

interface Asked {
  readonly url: string;
  readonly body: Record<string, unknown>;
  readonly headers: HeadersInit | undefined;
}

/** A `fetch` that answers with these bodies in turn, and what it was asked. The last body stays open. */
function answering(...bodies: string[]): { readonly asked: Asked[]; readonly fetch: typeof globalThis.fetch } {
  const asked: Asked[] = [];
  const fetch = (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const sent = JSON.parse(String(init?.body)) as Record<string, unknown>;
    asked.push({ url: String(url), body: sent, headers: init?.headers });
    const bytes = new TextEncoder().encode(bodies[asked.length - 1] ?? '');
    const isLast = asked.length >= bodies.length;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes);
        if (!isLast) controller.close();
      },
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
  return { asked, fetch };
}

const sse = (...payloads: object[]): string =>
  payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('');
const whole = sse({ content: 'Hi' }, { done: true });

describe('a request shaped by attributes', () => {
  it('carries the newest message under the name that the back end expects', async () => {
    const { asked, fetch } = answering(whole, '');
    const chat = await ChatHarness.ask('/chat', { attributes: { 'prompt-field': 'question' }, properties: { fetch } });
    await chat.element.send('Why?');
    expect(asked[0]!.body['question']).to.equal('Why?');
  });

  it('carries further keys, which are gone once the attribute is', async () => {
    const { asked, fetch } = answering(whole, whole, '');
    const attributes = { body: '{"tenant": "acme", "options": {"temperature": 0}, "stream": false}' };
    const chat = await ChatHarness.ask('/chat', { attributes, properties: { fetch } });
    await chat.element.send('Why?');
    chat.element.removeAttribute('body');
    await chat.element.send('And how?');
    expect(asked[0]!.body).to.deep.include({ tenant: 'acme', options: { temperature: 0 }, stream: false });
    expect(asked[1]!.body).to.include({ stream: true }).and.not.have.property('tenant');
  });

  describe('carries the headers of the page', () => {
    const own = { 'X-Token': 'abc', 'content-type': 'application/vnd.chat+json' };
    const forms: Record<string, StreamChat['headers']> = {
      'an object': own,
      Headers: new Headers(own),
      'a list of pairs': Object.entries(own),
      'a function that gives Headers': () => Promise.resolve(new Headers(own)),
    };
    for (const [name, headers] of Object.entries(forms)) {
      it(`given as ${name}: each once, whatever the case of its name`, async () => {
        const { asked, fetch } = answering(whole, '');
        const chat = await ChatHarness.ask('/chat', { properties: { fetch, headers } });
        chat.element.addEventListener('chat-before-send', ({ detail: { request } }) => {
          request.headers['x-TOKEN'] = 'of the event';
        });
        await chat.element.send('Why?');
        const sent = new Headers(asked[0]!.headers);
        expect(sent.get('x-token')).to.equal('of the event');
        expect(sent.get('content-type')).to.equal('application/vnd.chat+json');
      });
    }
  });

  it('carries the last message alone for a back end that keeps the history', async () => {
    const { asked, fetch } = answering(whole, whole, '');
    const chat = await ChatHarness.ask('/chat', { attributes: { history: 'last' }, properties: { fetch } });
    await chat.element.send('One?');
    await chat.element.send('Two?');
    expect(asked[1]!.body['messages']).to.deep.equal([{ role: 'user', content: 'Two?' }]);
  });

  it('says again what the back end called the conversation, until it is cleared', async () => {
    const first = sse(
      { event: 'message', conversation_id: 'c-7', task_id: 't', answer: 'Hi' },
      { event: 'message_end', conversation_id: 'c-7', task_id: 't' },
    );
    const { asked, fetch } = answering(first, first, first, '');
    const chat = await ChatHarness.ask('/chat', { attributes: { protocol: 'dify' }, properties: { fetch } });
    await import('../../src/protocols.ts');
    await chat.element.send('One?');
    await chat.element.send('Two?');
    chat.element.clear();
    await chat.element.send('Three?');
    expect(asked.map(({ body }) => body['conversation_id'])).to.deep.equal(['', 'c-7', '']);
    expect(asked[1]!.body).to.include({ query: 'Two?', response_mode: 'streaming' });
  });

  it('tells a server that goes on without its reader to stop', async () => {
    const { asked, fetch } = answering(
      sse(
        { type: 'response.created', response: { id: 'resp/1' } },
        { type: 'response.output_text.delta', delta: 'Half' },
      ),
    );
    const chat = await ChatHarness.ask('/chat', {
      attributes: { 'stop-url': '/stop/{response}' },
      properties: { fetch, headers: { 'x-token': 'secret' } },
    });
    void chat.element.send('Why?');
    await eventually(
      () => Promise.resolve(chat.answer()?.text),
      (text) => text === 'Half',
      'the first words',
    );
    chat.element.stop();
    await eventually(
      () => Promise.resolve(asked.length),
      (count) => count === 2,
      'the call that stops',
    );
    expect(new URL(asked[1]!.url).pathname).to.equal('/stop/resp%2F1');
    expect(asked[1]!.body).to.include({ response: 'resp/1' });
    expect(chat.answer()?.status).to.equal('stopped');
  });

  /** Where each format says how to stop (§10): its first words, the site's `stop-url`, and the address that is told. */
  for (const [protocol, first, stopUrl, told] of [
    [
      'dify',
      sse({ event: 'message', task_id: 't', conversation_id: 'c', message_id: 'm', answer: 'Half' }),
      '/v1/chat-messages/{task}/stop',
      '/v1/chat-messages/t/stop',
    ],
    [
      'langgraph',
      'event: metadata\ndata: {"run_id": "r"}\n\nevent: messages\ndata: [{"type": "ai", "id": "x", "content": "Half"}, {}]\n\n',
      '/threads/{conversation}/runs/{run}/cancel?action=interrupt',
      '/threads/known-7/runs/r/cancel?action=interrupt',
    ],
    [
      'a2a',
      sse({ result: { artifactUpdate: { taskId: 't', artifact: { artifactId: 'x', parts: [{ text: 'Half' }] } } } }),
      '/tasks/{task}:cancel',
      '/tasks/t:cancel',
    ],
    [
      'interactions',
      sse(
        { event_type: 'interaction.created', interaction: { id: 'i' } },
        { event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'Half' } },
      ),
      '/v1beta/interactions/{response}/cancel',
      '/v1beta/interactions/i/cancel',
    ],
    [
      'vercel',
      sse({ type: 'start', messageId: 'm' }, { type: 'text-delta', id: '0', delta: 'Half' }),
      '/api/chat/{conversation}/stop',
      '/api/chat/known-7/stop',
    ],
    [
      'flowise',
      sse({ event: 'token', data: 'Half' }),
      '/api/v1/chatmessage/abort/flow/{conversation}',
      '/api/v1/chatmessage/abort/flow/known-7',
    ],
    [
      'responses',
      sse(
        { type: 'response.created', response: { id: 'resp' } },
        { type: 'response.output_text.delta', item_id: 'x', delta: 'Half' },
      ),
      '/v1/responses/{response}/cancel',
      '/v1/responses/resp/cancel',
    ],
  ] as const) {
    it(`tells a ${protocol} server to stop, at its own address`, async () => {
      await import('../../src/protocols.ts');
      const { asked, fetch } = answering(first);
      const chat = await ChatHarness.ask('/chat', {
        attributes: { protocol, 'stop-url': stopUrl, 'conversation-id': 'known-7' },
        properties: { fetch },
      });
      void chat.element.send('Why?');
      await chat.until(() => chat.answer()?.text === 'Half', 'the first words');
      chat.element.stop();
      await chat.until(() => asked.length === 2, 'the call that stops');
      const { pathname, search } = new URL(asked[1]!.url);
      expect(pathname + search).to.equal(told);
    });
  }

  /** What is asked with a conversation that the site knows, in this format. */
  async function askedIn(protocol: string): Promise<Record<string, unknown>> {
    await import('../../src/protocols.ts');
    const { asked, fetch } = answering(whole, '');
    const chat = await ChatHarness.ask('/chat', {
      attributes: { protocol, 'conversation-id': 'known-7' },
      properties: { fetch },
    });
    await chat.element.send('One?');
    chat.remove();
    return asked[0]!.body;
  }

  for (const [protocol, place] of [
    ['dify', 'conversation_id'],
    ['flowise', 'chatId'],
    ['n8n', 'sessionId'],
    ['vercel', 'id'],
    ['ag-ui', 'threadId'],
    ['responses', 'conversation'],
    ['mastra', 'threadId'],
    ['adk', 'sessionId'],
    ['json', 'conversation_id'],
    // Formats without a place of their own.
    ['auto', 'conversation_id'],
    ['openai', 'conversation_id'],
    ['anthropic', 'conversation_id'],
  ] as const) {
    it(`carries the site’s conversation id where ${protocol} has its place: ${place}`, async () => {
      const body = await askedIn(protocol);
      expect(body[place]).to.equal('known-7');
      expect(JSON.stringify(body).split('known-7').length - 1, 'once, or in places of the format').to.be.lessThan(3);
    });
  }

  it('carries it in the depths of other formats, and nowhere else', async () => {
    expect(await askedIn('chatkit')).to.deep.include({ type: 'threads.add_user_message' });
    expect(JSON.stringify(await askedIn('chatkit'))).to.contain('"thread_id":"known-7"');
    expect(JSON.stringify(await askedIn('a2a'))).to.contain('"contextId":"known-7"');
    expect(JSON.stringify(await askedIn('langgraph'))).to.contain('"thread_id":"known-7"');
    expect(JSON.stringify(await askedIn('langserve'))).to.contain('"session_id":"known-7"');
    for (const name of ['chatkit', 'a2a', 'langgraph', 'langserve'])
      expect(await askedIn(name), name).not.to.have.property('conversation_id');
  });

  it('says an id of its own where a format wants one from the chat, and none where the back end makes it', async () => {
    const { asked, fetch } = answering(whole, whole, '');
    for (const protocol of ['vercel', 'dify']) {
      const chat = await ChatHarness.ask('/chat', { attributes: { protocol }, properties: { fetch } });
      await chat.element.send('One?');
      if (protocol === 'vercel') expect(asked[0]!.body['id']).to.equal(chat.element.conversationId);
      else expect(asked[1]!.body['conversation_id']).to.equal('');
    }
  });

  it('goes on from the last response where the back end keeps the history, and says a call’s result alone', async () => {
    const first = sse(
      { type: 'response.created', response: { id: 'resp_1' } },
      { type: 'response.output_item.added', item: { id: 'i', type: 'function_call', call_id: 'c', name: 'add' } },
      {
        type: 'response.output_item.done',
        item: { id: 'i', type: 'function_call', call_id: 'c', name: 'add', arguments: '{}' },
      },
      { type: 'response.completed', response: {} },
    );
    const second = sse(
      { type: 'response.created', response: { id: 'resp_2' } },
      { type: 'response.output_text.delta', item_id: 'm', delta: 'Two.' },
      { type: 'response.completed', response: {} },
    );
    const { asked, fetch } = answering(first, second, second, '');
    const attributes = { protocol: 'responses', history: 'last' };
    const chat = await ChatHarness.ask('/chat', { attributes, properties: { fetch } });
    chat.element.addEventListener('chat-tool-call', ({ detail }) => detail.respondWith(2));
    await chat.element.send('One and one?');
    await chat.element.send('And one more?');
    expect(asked[0]!.body).not.to.have.property('previous_response_id');
    expect(asked[1]!.body).to.deep.include({
      previous_response_id: 'resp_1',
      input: [{ type: 'function_call_output', call_id: 'c', output: '2' }],
    });
    expect(asked[2]!.body).to.deep.include({
      previous_response_id: 'resp_2',
      input: [{ role: 'user', content: 'And one more?' }],
    });
  });
});
