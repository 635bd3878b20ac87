import { expect } from '@open-wc/testing';
import { ChatHarness, eventually, nextFrame, pageErrors } from '../support/chat-harness.ts';
import { CountedClock } from '../support/counted-clock.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FaultScript, type FaultStep } from '../support/faults.ts';
import { listenTo, type Listener } from '../support/listener.ts';
import type { FaultCase, VisitorStep } from './fault-case.ts';

const NAMES = [
  'cut-before-the-first-event',
  'cut-midway-by-a-missing-chunk-end',
  'cut-midway-by-a-reset',
  'cut-midway-by-a-short-length',
  'clean-end-without-end-mark',
  'half-a-character-at-the-cut',
  'half-a-character-at-a-clean-end',
  'surrogate-pair-over-two-events',
  'no-byte-after-headers',
  'silence-midway',
  'slow-headers',
  'reset-before-headers',
  'empty-reply',
  'status-500-once',
  'status-502-once',
  'status-503-once',
  'status-504-once',
  'status-529-once',
  'status-408-once',
  'status-409-once',
  'status-425-once',
  'status-503-for-ever',
  'retry-after-5',
  'retry-after-5-try-now',
  'retry-after-ms',
  'retry-after-an-hour',
  'x-should-retry-false',
  'x-should-retry-true',
  'status-400',
  'status-403',
  'status-404',
  'status-413',
  'status-422',
  'status-401',
  'content-type-html',
  'content-type-a-picture',
  'redirect-301',
  'redirect-302',
  'redirect-303',
  'redirect-307',
  'status-204',
  'status-205',
  'status-206',
  'empty-200',
  'comments-only-200',
  'error-event-midway',
  'error-object-midway',
  'malformed-json-midway',
  'json-of-another-shape',
  'events-after-the-end',
  'socket-left-open',
  'finish-length',
  'finish-content-filter',
  'resume-with-duplicates',
  'resume-second-drop',
  'resume-replay-from-the-start',
  'resume-by-number',
  'resume-end-mark-without-id',
  'continue-of-the-same-generation',
  'continue-when-nothing-is-left',
  'resume-id-without-data',
  'resume-honours-retry',
  'out-of-order-ids',
  'restart-instead-of-resume',
  'resume-refused-404',
  'resume-refused-403',
  'resume-refused-204',
  'no-resume-without-the-attribute',
  'no-resume-without-ids',
  'event-without-end',
  'stop-before-headers',
  'stop-after-headers',
  'stop-midway',
  'stop-while-waiting-to-repeat',
  'stop-while-resuming',
  'asleep-and-dead',
  'asleep-and-alive',
  'offline-midway',
  'element-moved-by-append',
  'element-moved-by-move-before',
  'retry-after-a-cut',
  'continue-after-a-cut',
  'gzip-truncated',
  'gzip-flushed',
  'gzip-without-flush',
  'byte-by-byte',
];

const isFirefox = navigator.userAgent.includes('Firefox');

/** The device says that it has no connection, or has one again. */
function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

describe('what the visitor sees when things break', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine');
    document.querySelector('#other-place')?.remove();
  });

  for (const [delivery, steps] of [
    ['in the pieces of the case', []],
    ['byte by byte', [{ slice: 1 }]],
  ] as const) {
    describe(`when the answer comes ${delivery}`, () => {
      for (const name of NAMES) {
        it(name.replaceAll('-', ' '), async () => {
          const file = await fetch(new URL(`cases/${name}.json`, import.meta.url));
          await new Rehearsal((await file.json()) as FaultCase, steps).run();
        });
      }
    });
  }
});

/** One case, from the question to what is seen, heard and logged at the end. */
class Rehearsal {
  readonly #case: FaultCase;
  readonly #before: readonly FaultStep[];
  readonly #clock: FakeClock | CountedClock;
  #script!: FaultScript;
  #chat!: ChatHarness;
  #listener!: Listener;

  /** @param before - what the server does before the steps of each answer. */
  constructor(faultCase: FaultCase, before: readonly FaultStep[]) {
    this.#case = isFirefox ? { ...faultCase, ...faultCase.withoutHeaders } : faultCase;
    this.#before = before;
    this.#clock = faultCase.hasOwnClock ? new FakeClock() : new CountedClock();
  }

  async run(): Promise<void> {
    const { answers, attributes = {}, visitor = [], sees } = this.#case;
    this.#script = await FaultScript.play(...answers.map((steps) => [...this.#before, ...steps]));
    const errors = await pageErrors(async () => {
      this.#chat = await ChatHarness.ask(this.#script.url, {
        attributes: {
          'max-retries': '2',
          ...attributes,
          ...(attributes['resume-url'] !== undefined && { 'resume-url': this.#script.url + attributes['resume-url'] }),
        },
        properties: { clock: this.#clock },
      });
      this.#listener = listenTo(this.#chat);
      await this.#chat.ask('Go on.');
      for (const step of visitor) await this.#act(step);
      await this.#chat.untilStatus(sees.status);
      await nextFrame();
      await this.#chat.element.updateComplete;
      await this.#judge();
    });
    expect(errors, 'errors that reached the page').to.deep.equal([]);
  }

  async #act(step: VisitorStep): Promise<void> {
    const chat = this.#chat;
    if ('sees' in step) {
      const { text, status, phase, part } = step.sees;
      await chat.until(
        () =>
          (text === undefined || chat.answerText() === text) &&
          (status === undefined || chat.answer()?.status === status) &&
          (phase === undefined || chat.part('phase')?.textContent === phase) &&
          (part === undefined || chat.part(part) !== null),
        JSON.stringify(step.sees),
      );
    } else if ('press' in step) chat.press(step.press);
    else if ('ask' in step) await chat.ask(step.ask);
    else if ('server' in step) await this.#script.go();
    else if ('passMs' in step) this.#ownClock.advance(step.passMs);
    else if ('asleepMs' in step) this.#ownClock.sleep(step.asleepMs);
    else if ('requests' in step)
      await eventually(
        () => this.#script.requests(),
        ({ length }) => length === step.requests,
        `${step.requests} requests`,
      );
    else if ('device' in step) setOnline(step.device === 'online');
    else this.#move(step.element);
  }

  get #ownClock(): FakeClock {
    if (this.#clock instanceof FakeClock) return this.#clock;
    throw new Error('Time is moved in a case that has no clock of its own.');
  }

  #move(how: 'remove' | 'append' | 'moveBefore'): void {
    const { element } = this.#chat;
    if (how === 'remove') return element.remove();
    const place = document.createElement('div');
    place.id = 'other-place';
    document.body.append(place);
    if (how === 'moveBefore' && 'moveBefore' in place)
      (place as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(element, null);
    else place.append(element);
  }

  async #judge(): Promise<void> {
    const { sees } = this.#case;
    const chat = this.#chat;
    const answers = chat.messages().filter(({ role }) => role === 'assistant');
    expect(chat.messages()[0]?.text, 'the question stays').to.equal('Go on.');
    expect(chat.answerText(), 'text').to.equal(sees.text);
    expect(chat.log.textContent).not.to.contain('\ufffd');
    expect(
      answers.slice(0, -1).map(({ status, text }) => `${status} ${text}`),
      'answers before',
    ).to.deep.equal(sees.before ?? []);
    if (sees.notice === undefined) expect(chat.notice(), 'notice').to.equal('');
    else
      expect(chat.notice().startsWith(sees.notice), `"${chat.notice()}" begins with "${sees.notice}"`).to.equal(true);
    if (sees.words) expect(chat.notice()).to.contain(sees.words);
    for (const part of sees.controls ?? []) expect(chat.part(part), part).not.to.equal(null);
    for (const part of [...(sees.without ?? []), 'stop-button', 'cursor']) expect(chat.part(part), part).to.equal(null);
    const { heard } = this.#listener;
    // The second of two announcements waits a second behind the first.
    await eventually(
      () => Promise.resolve(heard.length),
      (count) => count >= sees.hears.length,
      `hears ${sees.hears.length}`,
    );
    expect(heard.length, `heard ${JSON.stringify(heard)}`).to.equal(sees.hears.length);
    heard.forEach((words, index) => expect(words.startsWith(sees.hears[index]!), words).to.equal(true));
    await this.#judgeRequests();
    expect(this.#clock.pending, 'timers left').to.equal(0);
    // What is taken out of its place loses the focus by that.
    if (!this.#case.visitor?.some((step) => 'element' in step))
      expect(chat.root.activeElement === chat.input, 'the focus is where it was').to.equal(true);
  }

  async #judgeRequests(): Promise<void> {
    const { sees } = this.#case;
    const requests = await eventually(
      () => this.#script.requests(),
      (all) => all.every(({ end }) => end !== 'open'),
      'every connection is closed',
    );
    expect(requests.length, 'requests').to.equal(sees.requests);
    const posts = requests.filter(({ method }) => method === 'POST');
    const keys = new Set(posts.map(({ headers }) => headers['idempotency-key']));
    if (!this.#case.visitor?.some((step) => 'press' in step && /retry|regenerate|continue/.test(step.press)))
      expect(keys.size, 'one key for one act').to.equal(1);
    if (sees.lastEventIds)
      expect(requests.slice(1).map(({ headers }) => headers['last-event-id'])).to.deep.equal(sees.lastEventIds);
    if (sees.queries)
      expect(requests.slice(1).map(({ url }) => new URL(url, this.#script.url).search)).to.deep.equal(sees.queries);
    if (sees.isClosedByPage) expect(requests.at(-1)!.end).to.equal('page');
  }
}
