import { expect } from '@open-wc/testing';
import { MarkdownView, type MarkdownViewOptions } from '../../src/render/markdown-view.ts';
import type { MarkdownRenderer, RenderedBlock } from '../../src/render/renderers.ts';
import { renderChunks } from '../support/document.ts';

const CODE = '```js title="x"\nlet a = 1;\nlet b;\n```\n\nText.\n\n```\nplain\n```\n';

/** A renderer that writes down what it is asked. */
function recorder(
  match: (block: RenderedBlock) => boolean,
  render?: MarkdownRenderer['render'],
): MarkdownRenderer & { readonly blocks: RenderedBlock[] } {
  const blocks: RenderedBlock[] = [];
  return {
    name: 'recorder',
    blocks,
    match,
    render(block, element) {
      blocks.push(block);
      return render?.(block, element);
    },
  };
}

/** Collects `console.warn` until released. */
class Warnings {
  readonly messages: string[] = [];
  readonly #warn = console.warn;

  constructor() {
    console.warn = (message: unknown) => this.messages.push(String(message));
  }

  release(): void {
    console.warn = this.#warn;
  }
}

describe('Renderers', () => {
  it('take over a closed block with its language, source and text', () => {
    const renderer = recorder(
      ({ type, language }) => type === 'code' && language === 'js',
      (_, element) => element.querySelector('code')!.append('!'),
    );
    const container = renderChunks(CODE.split(''), { renderers: [renderer] });
    expect(renderer.blocks.map(({ type, language, text }) => ({ type, language, text }))).to.deep.equal([
      { type: 'code', language: 'js', text: 'let a = 1;\nlet b;' },
    ]);
    expect(renderer.blocks[0]!.source.trim()).to.equal('```js title="x"\nlet a = 1;\nlet b;\n```');
    expect(container.querySelector('code')!.textContent).to.equal('let a = 1;\nlet b;\n!');
  });

  it('get the element of the block, in the document, while the rest is still written', () => {
    const elements: HTMLElement[] = [];
    const renderer = recorder(
      () => true,
      (_, element) => void elements.push(element),
    );
    const container = document.createElement('div');
    const view = new MarkdownView(container, { renderers: [renderer] });
    view.append('# One\n\n| a |\n|---|\n| b |\n\nThree is open\n');
    view.flush();
    expect(elements.map(({ localName, part }) => `${localName} ${part.value}`)).to.deep.equal([
      'h1 heading heading-1',
      'div table-scroll',
    ]);
    expect(elements.every((element) => container.contains(element))).to.equal(true);
  });

  it('see every kind of block once, long ones that closed piece by piece too', () => {
    const renderer = recorder(() => true);
    const long = (line: string): string => `${line.repeat(60)}\n`;
    const text = `${long('- an item of words\n')}${long('> quoted words\n')}|a|\n|-|\n${long('| cell |\n')}~~~ts\n${long('code();\n')}~~~\n\n${'words and words '.repeat(200)}\n`;
    renderChunks(text.match(/[^]{1,50}/g)!, { renderers: [renderer] });
    expect(renderer.blocks.map(({ type, language }) => language ?? type)).to.deep.equal([
      'list',
      'blockquote',
      'table',
      'ts',
      'paragraph',
    ]);
    expect(renderer.blocks.map(({ source }) => source).join('')).to.equal(text);
  });

  it('are asked in order; the first that matches gets the block', () => {
    const first = recorder(({ language }) => language === 'js');
    const second = recorder(({ type }) => type === 'code');
    renderChunks([CODE], { renderers: [first, second] });
    expect([first.blocks.length, second.blocks.length]).to.deep.equal([1, 1]);
  });

  it('do the same for every way of cutting', () => {
    const options = (): MarkdownViewOptions => ({
      renderers: [
        recorder(
          ({ type }) => type === 'code',
          (block, element) => element.replaceChildren(block.text),
        ),
      ],
    });
    const whole = renderChunks([CODE], options());
    for (const size of [1, 3, 17]) {
      const cut = renderChunks(CODE.match(new RegExp(`[^]{1,${size}}`, 'g'))!, options());
      expect(cut.innerHTML).to.equal(whole.innerHTML);
    }
  });

  for (const [how, render] of Object.entries<MarkdownRenderer['render']>({
    throws: (_, element) => {
      element.replaceChildren('half done');
      element.className = 'left-behind';
      throw new Error('for the test');
    },
    rejects: async (_, element) => {
      element.replaceChildren('half done');
      await Promise.resolve();
      throw new Error('for the test');
    },
  })) {
    it(`one that ${how} is reported once and the block stays as it was`, async () => {
      const warnings = new Warnings();
      const renderer = recorder(({ type }) => type === 'code', render);
      const container = renderChunks([CODE.repeat(3)], { renderers: [renderer] });
      await new Promise((resolve) => setTimeout(resolve));
      warnings.release();
      expect(warnings.messages.length).to.equal(1);
      expect(warnings.messages[0]).to.include('"recorder"');
      expect(container.innerHTML).to.equal(renderChunks([CODE.repeat(3)]).innerHTML);
    });
  }

  it('one whose match throws is left out', () => {
    const warnings = new Warnings();
    const broken: MarkdownRenderer = {
      name: 'broken',
      match: () => {
        throw new Error('for the test');
      },
      render: () => undefined,
    };
    const second = recorder(({ type }) => type === 'code');
    renderChunks([CODE], { renderers: [broken, second] });
    warnings.release();
    expect(warnings.messages.length).to.equal(1);
    expect(second.blocks.length).to.equal(2);
  });

  it('render a block again that a late definition changed', () => {
    const renderer = recorder(
      ({ type }) => type === 'paragraph',
      (_, element) => element.append(' (seen)'),
    );
    const container = renderChunks(['See [a].\n\nText.\n\n[a]: https://a.example/\n'], { renderers: [renderer] });
    expect(container.querySelector('p')!.textContent).to.equal('See a. (seen)');
    expect(container.querySelector('a')!.getAttribute('href')).to.equal('https://a.example/');
  });
});
