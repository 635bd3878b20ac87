import { expect } from '@open-wc/testing';
import { Marked } from 'marked';
import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { MarkdownView, type MarkdownViewOptions } from '../../src/render/markdown-view.ts';
import { sanitize } from '../../src/render/sanitize.ts';
import { GIANT_KINDS, giantDocument } from '../markdown/giant-documents.ts';
import { randomPieces } from '../markdown/random-documents.ts';
import { everyCut } from '../support/chunkings.ts';
import { expectSameDocument, plainDocument, renderChunks } from '../support/document.ts';

const CONSTRUCTS = [
  ...[
    'blank-lines',
    'code-spans',
    'comment',
    'definition-title',
    'details',
    'duplicate-definition',
    'emphasis',
    'empty-items',
  ],
  ...[
    'entities',
    'fences',
    'hard-breaks',
    'headings',
    'html-block',
    'indented-code',
    'inline-html',
    'interrupted-paragraph',
  ],
  ...[
    'late-definition',
    'lazy-continuation',
    'links',
    'loose-late',
    'math',
    'nested-lists',
    'nested-quotes',
    'ordered-lists',
  ],
  ...[
    'quote-then-list',
    'rules',
    'script',
    'setext',
    'table-in-list',
    'tables',
    'tabs',
    'task-list',
    'unclosed-fence',
    'unicode',
  ],
];
const MODES: readonly HtmlMode[] = ['text', 'basic', 'sanitized'];

async function construct(name: string): Promise<string> {
  const response = await fetch(new URL(`../markdown/cases/${name}.md`, import.meta.url));
  expect(response.status, name).to.equal(200);
  return response.text();
}

/** A revised block may lose its nodes (law 2's one exception): these cases have late definitions. */
const LATE: ReadonlySet<string> = new Set([
  'late-definition',
  'duplicate-definition',
  'definition-title',
  'links',
  'entities',
]);

/** The nodes of closed root blocks: all but the last of every container, as far as they have been closed for certain. */
function closedNodes(container: Element): Node[] {
  return [...container.querySelectorAll('[part="blocks"]')].slice(0, -1).flatMap((chunk) => [...chunk.childNodes]);
}

describe('MarkdownView, law 1: however a text is cut, the same document', () => {
  for (const name of CONSTRUCTS) {
    it(`holds for ${name} at every cut`, async () => {
      const text = await construct(name);
      const options: MarkdownViewOptions = { html: 'sanitized', images: 'allow' };
      const whole = renderChunks([text], options);
      for (const { name: cut, chunks } of everyCut(text)) expectSameDocument(renderChunks(chunks, options), whole, cut);
    });

    it(`holds for ${name} by code unit, with both kinds of line end, in every html mode`, async () => {
      const text = await construct(name);
      for (const html of MODES) {
        const whole = renderChunks([text], { html });
        expectSameDocument(renderChunks(text.split(''), { html }), whole, `html="${html}"`);
        const windows = text.replaceAll('\n', '\r\n');
        expectSameDocument(renderChunks(windows.split(''), { html }), whole, `html="${html}", CRLF`);
      }
    });
  }

  it('ends in what marked and the sanitiser make of the whole text', async () => {
    const marked = new Marked();
    for (const name of CONSTRUCTS) {
      // marked alone reads neither CJK emphasis nor addresses before CJK punctuation (I-02, L-12).
      const text = (await construct(name)).replace(/^.*\*\*中文.*\n/m, '');
      const reference = document.createElement('div');
      reference.append(sanitize(marked.parse(text) as string));
      const ours = renderChunks(text.split(''), { html: 'sanitized', images: 'allow' });
      expect(plainDocument(ours), name).to.equal(plainDocument(reference));
    }
  });

  const STARTS: Readonly<Record<string, readonly [start: string, line: string]>> = {
    'a table': ['| Name | Number of |\n| --- | --: |\n', '| one | two |\n'],
    'an ordered list': ['12) one\n', '13) two\n'],
    'a list': ['- one\n', '- two **words**\n'],
    code: ['```typescript x\n', 'const one = 1;\n'],
    'a quote': ['> # one\n>\n', '> two\n>\n'],
  };
  for (const [name, [start, line]] of Object.entries(STARTS)) {
    it(`holds for ${name} that is large in the frame after its start was drawn`, () => {
      const text = start + line.repeat(80);
      const whole = renderChunks([text]);
      for (let cut = 1; cut < start.length + line.length; cut++)
        expectSameDocument(renderChunks([text.slice(0, cut), text.slice(cut)]), whole, `cut at ${cut}`);
    });
  }

  for (const kind of GIANT_KINDS) {
    it(`holds for a giant ${kind}`, () => {
      const text = giantDocument(kind, 9000);
      const whole = renderChunks([text]);
      for (const longest of [12, 120, 1500]) {
        expectSameDocument(renderChunks(randomPieces(text, longest, longest)), whole, `pieces of up to ${longest}`);
      }
    });
  }
});

describe('MarkdownView, law 2: a closed block is never touched again', () => {
  it('leaves no empty container behind its last block', () => {
    for (let blocks = 0; blocks <= 17; blocks++) {
      const container = renderChunks(['Block.\n\n'.repeat(blocks)]);
      expect([...container.children].every((chunk) => chunk.hasChildNodes())).to.equal(true);
      expect(container.querySelectorAll('p').length).to.equal(blocks);
    }
  });

  it('keeps the nodes of closed blocks, whatever follows', async () => {
    for (const name of CONSTRUCTS.filter((construct) => !LATE.has(construct))) {
      const text = (await construct(name)).repeat(3);
      const container = document.createElement('div');
      const view = new MarkdownView(container);
      let closed: Node[] = [];
      const snapshots: string[] = [];
      for (const piece of text.split(/(?<=[ \n])/)) {
        view.append(piece);
        view.flush();
        const now = closedNodes(container);
        closed.forEach((node, index) =>
          expect(now[index] === node, `${name}: node ${index} is the same`).to.equal(true),
        );
        for (let i = snapshots.length; i < now.length; i++) snapshots.push(now[i]!.textContent ?? '');
        closed = now;
      }
      view.finish();
      snapshots.forEach((snapshot, index) => expect(closed[index]!.textContent, name).to.equal(snapshot));
    }
  });

  it('writes nothing inside closed blocks of a long answer', () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    const text = Array.from(
      { length: 30 },
      (_, i) => `## Part ${i}\n\nSome **words** about it.\n\n- one\n- two\n\n`,
    ).join('');
    let closed: Element[] = [];
    const observer = new MutationObserver(() => undefined);
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    for (const piece of text.match(/[^]{1,7}/g)!) {
      view.append(piece);
      view.flush();
      const touched = observer.takeRecords().filter(({ target }) => closed.some((block) => block.contains(target)));
      expect(touched.map(({ target }) => target.textContent)).to.deep.equal([]);
      // The last two may be open: a block, and the line that may begin the next one.
      closed = [...container.querySelectorAll('[part="blocks"] > *')].slice(0, -2);
    }
    observer.disconnect();
    expect(closed.length).to.be.greaterThan(80);
  });

  it('keeps the items, rows, lines and words of a block that is still written', () => {
    const selectors: Readonly<Record<string, string>> = {
      list: 'li',
      table: 'tbody tr',
      quote: 'blockquote > p',
      code: '[part="code-lines"]',
    };
    for (const [kind, selector] of Object.entries(selectors)) {
      const container = document.createElement('div');
      const view = new MarkdownView(container);
      let closed: Element[] = [];
      let checked = 0;
      for (const piece of randomPieces(giantDocument(kind, 8000), 40, 3)) {
        view.append(piece);
        view.flush();
        const now = [...container.querySelectorAll(selector)];
        // Below 600 characters the block is redrawn as a whole, though its nodes are kept even then.
        closed.forEach((element, index) => expect(now[index] === element, `${kind} ${index}`).to.equal(true));
        checked += closed.length;
        closed = now.slice(0, -1);
      }
      expect(checked, kind).to.be.greaterThan(100);
    }
  });

  it('touches only the block that a late definition changes', () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    view.append('First [guide].\n\nSecond.\n\nThird.\n\nFourth.\n\n');
    view.flush();
    const [first, second, third] = container.querySelectorAll('p');
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((list) => records.push(...list));
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    view.append('[guide]: https://docs.example/\n\nFifth.\n\n');
    view.flush();
    records.push(...observer.takeRecords());
    observer.disconnect();
    expect(container.contains(first!) && first!.querySelector('a')?.getAttribute('href')).to.equal(
      'https://docs.example/',
    );
    const touched = records.some(({ target }) => second!.contains(target) || third!.contains(target));
    expect(touched, 'other closed blocks were touched').to.equal(false);
  });
});
