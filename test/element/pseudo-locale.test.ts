import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { composer } from '../../src/composer/composer.ts';
import { en as composerWords } from '../../src/composer/en.ts';
import { StreamChat } from '../../src/element.ts';
import { en } from '../../src/i18n/en.ts';
import type { PartialTranslation } from '../../src/i18n/translations.ts';
import { ChatHarness, delta, DONE, type ChatSetup } from '../support/chat-harness.ts';
import { draw, SCENES } from '../support/scenes.ts';
import { SteppedStream } from '../support/stream.ts';

/** English, 40 % longer and between brackets: what is not in brackets is hard-coded, what is cut has no room. */
function pseudo(value: unknown): unknown {
  if (typeof value === 'string')
    return `⟦${value}${' ~~~~~~'.repeat(value.length).slice(0, Math.ceil(value.length * 0.4))}⟧`;
  if (typeof value === 'function')
    return (...given: unknown[]) => pseudo((value as (...given: unknown[]) => string)(...given));
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, pseudo(inner)]));
}

const strings = {
  ...(pseudo({ ...en, composer: composerWords }) as PartialTranslation),
  locale: 'en',
  fullStop: '. ',
};

/** Words that come from the page or the server, not from us. */
const FOREIGN = [
  'Plans?',
  'Half',
  'plan',
  'price',
  'js',
  'let a;',
  'Members only.',
  'One',
  'Why',
  'Text',
  'More',
  'Looking',
  'No',
  'Words of the server',
];

/** Texts and names of the chat that no translation gave. @param selector - of what is looked at. */
function hardCoded(chat: ChatHarness, selector = '*'): string[] {
  const found: string[] = [];
  for (const element of chat.root.querySelectorAll(selector)) {
    // Times and dates are the engine's words.
    if (element.matches('[part~="timestamp"], [part~="date"]')) continue;
    for (const name of [
      'aria-label',
      'title',
      'placeholder',
      'alt',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
    ])
      found.push(element.getAttribute(name) ?? '');
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
  }
  return found
    .map((words) => words.trim())
    .filter(
      (words) => /\p{L}/u.test(words) && !words.startsWith('⟦') && !FOREIGN.includes(words) && !/^[.\s]*⟦/.test(words),
    );
}

const NAMED =
  'button:not([part~="suggestion"], [part~="call-out-text"]), [role="toolbar"], [role="group"], form, input, progress, ul, ol, textarea, summary, [part~="notice"] *, [part~="status-line"], [part~="offline"], [part~="phase"], [part~="drop-hint"], [part~="counter"], [part~="usage"]';

function cut(chat: ChatHarness): string[] {
  const { right: edge, left: start } = chat.part('panel')!.getBoundingClientRect();
  return [
    ...chat.root.querySelectorAll<HTMLElement>('button, [part~="notice"], [part~="title"], [part~="phase"], textarea'),
  ]
    .filter((element) => element.checkVisibility())
    .flatMap((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const name = element.getAttribute('part')!;
      const isCut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
      return width > 0 && (isCut || left < start - 1 || right > edge + 1) ? [name] : [];
    });
}

describe('with words 40 % longer, at 320 px (I-06)', () => {
  let stream: SteppedStream;

  before(() => setViewport({ width: 320, height: 640 }));
  after(() => setViewport({ width: 1000, height: 800 }));
  beforeEach(() => (stream = new SteppedStream()));

  const open = (setup: ChatSetup = {}): Promise<ChatHarness> =>
    ChatHarness.ask(stream.url, { ...setup, properties: { strings, ...setup.properties } });

  function expectGood(chat: ChatHarness): void {
    expect(hardCoded(chat)).to.deep.equal([]);
    expect(cut(chat)).to.deep.equal([]);
    expect(chat.log.scrollWidth).to.be.at.most(chat.log.clientWidth);
  }

  it('nothing is hard-coded or cut in a conversation with every control', async () => {
    const chat = await open({ attributes: { feedback: true, timestamps: true } });
    expectGood(chat);
    await chat.ask('Plans?');
    expectGood(chat);
    await stream.write(
      delta('Text\n\n| plan | price |\n|---|---|\n\n```js\nlet a;\n```\n\n![](https://example.com/a.png)') + DONE,
    );
    await chat.untilStatus('complete');
    expectGood(chat);
  });

  it('nor in the notice of an answer that broke off', async () => {
    const chat = await open();
    await chat.ask('Plans?');
    await stream.write(delta('Half'));
    await chat.untilAnswer('Half');
    await stream.cut();
    await chat.untilStatus('interrupted');
    expectGood(chat);
  });

  it('nor in an error with the words of the server', async () => {
    const chat = await open();
    await chat.ask('Plans?');
    await stream.open({ status: 403, headers: { 'content-type': 'application/json' } });
    await stream.write('{"error":"Members only."}');
    await stream.end();
    await chat.untilStatus('failed');
    expectGood(chat);
  });

  it('nor around the launcher of a floating chat', async () => {
    const chat = await open({ attributes: { mode: 'floating', open: true } });
    expectGood(chat);
  });

  describe('nor in anything else that the element draws', () => {
    before(() => void (StreamChat.composer = composer));
    after(() => void (StreamChat.composer = null));
    afterEach(() => {
      if (Reflect.deleteProperty(navigator, 'onLine')) window.dispatchEvent(new Event('online'));
    });

    for (const { name, ...scene } of SCENES) {
      it(name, async () => {
        const chat = await draw({ name, ...scene, properties: { strings, ...scene.properties } });
        // What is said of things; their own words are the page's, the visitor's and the model's.
        expect(hardCoded(chat, NAMED)).to.deep.equal([]);
        // The field's name is no hint that may be cut.
        if (chat.part('panel')) expect(cut(chat).filter((part) => part !== 'input')).to.deep.equal([]);
      });
    }
  });
});
