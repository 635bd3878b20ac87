import { expect } from '@open-wc/testing';
import { Lexer, Tokenizer } from 'marked';
import { HtmlWriter } from '../../src/markdown/html.ts';
import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { MarkdownView } from '../../src/render/markdown-view.ts';
import { renderChunks } from '../support/document.ts';
import { HOSTILE } from './hostile-input.ts';

/** What grows without bound goes far beyond; other work on the machine must not fail the test. */
const MAX_STEP_MS = 10_000;
const MAX_TOTAL_MS = 40_000;
const PIECES = 40;

/** Replaces `target[name]` while `run` runs. */
function broken<Target extends object>(
  target: Target,
  name: keyof Target,
  replacement: unknown,
  run: () => void,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(target, name)!;
  Object.defineProperty(target, name, { configurable: true, writable: true, value: replacement });
  try {
    run();
  } finally {
    Object.defineProperty(target, name, descriptor);
  }
}

/** Runs `run` with `console.warn` silenced. @returns how often it was called. */
function warnings(run: () => void): number {
  const { warn } = console;
  let count = 0;
  console.warn = () => count++;
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return count;
}

const fail = (): never => {
  throw new TypeError('broken for the test');
};

describe('MarkdownView when a part of it fails (X-15)', () => {
  const before = '# Before\n\nSecond.\n\n';
  const during = 'Words with **bold** and <b>raw</b>\n\n- item\n\n';
  const after = 'After **it**\n\n';

  function renderWith(breakIt: (run: () => void) => void): HTMLElement {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    view.append(before);
    view.flush();
    breakIt(() => {
      view.append(during.slice(0, 20));
      view.flush();
      view.append(during.slice(20));
      view.flush();
    });
    view.append(after);
    view.finish();
    return container;
  }

  const PLACES: Readonly<Record<string, (run: () => void) => void>> = {
    'the block lexer': (run) => broken(Lexer.prototype, 'blockTokens', fail, run),
    'the inline lexer': (run) => broken(Lexer.prototype, 'inlineTokens', fail, run),
    'a block tokenizer': (run) => broken(Tokenizer.prototype, 'paragraph', fail, run),
    'an inline tokenizer': (run) => broken(Tokenizer.prototype, 'emStrong', fail, run),
    'the writer of HTML': (run) => broken(HtmlWriter.prototype, 'blocks', fail, run),
    'the sanitiser': (run) => broken(NodeIterator.prototype, 'nextNode', fail, run),
    'the decoration': (run) => broken(Element.prototype, 'querySelectorAll', fail, run),
  };
  for (const [place, breakIt] of Object.entries(PLACES)) {
    it(`shows the text when ${place} throws, and goes on`, () => {
      let container!: HTMLElement;
      warnings(() => (container = renderWith(breakIt)));
      expect(container.querySelector('h1')!.textContent).to.equal('Before');
      expect(container.textContent)
        .to.include('Words with')
        .and.include('bold')
        .and.include('item')
        .and.include('After it');
      expect([...container.querySelectorAll('p')].at(-1)!.innerHTML).to.equal(
        'After <strong part="strong">it</strong>',
      );
      expect(container.querySelector('b') === null).to.equal(true);
    });
  }

  it('shows text that the lexer gives up on as it is, up to the next blank line', () => {
    const giveUp = (source: string): never[] => {
      if (source.includes('bad')) fail();
      return [];
    };
    const container = document.createElement('div');
    broken(
      Tokenizer.prototype,
      'hr',
      (source: string) => (giveUp(source), undefined),
      () => {
        const view = new MarkdownView(container);
        view.append('*good*\n\nbad <b>one</b>\nstill\n\n*good again*\n\n');
        view.finish();
      },
    );
    expect([...container.querySelectorAll('p')].map((element) => element.textContent)).to.deep.equal([
      'good',
      'bad <b>one</b>\nstill',
      'good again',
    ]);
  });

  it('leaves the words of links and pictures whose address has half a character', () => {
    const container = renderChunks(['[words](https://a.example/\ud800) ![picture](https://a.example/\ud800)']);
    expect(container.textContent.trim()).to.equal('words picture');
    expect(container.querySelector('a, img, button') === null).to.equal(true);
  });

  it('draws many blocks one by one where they cannot be sanitised together', () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    const sanitise = NodeIterator.prototype.nextNode;
    let isFirst = true;
    const failOnce = function (this: NodeIterator): Node | null {
      if (!isFirst) return sanitise.call(this);
      isFirst = false;
      return fail();
    };
    const count = warnings(() =>
      broken(NodeIterator.prototype, 'nextNode', failOnce, () => {
        view.append('# One\n\n**two**\n\n- three\n\nfour');
        view.finish();
      }),
    );
    expect(count).to.equal(0);
    expect(container.querySelector('strong')!.textContent).to.equal('two');
    expect(container.textContent).to.match(/One\s*two\s*three\s*four/);
  });

  it('reads what marked alone throws on', () => {
    const container = renderChunks(['* )\n  >*\n2']);
    expect(container.textContent).to.include(')').and.include('2');
  });

  it('says once per piece what happened', () => {
    const count = warnings(() => {
      broken(NodeIterator.prototype, 'nextNode', fail, () => {
        const view = new MarkdownView(document.createElement('div'));
        view.append('text');
        view.flush();
      });
    });
    expect(count).to.equal(1);
  });
});

describe('MarkdownView on hostile input (X-16)', () => {
  const modes: readonly HtmlMode[] = ['basic', 'sanitized'];
  for (const html of modes) {
    it(`stays responsive, html="${html}"`, () => {
      const slow: string[] = [];
      for (const [name, text] of Object.entries(HOSTILE)) {
        const container = document.createElement('div');
        const view = new MarkdownView(container, { html });
        const size = Math.ceil(text.length / PIECES);
        let worst = 0;
        let total = 0;
        const step = (work: () => void): void => {
          const start = performance.now();
          work();
          const took = performance.now() - start;
          worst = Math.max(worst, took);
          total += took;
        };
        for (let at = 0; at < text.length; at += size) {
          view.append(text.slice(at, at + size));
          step(() => view.flush());
        }
        step(() => view.finish());
        if (worst > 200 || total > 1000)
          slow.push(`${name}: ${total.toFixed(0)} ms, worst step ${worst.toFixed(0)} ms`);
        expect(worst, `${name}, worst step`).to.be.below(MAX_STEP_MS);
        expect(total, `${name}, total`).to.be.below(MAX_TOTAL_MS);
      }
      if (slow.length > 0) console.log(`html="${html}", over 200 ms a step or 1 s in all:\n${slow.join('\n')}`);
    }).timeout(180_000);
  }

  it('loses no letter of it', () => {
    const letters = (text: string): number => text.match(/[a-z]/g)?.length ?? 0;
    for (const name of [
      'a long word',
      'quotes in quotes',
      'lists in lists',
      'emphasis in emphasis',
      'lazy lines of an item',
      'mixed emphasis',
    ]) {
      const text = HOSTILE[name]!;
      expect(letters(renderChunks([text]).textContent), name).to.equal(letters(text));
    }
  });

  it('takes its bounds as options', () => {
    const deep = '> > > > deep';
    expect(renderChunks([deep]).querySelectorAll('blockquote').length).to.equal(4);
    const bounded = renderChunks([deep], { limits: { nesting: 2 } });
    expect(bounded.querySelectorAll('blockquote').length).to.equal(2);
    expect(bounded.textContent).to.include('> > deep');
    const address = 'see https://example.com/path';
    expect(renderChunks([address]).querySelectorAll('a').length).to.equal(1);
    expect(renderChunks([address], { limits: { word: 10 } }).querySelectorAll('a').length).to.equal(0);
  });
});
