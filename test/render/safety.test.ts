import { expect } from '@open-wc/testing';
import createDOMPurify from 'dompurify';
import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { MarkdownView } from '../../src/render/markdown-view.ts';
import { ChatHarness } from '../support/chat-harness.ts';
import { renderChunks } from '../support/document.ts';
import { nodeViolations } from './violations.ts';

const MODES: readonly HtmlMode[] = ['text', 'basic', 'sanitized'];

interface SafetyCases {
  /** Markdown that opens something and does not close it, within one line. */
  readonly unclosed: readonly string[];
  /** Attributes by which an element reaches another one. */
  readonly references: readonly string[];
  /** Info strings, descriptions and titles from which the view makes attributes. */
  readonly attributes: readonly string[];
  /** Text that looks like markup, and has to be read as it was written. */
  readonly literal: readonly string[];
  /** Ways to write a link, with `URL` for where it leads. */
  readonly links: readonly string[];
  readonly images: readonly string[];
  readonly unsafeUrls: readonly string[];
}

const attributesOf = (root: Element, name: string): string[] =>
  [...root.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)!);

/** Addresses of links, but for those of this site: what looks like an entity without its semicolon is a path. */
const leadingAway = (root: Element): string[] =>
  attributesOf(root, 'href').filter((href) => new URL(href, document.baseURI).origin !== location.origin);

describe('Answers', () => {
  let cases: SafetyCases;
  before(async () => {
    cases = (await (await fetch(new URL('cases/safety.json', import.meta.url))).json()) as SafetyCases;
  });

  it('stand as boxes of their own in one div: nothing that is open reaches the next block (X-05, X-06)', () => {
    const next = '**next** paragraph';
    // In `sanitized` an open tag reaches as far as in a document of its own: to the end of the message (law 1, X-10).
    for (const html of ['text', 'basic'] as const) {
      const alone = renderChunks([next], { html }).querySelector('p')!;
      for (const open of cases.unclosed) {
        const container = renderChunks([`text ${open}\n\n${next}\n`], { html });
        const last = container.lastElementChild!.lastElementChild!;
        const children = [...container.children];
        expect(children.map(({ localName }) => localName).join(), open).to.match(/^div(?:,div)*$/);
        expect(last.outerHTML, `${open} in ${html}`).to.equal(alone.outerHTML);
      }
    }
  });

  it('refer to nothing outside themselves, in answers, questions and history (X-07, X-20)', async () => {
    const chat = await ChatHarness.mount({ attributes: { html: 'sanitized' } });
    const texts = cases.references.map((attribute) => `<p ${attribute}>one</p> <b ${attribute}>two</b>`);
    chat.element.setMessages(texts.flatMap((text) => [{ role: 'user', text } as const, { role: 'assistant', text }]));
    await chat.until(() => chat.parts('content').length === 2 * texts.length);
    for (const content of chat.parts('content'))
      expect([...nodeViolations(content)], content.innerHTML).to.deep.equal([]);
    const drawn = chat
      .parts('content')
      .map(({ innerHTML }) => innerHTML)
      .join();
    expect(drawn).to.include('<b part="b">two</b>');
    expect(chat.messages()[0]!.text, 'a question is text').to.equal(texts[0]);
  });

  it('neither obey another DOMPurify of the page, nor change it (X-11)', () => {
    const page = createDOMPurify;
    const before = page.sanitize('<p id="a" title="b">c</p>');
    let calls = 0;
    page.addHook('afterSanitizeAttributes', (node) => {
      calls++;
      node.setAttribute('onclick', 'attack()');
    });
    page.setConfig({ ADD_TAGS: ['iframe'], ADD_ATTR: ['onclick', 'id'] });
    try {
      const text = '**bold** <b id="x" onclick="attack()">raw</b> <iframe src="https://evil.test"></iframe>';
      const container = renderChunks([text], { html: 'sanitized' });
      expect([...nodeViolations(container)]).to.deep.equal([]);
      expect(calls).to.equal(0);
    } finally {
      page.removeAllHooks();
      page.clearConfig();
    }
    expect(page.sanitize('<p id="a" title="b">c</p>')).to.equal(before);
  });

  it('make attributes of what a message says, never more than one (X-17)', () => {
    for (const html of MODES) {
      for (const hostile of cases.attributes) {
        const text = `~~~${hostile}\ncode\n~~~\n\n![${hostile}](https://a.example/x.png "${hostile}") [a](https://a.example/ "${hostile}")\n`;
        const container = renderChunks([text], { html });
        expect([...nodeViolations(container)], `${hostile} in ${html}`).to.deep.equal([]);
        expect(container.querySelector('code')!.textContent, hostile).to.equal('code\n');
      }
    }
  });

  it('show markup in code, and signs in prose, as they were written (X-18)', () => {
    for (const html of MODES) {
      for (const literal of cases.literal) {
        const block = renderChunks([`\`\`\`html\n${literal}\n\`\`\`\n`], { html });
        expect(block.querySelector('code')!.textContent, `block in ${html}`).to.equal(`${literal}\n`);
        const inline = renderChunks([`say \`\` ${literal} \`\` here`], { html });
        expect(inline.querySelector('code')!.textContent, `inline in ${html}`).to.equal(literal);
        expect(block.querySelectorAll('pre code :not(span)').length).to.equal(0);
      }
      for (const prose of ['a < b and c > d', 'x <y', '1 <2>', 'if (a<b && c>d)', '5 <- 6 -> 7', '<3'])
        expect(renderChunks([prose], { html }).textContent.trim(), html).to.equal(prose);
    }
  });

  it('lose no word behind a tag that is shown as text, or stands for a key (X-18, law 5)', () => {
    const shown = (text: string, html: HtmlMode): string => renderChunks(text.split(''), { html }).textContent.trim();
    for (const html of ['text', 'basic'] as const)
      expect(shown('say <script> and <st', html), html).to.equal('say <script> and <st');
    expect(shown('press <kbd>a <b', 'basic')).to.equal('press a <b');
    expect(shown('list: \\[<details>click', 'basic')).to.equal('list: [click');
  });

  it('lead to no unsafe address, in whatever form a link is written (L-03)', () => {
    for (const form of cases.links) {
      const safe = renderChunks([form.replaceAll('URL', 'https://safe.example/x')], { html: 'sanitized' });
      expect(attributesOf(safe, 'href'), form).to.deep.equal(['https://safe.example/x']);
      expect(attributesOf(safe, 'rel'), form).to.deep.equal(['noopener noreferrer nofollow ugc']);
      for (const url of cases.unsafeUrls) {
        const container = renderChunks([form.replaceAll('URL', url)], { html: 'sanitized' });
        expect(leadingAway(container), form.replaceAll('URL', url)).to.deep.equal([]);
      }
    }
  });

  it('fetch no picture, in whatever form it is written (L-01, L-03)', () => {
    for (const form of cases.images) {
      const safe = renderChunks([form.replaceAll('URL', 'https://safe.example/x.png')], { html: 'sanitized' });
      expect(attributesOf(safe, 'src'), form).to.deep.equal([]);
      expect(attributesOf(safe, 'data-src'), form).to.deep.equal(['https://safe.example/x.png']);
      for (const url of cases.unsafeUrls) {
        const container = renderChunks([form.replaceAll('URL', url)], { html: 'sanitized' });
        expect([...attributesOf(container, 'src'), ...attributesOf(container, 'data-src')], url).to.deep.equal([]);
      }
    }
  });

  it('judge a definition that comes late, or twice, before any text becomes its link (L-04)', () => {
    const seen = (text: string): string[] => {
      const found = new Set<string>();
      const container = document.createElement('div');
      const view = new MarkdownView(container);
      for (const unit of text.split('')) {
        view.append(unit);
        view.flush();
        for (const href of leadingAway(container)) found.add(href);
      }
      return [...found];
    };
    for (const url of cases.unsafeUrls) {
      expect(seen(`[early][x] text\n\n[x]: ${url}\n\nlater\n`), url).to.deep.equal([]);
      const twice = seen(`[early][x] text\n\n[x]: https://safe.example/\n\n[x]: ${url}\n\n[later][x]\n`);
      expect(twice, url).to.deep.equal(['https://safe.example/']);
    }
  });

  it('keep the direction of each block to itself (L-11)', () => {
    const container = document.body.appendChild(
      renderChunks(['שלום hello\n\n- מילה\n- word\n\n> ציטוט\n\n| א | b |\n|-|-|\n| ג | d |\n\n# כותרת\n']),
    );
    const blocks = container.querySelectorAll('p, li, h1, th, td');
    expect(blocks.length).to.equal(9);
    for (const block of blocks) {
      // Words of a header have their own direction, its cells that of the table.
      expect(block.getAttribute('dir'), block.outerHTML).to.equal(block.localName === 'th' ? null : 'auto');
      expect(getComputedStyle(block).unicodeBidi, block.outerHTML).to.match(/isolate|plaintext/);
    }
    const directions = [...blocks].map((block) => getComputedStyle(block).direction);
    container.remove();
    expect(directions.join()).to.equal('rtl,rtl,ltr,rtl,rtl,rtl,rtl,ltr,rtl');
  });

  it('say the same on screen and on the clipboard, without what steers a terminal (L-10, L-13)', async () => {
    const chat = await ChatHarness.mount();
    const code =
      'echo \u001b[31mred\u001b[0m \u001b]8;;https://evil.test\u0007here\u001b]8;;\u0007 \u202egnp.exe\u202c\n\trm -i x';
    chat.element.addMessage({ role: 'assistant', text: `\`\`\`sh\n${code}\n\`\`\`\n` });
    await chat.until(() => chat.parts('code-block').length === 1);
    const shown = chat.part('code-block')!.querySelector('code')!.textContent;
    const descriptor = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    let copied = '';
    const writeText = (text: string): Promise<void> => Promise.resolve(void (copied = text));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    try {
      chat.press('code-copy-button');
      await chat.until(() => copied !== '');
    } finally {
      if (descriptor) Object.defineProperty(navigator, 'clipboard', descriptor);
      else Reflect.deleteProperty(navigator, 'clipboard');
    }
    expect(copied.trimEnd()).to.equal(shown.trimEnd());
    // eslint-disable-next-line no-control-regex -- controls are what is looked for
    expect(copied).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(copied).to.include('rm -i x');
  });
});
