import { expect } from '@open-wc/testing';
import { MarkdownView } from '../../src/render/markdown-view.ts';
import { everyCut } from '../support/chunkings.ts';
import { expectSameDocument, renderChunks } from '../support/document.ts';
import { Random } from '../support/random.ts';

/** Constructs whose meaning depends on what follows, each in a few lines. */
const CASES: Readonly<Record<string, string>> = {
  'a late definition': 'see [a] and [b]\n\ntext\n\n[a]: /late\n[a]: /second\n',
  'a definition with a title on its next line': '[a]: /u\n"title"\n\n[a] "b" c\n',
  'a list that turns loose': '- one\n- two\n\n- three\n\nafter\n',
  'a lazy continuation': '> quote\nlazy\n\n- item\nlazy too\n',
  'setext headings': 'Title\n===\n\nsub\n---\n\n- not\n---\n',
  'nested quotes': '> a\n> > b\n> > - c\n>\n> d\n',
  'details around blocks': '<details>\n<summary>More</summary>\n\n**inside**\n\n- list\n\n</details>\n\nafter\n',
  'raw tags left open': 'a <mark>b\n\nc <kbd>d</kbd> </mark> e\n',
  'CRLF and tabs': '# Head\r\n\r\n-\tone\r\n\ttwo\r\n\r\n```js\r\nlet a;\r\n```\r\n',
  'an unclosed fence': 'text\n\n```js\nlet a;\n\nlet b;',
  'tasks and tables': '- [x] done\n- [ ] open\n\n| a | b |\n|---|:-:|\n| **c** | `d|e` |\n| f |\n',
  'emphasis over lines': '**bold *both\nlines* still** `code` ~~gone~~ 2 * 3 * 4 snake_case_word\n',
  'links and images':
    '[t](https://example.com "x") <https://example.com> www.example.com ![i](https://example.com/i.png) [1]\n',
  'numbers that may become lists': '1986. A good year\n\n2024-01 was\n3) three\n',
};

const ATOMS = [
  ...[
    'word ',
    'a',
    'b ',
    '\n',
    '\n',
    '\n\n',
    '- ',
    '* ',
    '1. ',
    '> ',
    '# ',
    '```\n',
    '~~~\n',
    '    ',
    '\t',
    '|a|b|\n',
    '|-|-|\n',
    '---\n',
    '===\n',
  ],
  ...[
    '<div>',
    '</div>\n',
    '<br>',
    '<details>\n',
    '</details>\n\n',
    '<!--',
    '-->',
    '[a]',
    '[a]: /u\n',
    '[x](/y)',
    '`',
    '**',
    '*',
    '_',
    '~~',
  ],
  ...['\\', '&amp;', '\n  - ', '\n> - ', '- [ ] ', 'http://a.b ', '\r\n', '**中文。**字', 'é', '👩‍👩‍👧'],
];
const LONG = [
  '\n- item with some words and **bold** text\n',
  '\n\n- loose item\n',
  '| cell one | cell `two` |\n',
  '> quoted words go on\n',
  'more words for a long paragraph, with *emphasis* and `code` in it. ',
  '\ncode line here();\n',
];

/** A document of the kind that finds what nobody thought of; sometimes with a block long enough to close from within. */
function randomDocument(random: Random): string {
  let text = '';
  for (let count = random.integer(2, 22); count > 0; count--) {
    text += random.pick(ATOMS);
    if (random.next() < 0.06) text += random.pick(LONG).repeat(random.integer(10, 40));
  }
  return text;
}

function randomCuts(text: string, random: Random): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    const size = random.integer(1, text.length > 500 ? 80 : 9);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}

describe('law 1: incremental equals batch', () => {
  for (const html of ['text', 'basic', 'sanitized'] as const) {
    for (const [name, markdown] of Object.entries(CASES)) {
      it(`${name}, cut in two anywhere and by character, html="${html}"`, () => {
        const whole = renderChunks([markdown], { html });
        for (const { name: cut, chunks } of everyCut(markdown))
          expectSameDocument(renderChunks(chunks, { html }), whole, cut);
        expectSameDocument(renderChunks([...markdown], { html }), whole, 'by character');
      });
    }

    it(`300 random documents, html="${html}"`, () => {
      for (let seed = 1; seed <= 300; seed++) {
        const random = new Random(seed);
        const markdown = randomDocument(random);
        const whole = renderChunks([markdown], { html });
        expectSameDocument(
          renderChunks(randomCuts(markdown, random), { html }),
          whole,
          `seed ${seed}: ${JSON.stringify(markdown)}`,
        );
      }
    });
  }
});

describe('law 2: a closed block is never touched again', () => {
  it('keeps the nodes of every closed block to the end of a long answer', async () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    const markdown = Array.from(
      { length: 40 },
      (_, i) => `## Part ${i}\n\nSome **words** about it.\n\n- one\n- two\n\n`,
    ).join('');
    let known: Element[] = [];
    const touched: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        if (known.some((block) => block.contains(target))) touched.push(target.nodeName);
      }
    });
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let at = 0; at < markdown.length; at += 7) {
      view.append(markdown.slice(at, at + 7));
      view.flush();
      await Promise.resolve();
      const blocks = [...container.querySelectorAll('.blocks > *')];
      expect(known.every((block, index) => blocks[index] === block)).to.equal(true);
      // The last two may still be open: a block, and the line that may begin the next one.
      known = blocks.slice(0, -2);
    }
    observer.disconnect();
    expect(touched).to.deep.equal([]);
    expect(known.length).to.be.greaterThan(100);
  });

  it('keeps closed items, rows, lines and words inside a block that is still open', () => {
    const blocks = {
      li: '- item with **bold** words\n',
      tr: '| cell | other |\n',
      'span[part="code-lines"]': 'line of code();\n'.repeat(20),
      'blockquote > p': '> words of a quote\n>\n',
    };
    const start: Readonly<Record<string, string>> = {
      tr: '| a | b |\n|---|---|\n',
      'span[part="code-lines"]': '```js\n',
    };
    for (const [selector, piece] of Object.entries(blocks)) {
      const container = document.createElement('div');
      const view = new MarkdownView(container);
      view.append(start[selector] ?? '');
      let known: Element[] = [];
      for (let i = 0; i < 60; i++) {
        view.append(piece);
        view.flush();
        const children = [...container.querySelectorAll(selector)];
        expect(
          known.every((child, index) => children[index] === child),
          selector,
        ).to.equal(true);
        known = children.slice(0, -2);
      }
      expect(known.length, selector).to.be.greaterThan(50);
    }
  });
});

describe('law 7: one sink, one sanitiser', () => {
  it('has one module that imports DOMPurify and none that parses HTML by itself', async () => {
    const files = [
      'sanitize',
      'safe-nodes',
      'live-document',
      'markdown-view',
      'decorate',
      'code-lines',
      'patch',
      'renderers',
      'message',
      'panel',
    ];
    const sources = await Promise.all(
      files.map(async (file) => [file, await (await fetch(`/src/render/${file}.ts`)).text()] as const),
    );
    const importing = sources
      .filter(([, source]) => /from ["']dompurify|dompurify\.js|purify\.es/.test(source))
      .map(([file]) => file);
    expect(importing).to.deep.equal(['sanitize']);
    const sinks = /\.(?:inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|parseFromString|document\.write/;
    expect(
      sources.filter(([, source]) => sinks.test(source.replace(/\/\*[^]*?\*\/|\/\/.*/g, ''))).map(([file]) => file),
    ).to.deep.equal([]);
  });
});
