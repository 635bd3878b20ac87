import { expect } from '@open-wc/testing';
import { ChatHarness, delta, DONE, eventually, nextTask } from '../support/chat-harness.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FaultScript, type FaultRequest } from '../support/faults.ts';
import { listenTo } from '../support/listener.ts';

const HEADERS = { headers: {} };
const END = { end: 'chunk-end' };
const OK = [HEADERS, { send: delta('Hello') + DONE }, END];
const FOREVER = { waitMs: 'forever' };

const closed = (script: FaultScript): Promise<FaultRequest[]> =>
  eventually(
    () => script.requests(),
    (requests) => requests.length > 0 && requests.every(({ end }) => end !== 'open'),
    'every connection is closed',
  );

/** The device says that it has no connection, or has one again. */
function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** The page is hidden, and has no frames, or is shown again. */
function setHidden(isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => {
  Reflect.deleteProperty(navigator, 'onLine');
  Reflect.deleteProperty(document, 'hidden');
});

describe('time (R-12)', () => {
  it('comments for two minutes are no silence, and the text behind them is the answer (F-09)', async () => {
    const clock = new FakeClock();
    const beats = Array.from({ length: 8 }, () => [{ waitFor: 'visitor' }, { send: ': heartbeat\n\n' }]).flat();
    const script = await FaultScript.play([
      HEADERS,
      { send: ': one\n\n' },
      ...beats,
      { waitFor: 'visitor' },
      ...OK.slice(1),
    ]);
    const chat = await ChatHarness.ask(script.url, { properties: { clock } });
    await chat.ask('Go on.');
    await chat.until(() => chat.part('phase')?.textContent === 'Responding…');
    for (let beat = 0; beat < 8; beat++) {
      clock.advance(15_000);
      const heard = clock.nextTimer();
      await script.go();
      await heard;
    }
    expect(chat.answer()?.status).to.equal('pending');
    await script.go();
    await chat.untilStatus('complete');
    expect(chat.answerText()).to.equal('Hello');
    expect((await closed(script)).length).to.equal(1);
  });

  it('heartbeats for ever end at ten minutes, with what came (F-10)', async () => {
    const clock = new FakeClock();
    const beats = Array.from({ length: 20 }, () => [{ waitFor: 'visitor' }, { send: ': heartbeat\n\n' }]).flat();
    const script = await FaultScript.play([HEADERS, { send: delta('Some') }, ...beats, FOREVER]);
    const chat = await ChatHarness.ask(script.url, { properties: { clock } });
    await chat.ask('Go on.');
    await chat.untilAnswer('Some');
    for (let beat = 0; beat < 20; beat++) {
      clock.advance(29_000);
      const heard = clock.nextTimer();
      await script.go();
      await heard;
    }
    clock.advance(19_999);
    expect(chat.answer()?.status).to.equal('streaming');
    clock.advance(1);
    await chat.untilStatus('interrupted');
    expect(chat.answerText()).to.equal('Some');
    expect((await closed(script))[0]!.end).to.equal('page');
  });
});

describe('size (R-21)', () => {
  it('one event of a megabyte is an answer, of which the first 1,000 characters are said (F-32)', async () => {
    const words = 'word '.repeat(199_000).trim();
    const script = await FaultScript.play([HEADERS, { send: delta(words) + DONE }, END]);
    const chat = await ChatHarness.ask(script.url);
    const { heard } = listenTo(chat);
    await chat.ask('Go on.');
    await chat.untilStatus('complete');
    expect(chat.answerText().length).to.equal(words.length);
    await eventually(
      () => Promise.resolve(heard.length),
      (count) => count > 0,
      'something is said',
    );
    expect(heard.length).to.equal(1);
    expect(heard[0]!.length).to.be.below(1100);
  });

  it('an answer without an end stops at a million characters, and offers no rest of it (F-34)', async () => {
    const script = await FaultScript.play([HEADERS, { repeat: { send: delta('word '.repeat(2000)), everyMs: 1 } }]);
    const chat = await ChatHarness.ask(script.url);
    await chat.ask('Go on.');
    await chat.untilStatus('interrupted');
    expect(chat.answerText().length).to.equal(1_000_000);
    expect(chat.notice()).to.match(/^Answer stopped: too long/);
    expect(chat.part('continue-button')).to.equal(null);
    for (const part of ['retry-button', 'copy-button']) expect(chat.part(part), part).not.to.equal(null);
    expect((await closed(script))[0]!.end).to.equal('page');
  });
});

describe('signing in again (401, F-18)', () => {
  it('asks the token hook once more and sends the same message again, with the same key', async () => {
    const refused = [{ headers: { status: 401 } }, END];
    const script = await FaultScript.play(refused, OK);
    let tokens = 0;
    const headers = (): Record<string, string> => ({ Authorization: `Bearer ${++tokens}` });
    const chat = await ChatHarness.ask(script.url, { properties: { headers } });
    await chat.ask('Go on.');
    await chat.untilStatus('complete');
    const [first, second] = await script.requests();
    expect([first, second].map((request) => request!.headers['authorization'])).to.deep.equal(['Bearer 1', 'Bearer 2']);
    expect(second!.headers['idempotency-key']).to.equal(first!.headers['idempotency-key']);
  });

  it('asks it only once', async () => {
    const refused = [{ headers: { status: 401 } }, END];
    const script = await FaultScript.play(refused, refused, refused);
    const chat = await ChatHarness.ask(script.url, { properties: { headers: () => ({}) } });
    await chat.ask('Go on.');
    await chat.untilStatus('failed');
    expect(chat.notice()).to.match(/^Sign-in expired/);
    expect((await script.requests()).length).to.equal(2);
  });

  it('a hook that never answers fails like a server that never does, and Stop works meanwhile', async () => {
    const clock = new FakeClock();
    const script = await FaultScript.play(OK);
    const headers = (): Promise<Record<string, string>> => new Promise(() => undefined);
    const chat = await ChatHarness.ask(script.url, { properties: { clock, headers } });
    await chat.ask('Go on.');
    clock.advance(60_000);
    await chat.untilStatus('failed');
    await chat.ask('Again.');
    chat.press('stop-button');
    await chat.untilStatus('stopped');
    expect((await script.requests()).length).to.equal(0);
    expect(clock.pending).to.equal(0);
  });
});

describe('offline (R-15, F-39)', () => {
  it('is said, keeps the question, and nothing is sent when the connection is back until the visitor says so', async () => {
    const script = await FaultScript.play(OK);
    let isOnline = true;
    const own = globalThis.fetch;
    const fetch: typeof own = (...request) => (isOnline ? own(...request) : Promise.reject(new TypeError('gone')));
    const chat = await ChatHarness.ask(script.url, { attributes: { 'max-retries': '2' }, properties: { fetch } });
    setOnline((isOnline = false));
    await chat.until(() => chat.status() === 'offline' && chat.part('offline') !== null);
    await chat.ask('One?');
    await chat.untilStatus('failed');
    expect(chat.notice()).to.match(/^You are offline/);
    await chat.ask('Two?');
    await chat.until(() => chat.messages().length === 4 && chat.answer()?.status === 'failed');
    setOnline((isOnline = true));
    await chat.until(() => chat.status() === 'idle' && chat.part('offline') === null);
    expect((await script.requests()).length).to.equal(0);
    expect(
      chat
        .messages()
        .filter(({ role }) => role === 'user')
        .map(({ text }) => text),
    ).to.deep.equal(['One?', 'Two?']);
    chat.parts('retry-button').at(-1)!.click();
    await chat.untilStatus('complete');
    const [request] = await script.requests();
    expect(
      (JSON.parse(request!.body) as { messages: { content: string }[] }).messages.map(({ content }) => content),
    ).to.deep.equal(['One?', 'Two?']);
  });
});

describe('the life of the page', () => {
  it('a hidden page reads on without frames, in one request, and its text is there when it is shown (R-13, F-37)', async () => {
    const script = await FaultScript.play([
      HEADERS,
      { send: delta('One') },
      { waitFor: 'visitor' },
      { send: delta(' two') },
      { waitFor: 'visitor' },
      { send: delta(' three') + DONE },
      END,
    ]);
    const chat = await ChatHarness.ask(script.url);
    await chat.ask('Go on.');
    await chat.untilAnswer('One');
    const ownFrames = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
    setHidden(true);
    try {
      await script.go();
      await chat.untilAnswer('One two');
      await script.go();
      await chat.untilStatus('complete');
    } finally {
      window.requestAnimationFrame = ownFrames;
    }
    setHidden(false);
    expect(chat.answer()?.text).to.equal('One two three');
    expect((await closed(script)).length).to.equal(1);
  });

  it('a removed element lets go of its connection, keeps what came, and asks nothing more (R-17, F-40)', async () => {
    const script = await FaultScript.play([HEADERS, { send: delta('Some') }, FOREVER]);
    const chat = await ChatHarness.ask(script.url, { attributes: { 'while-answering': 'queue' } });
    await chat.ask('One?');
    await chat.untilAnswer('Some');
    await chat.ask('Two?');
    chat.element.remove();
    const [request] = await closed(script);
    expect(request!.end).to.equal('page');
    await nextTask();
    expect((await script.requests()).length).to.equal(1);
    expect(chat.element.messages.map(({ status }) => status)).to.deep.equal(['complete', 'stopped', 'pending']);
  });

  it('of eight streams over HTTP/1.1 six write and two say what they wait for, and then write (R-24, F-42)', async () => {
    const script = await FaultScript.play(
      ...Array.from({ length: 8 }, () => [
        HEADERS,
        { send: delta('Some') },
        { waitFor: 'visitor' },
        { send: DONE },
        END,
      ]),
    );
    const chats = await Promise.all(Array.from({ length: 8 }, () => ChatHarness.ask(script.url)));
    await Promise.all(chats.map((chat) => chat.ask('Go on.')));
    const waiting = chats.slice(6);
    await Promise.all(chats.slice(0, 6).map((chat) => chat.untilAnswer('Some')));
    for (const chat of waiting) expect(chat.part('phase')?.textContent).to.equal('Waiting for a free connection…');
    expect((await script.requests()).length).to.equal(6);
    waiting[1]!.press('stop-button');
    await waiting[1]!.untilStatus('stopped');
    await script.go();
    await waiting[0]!.untilAnswer('Some');
    for (let count = 0; count < 6; count++) await script.go();
    await Promise.all(chats.slice(0, 7).map((chat) => chat.untilStatus('complete')));
    expect((await closed(script)).length).to.equal(7);
  });
});
