import { expect } from '@open-wc/testing';
import { ChatHarness, eventually } from '../support/chat-harness.ts';

interface Asked {
  readonly url: string;
  readonly body: Record<string, unknown>;
}

/** A `fetch` that answers with these bodies in turn, and what it was asked. The last body stays open. */
function answering(...bodies: string[]): { readonly asked: Asked[]; readonly fetch: typeof globalThis.fetch } {
  const asked: Asked[] = [];
  const fetch = (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), body: JSON.parse(String(init?.body)) as Record<string, unknown> });
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
});
