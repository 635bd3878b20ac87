import { expect } from '@open-wc/testing';
import { delta, eventually, nextTask, type ChatHarness } from '../support/chat-harness.ts';
import { FaultScript, type FaultRequest, type FaultStep } from '../support/faults.ts';
import { leavePage, returnToPage, Site } from '../support/storage.ts';

const HEADERS = { headers: {} };
const END = { end: 'chunk-end' };
const FOREVER = { waitMs: 'forever' };
const event = (id: number, words: string): string => `id: ${id}\n${delta(words)}`;
const DONE = 'id: 99\ndata: {"done":true}\n\n';
/** Writes so much, and then waits for a reader that goes. */
const begin = (...pieces: string[]): FaultStep[] => [HEADERS, { send: pieces.join('') }, FOREVER];
const rest = (...pieces: string[]): FaultStep[] => [HEADERS, { send: pieces.join('') }, END];

describe('an answer that was being written when its page was left (R-14, R-18)', () => {
  function visited(script: FaultScript, attributes: Record<string, string> = {}): Site {
    return new Site(script.url, { attributes: { 'resume-url': script.url, ...attributes } });
  }

  async function left(site: Site, words: string): Promise<ChatHarness> {
    const chat = await site.visit();
    await chat.ask('Why?');
    await chat.untilAnswer(words);
    return chat;
  }

  const methods = async (script: FaultScript): Promise<string[]> =>
    (await script.requests()).map(({ method }) => method);
  const lastEventIds = (requests: readonly FaultRequest[]): unknown[] =>
    requests.map(({ headers }) => headers['last-event-id']);

  for (const persist of ['session', 'local']) {
    it(`goes on in the next page: the same generation, its exact text, nothing asked twice (${persist})`, async () => {
      const script = await FaultScript.play(
        begin(event(1, 'One *two'), event(2, ' three')),
        rest(event(2, ' three'), event(3, '* four'), DONE),
      );
      const site = visited(script, { persist });
      const next = await site.next(await left(site, 'One two three'));
      await next.untilStatus('complete');
      expect(next.answerText()).to.equal('One *two three* four');
      expect(next.answer()?.text).to.equal('One two three four');
      expect(next.messages().length).to.equal(2);
      expect(await methods(script)).to.deep.equal(['POST', 'GET']);
      expect(lastEventIds(await script.requests())).to.deep.equal([undefined, '2']);
      // What has its end is not kept a second time.
      next.element.remove();
      await nextTask();
      const stored = site.stored(persist === 'local' ? localStorage : sessionStorage);
      expect(stored?.messages.length).to.equal(2);
      expect(stored?.recording).to.equal(undefined);
    });
  }

  it('joins a run of LangGraph again, where its server keeps it', async () => {
    await import('../../src/protocols.ts');
    const piece = (id: number, content: string): string =>
      `id: ${id}\nevent: messages\ndata: [{"type": "ai", "id": "x", "content": "${content}"}, {}]\n\n`;
    const started = 'id: 0\nevent: metadata\ndata: {"run_id": "run-1"}\n\n';
    const script = await FaultScript.play(
      begin(started, piece(1, 'One'), piece(2, ' two')),
      rest(piece(2, ' two'), piece(3, ' three')),
    );
    const site = visited(script, {
      protocol: 'langgraph',
      'conversation-id': 'thread-7',
      'resume-url': `${script.url}?thread={conversation}&run={run}`,
    });
    const next = await site.next(await left(site, 'One two'));
    await next.untilStatus('complete');
    expect(next.answerText()).to.equal('One two three');
    const [, request] = await script.requests();
    expect(request!.method).to.equal('GET');
    expect(request!.url).to.contain('?thread=thread-7&run=run-1');
    expect(request!.headers['last-event-id']).to.equal('2');
  });

  it('goes on where the server sends all of it again, as a chat of the AI SDK does', async () => {
    const chunks = [
      { type: 'start', messageId: 'm' },
      { type: 'start-step' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'One' },
      { type: 'text-delta', id: '0', delta: ' two' },
      { type: 'finish-step' },
      { type: 'finish' },
    ].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
    const script = await FaultScript.play(begin(...chunks.slice(0, 4)), rest(...chunks, 'data: [DONE]\n\n'));
    const site = visited(script, { 'resume-url': `${script.url}?chat={conversation}` });
    const next = await site.next(await left(site, 'One'));
    await next.untilStatus('complete');
    expect(next.element.messages.map(({ parts }) => parts.length)).to.deep.equal([1, 1]);
    expect(next.answerText()).to.equal('One two');
    const [, request] = await script.requests();
    expect(request!.url).to.contain(`?chat=${next.element.conversationId}`);
    expect(await methods(script)).to.deep.equal(['POST', 'GET']);
  });

  it('goes on behind the number of its last event, as a response of OpenAI does, and with its id', async () => {
    const of = (number: number, type: string, more: object): string =>
      `event: response.${type}\ndata: ${JSON.stringify({ type: `response.${type}`, sequence_number: number, ...more })}\n\n`;
    const text = { item_id: 'i', content_index: 0 };
    const script = await FaultScript.play(
      begin(of(0, 'created', { response: { id: 'resp_1' } }), of(1, 'output_text.delta', { ...text, delta: 'One' })),
      rest(
        of(2, 'output_text.delta', { ...text, delta: ' two' }),
        of(3, 'completed', { response: { status: 'completed' } }),
      ),
    );
    const site = visited(script, { 'resume-url': `${script.url}?of={response}&starting_after={sequence}` });
    const next = await site.next(await left(site, 'One'));
    await next.untilStatus('complete');
    expect(next.answerText()).to.equal('One two');
    expect((await script.requests())[1]!.url).to.match(/\?of=resp_1&starting_after=1$/);
  });

  it('is interrupted with all its text where nothing says how, and where nothing is left', async () => {
    const gone = [{ headers: { status: 404 } }, END];
    for (const [answers, resumeUrl, expected] of [
      [[begin(event(1, 'One'))], '', ['POST']],
      [[begin(event(1, 'One')), gone], undefined, ['POST', 'GET']],
      [[begin(delta('One'))], undefined, ['POST']],
    ] as const) {
      const script = await FaultScript.play(...answers);
      const site = visited(script, resumeUrl === undefined ? {} : { 'resume-url': resumeUrl });
      const next = await site.next(await left(site, 'One'));
      await next.untilStatus('interrupted');
      expect(next.answer()?.text).to.equal('One');
      expect(next.notice()).to.match(/^Answer interrupted/);
      for (const part of ['retry-button', 'continue-button']) expect(next.part(part) !== null, part).to.equal(true);
      expect(await methods(script)).to.deep.equal(expected);
    }
  });

  it('a stopped one stays stopped', async () => {
    const script = await FaultScript.play(begin(event(1, 'One')));
    const site = visited(script);
    const chat = await left(site, 'One');
    chat.press('stop-button');
    await chat.untilStatus('stopped');
    const next = await site.next(chat);
    await next.untilStatus('stopped');
    expect(await methods(script)).to.deep.equal(['POST']);
  });

  it('goes on with the token of the new page, of which nothing is stored (E-12)', async () => {
    const script = await FaultScript.play(begin(event(1, 'One')), rest(event(2, ' two'), DONE));
    const site = visited(script);
    const page = (token: string) => ({ properties: { headers: () => ({ Authorization: token }) } });
    const chat = await site.visit(page('Bearer first-page'));
    await chat.ask('Why?');
    await chat.untilAnswer('One');
    chat.element.remove();
    await eventually(
      () => Promise.resolve(site.stored()),
      (stored) => stored?.recording !== undefined,
      'stored',
    );
    expect(JSON.stringify(site.stored())).not.to.contain('Bearer');
    const next = await site.visit(page('Bearer next-page'));
    await next.untilStatus('complete');
    expect((await script.requests())[1]!.headers['authorization']).to.equal('Bearer next-page');
  });

  it('a continuation goes on behind the text that it continues', async () => {
    const script = await FaultScript.play(
      [HEADERS, { send: delta('The beginning and') }, { waitFor: 'visitor' }, { end: 'fin' }],
      begin(event(1, 'beginning and the '), event(2, 'middle')),
      rest(event(3, ' and the end'), DONE),
    );
    const site = visited(script);
    const chat = await left(site, 'The beginning and');
    await script.go();
    await chat.untilStatus('interrupted');
    chat.press('continue-button');
    await chat.untilAnswer('The beginning and the middle');
    const next = await site.next(chat);
    await next.untilStatus('complete');
    expect(next.answerText()).to.equal('The beginning and the middle and the end');
    expect(await methods(script)).to.deep.equal(['POST', 'POST', 'GET']);
  });

  it('another tab goes on with it when the one that held the stream is closed', async () => {
    const script = await FaultScript.play(begin(event(1, 'One')), rest(event(2, ' two'), DONE));
    const site = visited(script);
    const one = await left(site, 'One');
    const two = await site.visit();
    await two.untilAnswer('One');
    one.element.remove();
    await two.untilStatus('complete');
    expect(two.answerText()).to.equal('One two');
    expect(await methods(script)).to.deep.equal(['POST', 'GET']);
  });

  it('a page that comes back takes the end that another page got of its answer', async () => {
    const script = await FaultScript.play(begin(event(1, 'One')), rest(event(2, ' two'), DONE));
    const site = visited(script, { persist: 'session' });
    const one = await left(site, 'One');
    leavePage();
    const two = await site.visit();
    await two.untilStatus('complete');
    two.element.remove();
    returnToPage();
    await one.untilStatus('complete');
    expect(one.answerText()).to.equal('One two');
    expect(one.status()).to.equal('idle');
    expect(await methods(script)).to.deep.equal(['POST', 'GET']);
  });
});
