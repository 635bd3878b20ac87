import { expect } from '@open-wc/testing';
import { ChatHarness } from '../support/chat-harness.ts';

/** Loose lists and quotes: their text stands in paragraphs. */
const LISTS = '1. افتح الرابط\n\n2. اختر القطع\n\n- An item\n\n- Another';
const QUOTES = '> اقتباس\n\nText\n\n> A quote';

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

  it('the hint of an empty field has the direction of its own words', async () => {
    const chat = await ChatHarness.mount({ attributes: { dir: 'rtl' } });
    expect(getComputedStyle(chat.input, '::placeholder').unicodeBidi).to.equal('plaintext');
  });

  it('a title stands on the side where the page begins, also in another script', async () => {
    const chat = await ChatHarness.mount({ attributes: { dir: 'rtl', heading: 'Help' } });
    expect(getComputedStyle(chat.part('title')!).textAlign).to.equal('right');
  });
});
