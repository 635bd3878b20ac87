import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';

/** Loose lists and quotes: their text stands in paragraphs. */
const LISTS = '1. افتح الرابط\n\n2. اختر القطع\n\n- An item\n\n- Another';
const QUOTES = '> اقتباس\n\nText\n\n> A quote';

/** Where the text of an element stands, or its characters from `start` to `end`. */
function wordsOf(element: Element, start?: number, end?: number): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(element);
  if (start !== undefined && end !== undefined) {
    range.setStart(element.firstChild!, start);
    range.setEnd(element.firstChild!, end);
  }
  return range.getBoundingClientRect();
}

describe('direction', () => {
  for (const dir of ['ltr', 'rtl'] as const) {
    it(`numbers, points and bars stand where their text begins, on a page from ${dir} (I-03)`, async () => {
      const chat = await ChatHarness.mount({ attributes: { dir, greeting: `${LISTS}\n\n${QUOTES}` } });
      await chat.until(() => chat.parts('blockquote').length === 2);
      const directions = ['list-item', 'blockquote'].flatMap((part) =>
        chat.parts(part).map((element) => getComputedStyle(element).direction),
      );
      expect(directions).to.deep.equal(['rtl', 'rtl', 'ltr', 'ltr', 'rtl', 'ltr']);
    });
  }

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`the columns of a table run the way its header is written, on a page from ${dir} (I-03)`, async () => {
      const greeting = '| 1 | Plan |\n|--|--|\n| ١ | خطة |\n\n| # | خطة |\n|--|--|\n| Basic | 3 |';
      const chat = await ChatHarness.mount({ attributes: { dir, greeting } });
      await chat.until(() => chat.parts('table-cell').length === 4);
      const lefts = chat.parts('table-cell').map((cell) => cell.getBoundingClientRect().left);
      expect(lefts[0]! < lefts[1]!, 'a Latin header: the first column is at the left').to.equal(true);
      expect(lefts[2]! > lefts[3]!, 'an Arabic header: the first column is at the right').to.equal(true);
      const sides = chat.parts('table-cell').map((cell) => getComputedStyle(cell).textAlign.replace('-webkit-', ''));
      expect(sides).to.deep.equal(['left', 'left', 'right', 'right']);
      for (const header of chat.parts('table-header'))
        expect(getComputedStyle(header).unicodeBidi, header.textContent).to.equal('plaintext');
    });
  }

  it('a column has its words on one side, also where a cell has figures alone (I-03)', async () => {
    const greeting = '| الوجهة | المدة |\n|---|--:|\n| – | ٦٠ |\n| ألمانيا | 3 |';
    const chat = await ChatHarness.mount({ attributes: { dir: 'rtl', greeting } });
    await chat.until(() => chat.parts('table-cell').length === 4);
    for (const cell of [...chat.parts('table-header'), ...chat.parts('table-cell')])
      expect(getComputedStyle(cell).textAlign, cell.textContent).to.match(/right$/);
  });

  it('figures alone run from left to right, and stand on the side of the page (I-03)', async () => {
    const texts = ['1,234.50', '+49 30 1234-5', '١٬٢٣٤', '🎉', 'Hello, 5 (five)!', 'عدد 5', '# 2026'];
    for (const dir of ['ltr', 'rtl'] as const) {
      const chat = await ChatHarness.mount({ attributes: { dir, greeting: texts.join('\n\n') } });
      await chat.until(() => chat.parts('heading').length === 1);
      const sides = [...chat.parts('paragraph'), ...chat.parts('heading')].map((block) => {
        const [box, words] = [block.getBoundingClientRect(), wordsOf(block)];
        return words.left - box.left < box.right - words.right ? 'left' : 'right';
      });
      const side = { ltr: 'left', rtl: 'right' }[dir];
      expect(sides, dir).to.deep.equal([side, side, side, side, 'left', 'right', side]);
      const telephone = chat.parts('paragraph')[1]!;
      expect(wordsOf(telephone, 0, 1).left < wordsOf(telephone, 1, 3).left, `${dir}: + comes first`).to.equal(true);
    }
  });

  it('code in a line has a direction of its own, and says nothing of the line’s (I-03)', async () => {
    const greeting = '`npm install` ثم `--all` نص\n\n`كود` and text\n\n```js\n// تعليق\n```';
    const chat = await ChatHarness.mount({ attributes: { greeting } });
    await chat.until(() => chat.parts('code').length === 1);
    const directions = [...chat.parts('paragraph'), ...chat.parts('inline-code'), ...chat.parts('code')].map(
      (element) => getComputedStyle(element).direction,
    );
    expect(directions).to.deep.equal(['rtl', 'ltr', 'ltr', 'ltr', 'rtl', 'ltr']);
    const flag = chat.parts('inline-code')[1]!;
    expect(wordsOf(flag, 0, 1).left < wordsOf(flag, 2, 3).left, 'its signs stand before its name').to.equal(true);
  });

  it('the hint of an empty field has the direction of its own words', async () => {
    const chat = await ChatHarness.mount({ attributes: { dir: 'rtl' } });
    expect(getComputedStyle(chat.input, '::placeholder').unicodeBidi).to.equal('plaintext');
  });

  it('a title stands on the side where the page begins, also in another script', async () => {
    const chat = await ChatHarness.mount({ attributes: { dir: 'rtl', heading: 'Help' } });
    expect(getComputedStyle(chat.part('title')!).textAlign).to.equal('right');
  });
});
