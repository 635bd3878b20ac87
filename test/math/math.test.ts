import { expect } from '@open-wc/testing';
import { mathRenderer } from '../../src/math/math.ts';
import { ChatHarness } from '../support/chat-harness.ts';
import { renderChunks } from '../support/document.ts';
import { ESCAPING, GROWING } from './hostile-formulas.ts';

const OPTIONS = { renderers: [mathRenderer] };
const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** Renders an answer that came in one piece. */
const answer = (text: string): HTMLElement => renderChunks([text], OPTIONS);
const fence = (tex: string): string => `\`\`\`math\n${tex}\n\`\`\`\n`;
const mathOf = (container: Element): Element[] => [...container.querySelectorAll('math')];
/** What a formula shows: its letters and signs, without the source that it carries for copying. */
const shown = (container: Element): string => {
  const copy = container.cloneNode(true) as Element;
  for (const annotation of copy.querySelectorAll('annotation')) annotation.remove();
  return copy.textContent.replace(/\s+/g, '');
};

describe('The math renderer', () => {
  for (const [where, text] of Object.entries({
    'a fence named math': fence(String.raw`\frac{a}{b}`),
    'a paragraph between $$': 'Before.\n\n$$\\frac{a}{b}$$\n\nAfter.',
    'a paragraph between $$ on their own lines': 'Before.\n\n$$\n\\frac{a}{b}\n$$\n\nAfter.',
    'a paragraph between \\[ and \\]': 'Before.\n\n\\[ \\frac{a}{b} \\]\n\nAfter.',
  })) {
    it(`sets ${where} as MathML`, () => {
      const container = answer(text);
      const [math, ...more] = mathOf(container);
      expect(more).to.have.length(0);
      expect(math!.namespaceURI).to.equal(MATHML);
      expect(math!.querySelector('mfrac')!.children).to.have.length(2);
      expect(math!.closest('[part]')!.getAttribute('part')).to.equal('math');
    });
  }

  it('reads the source of a paragraph, which markdown would have read as emphasis and escapes', () => {
    const container = answer('$$a_1 * b_2 * c_3 \\\\ d_{*}$$');
    expect(container.querySelector('em')).to.equal(null);
    expect(mathOf(container)[0]!.querySelectorAll('msub')).to.have.length(4);
  });

  it('carries the source of the formula, so that it can be copied', () => {
    const annotation = answer(fence('e = mc^2')).querySelector('annotation');
    expect(annotation!.textContent).to.equal('e = mc^2');
    expect(annotation!.getAttribute('encoding')).to.equal('application/x-tex');
  });

  it('sets what language models write: sums, cases, matrices, aligned lines, text, strokes', () => {
    for (const tex of [
      String.raw`\sum_{i=1}^{n} i = \frac{n(n+1)}{2}`,
      String.raw`f(x) = \begin{cases} x^2 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}`,
      String.raw`\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \mathbf{x} = \lambda \vec{x}`,
      String.raw`\begin{aligned} a &= b + c \\ &= d \end{aligned}`,
      String.raw`\int_{-\infty}^{\infty} e^{-x^2}\,dx = \boxed{\sqrt{\pi}}`,
      String.raw`\lim_{h \to 0} \dfrac{f(x+h)-f(x)}{h} \quad \forall x \in \mathbb{R}`,
      String.raw`\begin{alignat}{2} a &= b &\quad& \text{what} \end{alignat}`,
      String.raw`\cancel{x} \overline{AB} \color{red}{y} \operatorname{argmax}_\theta`,
    ])
      expect(mathOf(answer(fence(tex))), tex).to.have.length(1);
  });

  it('does the same for every way of cutting', () => {
    const text = `Text.\n\n$$\na_1 + b_2\n$$\n\n${fence('x^2')}\nEnd.`;
    const whole = answer(text).innerHTML;
    for (const size of [1, 3, 17])
      expect(renderChunks(text.match(new RegExp(`[^]{1,${size}}`, 'g'))!, OPTIONS).innerHTML).to.equal(whole);
  });

  it('leaves everything else alone', () => {
    for (const text of [
      'It costs $5, or $$6 in all.',
      '$$a$$ and $$b$$',
      'so $$a$$',
      '$$$$',
      '```latex\n\\frac{a}{b}\n```\n',
      '```js\nlet math = 1;\n```\n',
      '> $$a$$\n',
    ])
      expect(answer(text).innerHTML, text).to.equal(renderChunks([text]).innerHTML);
  });

  it('a formula that is no TeX stays as it was written, without a word in the console', () => {
    const warn = console.warn;
    const warnings: unknown[] = [];
    console.warn = (...words: unknown[]) => warnings.push(words);
    try {
      for (const text of [fence(String.raw`\frac{a}`), '$$\\nonsense{x}$$', '$$a & b$$', fence('x^{')])
        expect(answer(text).innerHTML, text).to.equal(renderChunks([text]).innerHTML);
    } finally {
      console.warn = warn;
    }
    expect(warnings).to.deep.equal([]);
  });
});

describe('A hostile formula', () => {
  for (const tex of ESCAPING) {
    it(`reaches nothing: ${tex}`, () => {
      const container = answer(fence(tex));
      document.body.append(container);
      try {
        const block = container.querySelector('[part="math"]');
        for (const element of block?.querySelectorAll('*') ?? []) {
          expect(element.namespaceURI, element.localName).to.equal(MATHML);
          for (const { name, value } of element.attributes) {
            expect(name).not.to.match(/^(?:on|href|src|id|xlink|data-|action|part|slot|dir)/);
            if (name === 'style') expect(value).not.to.match(/url|fixed|absolute|z-index/);
          }
        }
        expect(container.querySelector('a, img, script, iframe, [id]')).to.equal(null);
        expect(performance.getEntriesByType('resource').filter(({ name }) => name.includes('evil'))).to.deep.equal([]);
      } finally {
        container.remove();
      }
    });
  }

  it('shows markup as text', () => {
    expect(shown(answer(fence(String.raw`\text{<b>x</b>}`)))).to.equal('<b>x</b>');
  });

  for (const [index, tex] of GROWING.entries()) {
    it(`is not set when it would grow without bound (${index + 1}: ${tex.slice(0, 24)})`, () => {
      const container = answer(fence(tex));
      expect(mathOf(container)).to.deep.equal([]);
      expect(container.querySelector('code')!.textContent).to.equal(`${tex}\n`);
    });
  }

  it('defines nothing for the next one', () => {
    answer(fence(String.raw`\gdef\x{y}`));
    expect(mathOf(answer(fence(String.raw`\x`)))).to.deep.equal([]);
  });

  it('paints nothing outside its block, and a wide one scrolls inside it', () => {
    const host = document.createElement('div');
    host.style.width = '200px';
    const root = host.attachShadow({ mode: 'open' });
    document.body.append(host);
    try {
      const container = answer('');
      root.append(container);
      const rendered = answer(fence(`${'abcdefg+'.repeat(30)}z \\kern{-50em} \\rule{900em}{900em}`));
      root.append(rendered);
      // A sheet is given to the root that the block stands in while it is rendered.
      const block = rendered.querySelector<HTMLElement>('[part="math"]')!;
      mathRenderer.render({ type: 'code', language: 'math', source: '', text: 'a+'.repeat(200) + 'b' }, block);
      const style = getComputedStyle(block);
      expect(style.overflowX).to.equal('auto');
      expect(style.contain).to.match(/content|paint/);
      expect(block.scrollWidth).to.be.greaterThan(block.clientWidth);
      expect(rendered.getBoundingClientRect().width).to.be.at.most(200);
      expect(block.tabIndex).to.equal(0);
    } finally {
      host.remove();
    }
  });

  it('takes the same room in a chat from right to left, and a wide one scrolls there too (I-03)', async () => {
    const wide = fence(`${'a+'.repeat(80)}b`);
    const measure = async (dir: string): Promise<unknown> => {
      const chat = await ChatHarness.mount({
        attributes: { dir, style: 'display: block; inline-size: 400px' },
        properties: { renderers: [mathRenderer] },
      });
      chat.element.setMessages([{ role: 'assistant', text: `Look:\n\n$$\\frac{a}{b}$$\n\n${wide}` }]);
      await chat.until(() => chat.parts('math').length === 2);
      return chat.parts('math').map((block) => [block.offsetHeight, block.scrollWidth > block.clientWidth]);
    };
    const there = (await measure('ltr')) as [number, boolean][];
    expect(there.map(([, isScrolled]) => isScrolled)).to.deep.equal([false, true]);
    expect(await measure('rtl')).to.deep.equal(there);
  });
});
