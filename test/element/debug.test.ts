import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE } from '../support/chat-harness.ts';

const ANSWERS = {
  page: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title>' },
  missing: { status: 404, headers: {}, body: 'No' },
  healthy: { status: 200, headers: { 'content-type': 'text/event-stream' }, body: delta('Yes.') + DONE },
} as const;

/** A chat with `debug` after these answers, one to each question. */
async function asked(...kinds: readonly (keyof typeof ANSWERS)[]): Promise<ChatHarness> {
  const waiting = [...kinds];
  const fetch = (): Promise<Response> => {
    const { body, ...head } = ANSWERS[waiting.shift()!];
    return Promise.resolve(new Response(body, head));
  };
  const chat = await ChatHarness.ask('/chat', { attributes: { debug: true }, properties: { fetch } });
  for (const kind of kinds) {
    await chat.ask(`Is it ${kind}?`);
    await chat.until(() => chat.status() === 'idle');
  }
  return chat;
}

const said = (chat: ChatHarness): string[] => chat.parts('diagnosis-item').map(({ textContent }) => textContent);

describe('debug', () => {
  it('says that a page came instead of an answer', async () => {
    const chat = await asked('page');
    expect(said(chat)).to.have.lengthOf(1);
    expect(said(chat)[0]).to.match(/^A page came instead of an answer/);
  });

  it('says what to do about 404, once for the newest answer', async () => {
    const chat = await asked('page', 'missing');
    expect(said(chat)).to.have.lengthOf(1);
    expect(said(chat)[0]).to.match(/404.*See that the path/);
  });

  it('says nothing of a stream that is well, and nothing more of the one before it', async () => {
    const chat = await asked('missing', 'healthy');
    expect(chat.answer()?.text).to.equal('Yes.');
    expect(chat.part('diagnosis')).to.equal(null);
  });

  it('shows the beginning of a format that nobody knows as plain text', async () => {
    const fetch = (): Promise<Response> =>
      Promise.resolve(
        new Response('data: {"zzz":"<b>x","key":"Ada Lovelace"}\n\n', {
          headers: { 'content-type': 'text/event-stream' },
        }),
      );
    const chat = await ChatHarness.ask('/chat', { properties: { debug: true, fetch } });
    await chat.element.send('Why?');
    await chat.element.updateComplete;
    expect(said(chat)[0]).to.contain('"zzz":"<b>x').and.not.to.contain('Lovelace');
    expect(chat.part('diagnosis')!.querySelector('b')).to.equal(null);
  });

  it('takes its words away when it is turned off', async () => {
    const chat = await asked('missing');
    expect(chat.part('diagnosis')).not.to.equal(null);
    chat.element.debug = false;
    await chat.element.updateComplete;
    expect(chat.part('diagnosis')).to.equal(null);
  });

  it('observes nothing unless it is set: the page’s own response is read', async () => {
    const response = new Response(ANSWERS.healthy.body, { headers: ANSWERS.healthy.headers });
    let pipes = 0;
    response.body!.pipeThrough = () => (pipes++, new ReadableStream() as never);
    const chat = await ChatHarness.ask('/chat', { properties: { fetch: () => Promise.resolve(response) } });
    await chat.element.send('Why?');
    expect(chat.answerText()).to.equal('Yes.');
    expect(pipes).to.equal(0);
  });
});
