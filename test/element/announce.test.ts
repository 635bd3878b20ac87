import { expect } from '@open-wc/testing';
import type { ChatSetup } from '../support/chat-harness.ts';
import { ChatHarness, delta, DONE, eventually } from '../support/chat-harness.ts';
import { SteppedStream } from '../support/stream.ts';

type Notifying = HTMLElement & { ariaNotify?: ((words: string) => void) | undefined };

/** What a screen reader is given: by the engine's own way, or by the live region where the engine has none. */
class Listener {
  readonly heard: string[] = [];
  /** How long, in ms, the region keeps its words, and how long the next ones wait. */
  readonly delays: number[] = [];
  readonly #setTimeout = window.setTimeout;

  constructor(chat: ChatHarness, hasAriaNotify: boolean) {
    Object.assign(chat.element as Notifying, {
      ariaNotify: hasAriaNotify ? (words: string) => this.heard.push(words) : undefined,
    });
    const region = chat.part('announcer')!;
    new MutationObserver(() => {
      if (region.textContent !== '') this.heard.push(region.textContent);
    }).observe(region, { childList: true, subtree: true, characterData: true });
  }

  /** Timers of a second and more run at once, and are noted. */
  hurry(): void {
    const own = this.#setTimeout;
    window.setTimeout = ((callback: () => void, ms = 0) => {
      if (ms >= 1000 && ms <= 5000) this.delays.push(ms);
      return own(callback, ms >= 1000 && ms <= 5000 ? 0 : ms);
    }) as typeof window.setTimeout;
  }

  restore(): void {
    window.setTimeout = this.#setTimeout;
  }
}

for (const [way, hasAriaNotify] of [
  ['by ariaNotify', true],
  ['by a live region', false],
] as const) {
  describe(`what a screen reader hears, ${way} (A-02, A-03, A-04)`, () => {
    let stream: SteppedStream;
    let chat: ChatHarness;
    let listener: Listener;

    const open = async (setup: ChatSetup = {}): Promise<void> => {
      stream = new SteppedStream();
      chat = await ChatHarness.ask(stream.url, setup);
      listener = new Listener(chat, hasAriaNotify);
    };

    afterEach(() => listener.restore());

    it('is the finished answer once, in plain words, and no token of it before', async () => {
      await open();
      await chat.ask('Hello?');
      await stream.write(delta('**Some** text. More'));
      await chat.untilAnswer('Some text. More');
      expect(listener.heard).to.deep.equal([]);
      await stream.write(delta(' and a [link](https://example.com)') + DONE);
      await chat.untilStatus('complete');
      await chat.until(() => listener.heard.length > 0);
      expect(listener.heard).to.deep.equal(['Some text. More and a link']);
    });

    it('is at most a thousand characters, and that the answer continues', async () => {
      await open();
      await chat.ask('Hello?');
      await stream.write(delta('word '.repeat(400)) + DONE);
      await chat.untilStatus('complete');
      await chat.until(() => listener.heard.length > 0);
      expect(listener.heard.length).to.equal(1);
      expect(listener.heard[0]).to.match(/^(?:word ){199}.*The answer continues\.$/);
      expect(listener.heard[0]!.length).to.be.lessThan(1100);
    });

    it('is why an answer broke off, once, in the words on the screen (A-16)', async () => {
      await open();
      await chat.ask('Hello?');
      await stream.write(delta('Half'));
      await chat.untilAnswer('Half');
      await stream.cut();
      await chat.until(() => listener.heard.length > 0);
      expect(listener.heard).to.deep.equal(['Answer interrupted. The connection was lost']);
    });

    it('is that the answer was stopped', async () => {
      await open();
      await chat.ask('Hello?');
      await stream.open();
      chat.press('stop-button');
      await chat.until(() => listener.heard.length > 0);
      expect(listener.heard).to.deep.equal(['Stopped']);
    });

    it('is nothing with announce="off"', async () => {
      await open({ attributes: { announce: 'off' } });
      await chat.ask('Hello?');
      await stream.write(delta('Text. More') + DONE);
      await chat.untilStatus('complete');
      await chat.element.updateComplete;
      expect(listener.heard).to.deep.equal([]);
    });

    it('is each whole sentence with announce="sentences", a second apart, and the rest at the end', async () => {
      await open({ attributes: { announce: 'sentences' } });
      listener.hurry();
      await chat.ask('Hello?');
      await stream.write(delta('One **is** said. Two is'));
      await chat.until(() => listener.heard.length === 1);
      expect(listener.heard).to.deep.equal(['One is said.']);
      await stream.write(delta(' later. Three'));
      await chat.until(() => listener.heard.length === 2);
      expect(listener.heard[1]).to.equal('Two is later.');
      await stream.write(delta(' ends it') + DONE);
      await chat.untilStatus('complete');
      await chat.until(() => listener.heard.length === 3);
      expect(listener.heard[2]).to.equal('Three ends it');
      expect(listener.delays).to.include(1000);
    });

    it('is not said again by what is said next, and leaves the page within one to five seconds', async () => {
      await open();
      listener.hurry();
      for (const answer of ['Same', 'Same']) {
        await chat.ask('Hello?');
        await stream.write(delta(answer) + DONE);
        await chat.until(() => chat.part('announcer')!.textContent === '' && listener.heard.at(-1) === answer);
        await chat.untilStatus('complete');
        await eventually(
          () => stream.requests(),
          (requests) => requests.every(({ closedByPage }) => closedByPage),
          'the connection is closed before the next question',
        );
      }
      await chat.until(() => listener.heard.length === 2);
      expect(listener.heard).to.deep.equal(['Same', 'Same']);
      if (hasAriaNotify) return;
      const [shown, kept] = listener.delays as [number, number];
      expect(shown).to.be.at.least(1000);
      expect(shown + kept).to.be.within(1000, 5000);
    });

    it('leaves the live region empty where the engine speaks by itself: one way, never both', async () => {
      await open();
      await chat.ask('Hello?');
      await stream.write(delta('Text') + DONE);
      await chat.until(() => listener.heard.length > 0);
      expect(chat.part('announcer')!.textContent).to.equal(hasAriaNotify ? '' : 'Text');
    });
  });
}

describe('the transcript', () => {
  it('is a log that stays quiet, beside the announcer (A-02)', async () => {
    const chat = await ChatHarness.mount();
    expect(chat.log.getAttribute('role')).to.equal('log');
    expect(chat.log.getAttribute('aria-live')).to.equal('off');
    expect(chat.part('announcer')!.closest('[part~="log"]')).to.equal(null);
  });
});
