import { expect } from '@open-wc/testing';
import { markdownRules } from '../../src/render/markdown.styles.ts';
import { MarkdownView } from '../../src/render/markdown-view.ts';

const WIDTH_PX = 320;
const CODE = 'const answer = "a < b && c";\n\n\treturn `${answer}`; // ' + 'long '.repeat(60) + '\nlast("line")';
const TEXT =
  `Run this:\r\n\r\n\`\`\`js\r\n${CODE.replaceAll('\n', '\r\n')}\r\n\`\`\`\r\n\r\n` +
  `| Name | ${'A wide head '.repeat(12)} |\n| --- | --: |\n| \`one\` | ${'2'.repeat(200)} |\n| three | 4 |\n\n` +
  `A word: ${'x'.repeat(400)} and an address: https://example.com/${'path/'.repeat(60)}\n`;

describe('Tables and code that were streamed', () => {
  let container: HTMLElement;
  let styles: HTMLStyleElement;

  before(() => {
    styles = document.createElement('style');
    styles.textContent = markdownRules;
    container = document.createElement('div');
    container.style.width = `${WIDTH_PX}px`;
    document.body.append(styles, container);
    const view = new MarkdownView(container);
    for (const piece of TEXT.match(/[^]{1,3}/g)!) {
      view.append(piece);
      view.flush();
    }
    view.finish();
    for (const chunk of container.children) (chunk as HTMLElement).style.contentVisibility = 'visible';
  });
  after(() => {
    styles.remove();
    container.remove();
  });

  it('scroll sideways inside themselves, and can be reached by keyboard (A-14)', () => {
    for (const selector of ['pre', '[part="table-scroll"]']) {
      const region = container.querySelector<HTMLElement>(selector)!;
      expect(region.scrollWidth, selector).to.be.greaterThan(region.clientWidth);
      expect(region.getAttribute('aria-label'), selector).to.not.equal(null);
      region.focus();
      expect(document.activeElement === region, `${selector} has the focus`).to.equal(true);
      region.scrollLeft = 50;
      expect(region.scrollLeft, selector).to.equal(50);
    }
    expect(container.scrollWidth).to.equal(WIDTH_PX);
  });

  it('have parts of their own: a theme of code within a line leaves blocks alone', () => {
    const inline = [...container.querySelectorAll('[part~="inline-code"]')].map(({ textContent }) => textContent);
    expect(inline).to.deep.equal(['one']);
    expect(container.querySelector('pre code')!.getAttribute('part')).to.equal('code');
  });

  it('break long words and addresses, which widen nothing (I-05)', () => {
    const paragraphs = [...container.querySelectorAll('p')];
    for (const paragraph of paragraphs)
      expect(paragraph.scrollWidth, paragraph.textContent.slice(0, 20)).to.equal(WIDTH_PX);
  });

  it('have header cells, and the cells their alignment', () => {
    const [header, ...rows] = container.querySelectorAll('tr');
    expect([...header!.cells].map((cell) => cell.localName)).to.deep.equal(['th', 'th']);
    for (const { cells } of [header!, ...rows]) expect(getComputedStyle(cells[1]!).textAlign).to.match(/right$/);
  });

  describe('when their copy button is pressed', () => {
    const copied: string[] = [];
    let isAllowed = true;
    let original: PropertyDescriptor | undefined;

    before(() => {
      original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
      const writeText = async (text: string): Promise<void> => {
        if (!isAllowed) throw new DOMException('No permission.', 'NotAllowedError');
        copied.push(text);
      };
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    });
    after(() => {
      if (original) Object.defineProperty(navigator, 'clipboard', original);
      else Reflect.deleteProperty(navigator, 'clipboard');
    });

    const button = (): HTMLButtonElement => container.querySelector('[part~="code-copy-button"]')!;
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

    it('copy exactly the text that is shown (L-13)', async () => {
      button().click();
      await settled();
      expect(copied).to.deep.equal([`${CODE}\n`]);
      expect(copied[0]).to.equal(container.querySelector('pre')!.textContent);
      expect(button().textContent).to.equal('Copied');
    });

    it('select it where the page may not write to the clipboard (E-18)', async () => {
      isAllowed = false;
      button().click();
      await settled();
      expect(getSelection()!.toString().trim()).to.equal(CODE);
    });
  });
});
