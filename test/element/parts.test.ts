import { expect } from '@open-wc/testing';
import { composer } from '../../src/composer/composer.ts';
import { StreamChat } from '../../src/element.ts';
import { styles } from '../../src/stream-chat.styles.ts';
import { CHAT_EVENTS, ChatHarness, delta } from '../support/chat-harness.ts';
import { draw, SCENES } from '../support/scenes.ts';
import { SteppedStream } from '../support/stream.ts';

interface Named {
  readonly name: string;
}

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly name: string;
      readonly cssParts?: readonly Named[];
      readonly cssProperties?: readonly Named[];
      readonly slots?: readonly Named[];
      readonly events?: readonly Named[];
      readonly members?: readonly (Named & { readonly kind: string; readonly static?: boolean })[];
    }[];
  }[];
}

const named = (list: readonly Named[] = []): string[] => list.map(({ name }) => name);

describe('the theming contract', () => {
  const seen = { parts: new Set<string>(), slots: new Set<string>() };
  let element: Manifest['modules'][number]['declarations'][number];

  const page = globalThis as { SpeechRecognition?: unknown };
  const ownRecognition = page.SpeechRecognition;

  after(() => {
    StreamChat.composer = null;
    if (ownRecognition) page.SpeechRecognition = ownRecognition;
    else Reflect.deleteProperty(page, 'SpeechRecognition');
  });

  before(async () => {
    StreamChat.composer = composer;
    // Some engines cannot listen, and there is no button for it.
    page.SpeechRecognition ??= class extends EventTarget {};
    const manifest = (await (await fetch('/custom-elements.json')).json()) as Manifest;
    element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ name }) => name === 'StreamChat')!;
  });

  afterEach(() => {
    if (Reflect.deleteProperty(navigator, 'onLine')) window.dispatchEvent(new Event('online'));
  });

  const look = (chat: ChatHarness): void => {
    for (const drawn of chat.root.querySelectorAll('*')) {
      for (const part of drawn.part) seen.parts.add(part);
      if (drawn.localName === 'slot') seen.slots.add((drawn as HTMLSlotElement).name);
    }
  };

  for (const scene of SCENES) {
    it(`every element has its part: ${scene.name}`, async () => {
      const chat = await draw(scene);
      look(chat);
      const without = [...chat.root.querySelectorAll('*:not([part], slot, style)')].map(
        (drawn) => (drawn.cloneNode() as Element).outerHTML,
      );
      expect(without).to.deep.equal([]);
    });
  }

  it('every element has its part: an answer that is written', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.ask(stream.url);
    await chat.ask('Hello?');
    await chat.until(() => chat.part('waiting') !== null);
    look(chat);
    await stream.write(delta('Text'));
    await chat.untilAnswer('Text');
    look(chat);
    expect(chat.root.querySelectorAll('*:not([part], slot, style)').length).to.equal(0);
  });

  it('every element has its part: an answer that waits for a repeat', async () => {
    const stream = new SteppedStream();
    const chat = await ChatHarness.mount({ attributes: { endpoint: stream.url } });
    await chat.ask('Hello?');
    await stream.open({ status: 503, headers: { 'retry-after': '20' } });
    await stream.end();
    await chat.until(() => chat.part('try-now-button') !== null);
    look(chat);
    expect(chat.root.querySelectorAll('*:not([part], slot, style)').length).to.equal(0);
  });

  it('every part that the reference names was drawn', () => {
    expect(named(element.cssParts).filter((name) => !seen.parts.has(name))).to.deep.equal([]);
  });

  it('every slot that the reference names is there', () => {
    expect(named(element.slots).filter((name) => !seen.slots.has(name))).to.deep.equal([]);
  });

  it('the reference names every event, and no other', () => {
    expect(named(element.events).toSorted()).to.deep.equal([...CHAT_EVENTS].toSorted());
  });

  it('every property and method that the reference names exists', async () => {
    const chat = await ChatHarness.mount();
    const names = (element.members ?? []).filter((member) => !member.static).map(({ name }) => name);
    expect(names.length).to.be.greaterThan(40);
    expect(names.filter((name) => !(name in chat.element))).to.deep.equal([]);
  });

  describe('the style sheets', () => {
    const [tokens, ...sheets] = styles.map(({ cssText }) => cssText) as [string, ...string[]];
    const rules = sheets.join('\n').replace(/\/\*[^]*?\*\//g, '');
    const declared = new Set(tokens.match(/--chat-[a-z-]+(?=:)/g));

    it('the reference names every custom property, and no other', () => {
      expect(named(element.cssProperties).toSorted()).to.deep.equal([...declared].toSorted());
    });

    it('every custom property has its default at the top of the first one, and is used', () => {
      const used = new Set((tokens + rules).match(/(?<=var\()--chat-[a-z-]+/g));
      expect([...used].filter((name) => !declared.has(name))).to.deep.equal([]);
      expect([...declared].filter((name) => !used.has(name))).to.deep.equal([]);
    });

    it('no rule has a colour, a font or a corner of its own', () => {
      const literal = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch|color)\(/i;
      const own = [...rules.matchAll(/([a-z-]+):\s*([^;{}]+);/g)]
        // A fallback inside var() is what a MarkdownView outside the element looks like.
        .map(([, name = '', value = '']) => [name, value.replace(/var\((?:[^()]|\([^()]*\))*\)/g, 'var')] as const)
        .filter(
          ([name, value]) =>
            literal.test(value) ||
            (name === 'font-family' && value !== 'var') ||
            (name.endsWith('radius') && /\d+(?:px|em)/.test(value) && !value.includes('var')),
        )
        .map(([name, value]) => `${name}: ${value}`);
      expect(own).to.deep.equal([]);
    });
  });
});
