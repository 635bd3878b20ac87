import { expect } from '@open-wc/testing';
import { MarkdownView } from '../../src/render/markdown-view.ts';
import { Random } from '../support/random.ts';

const WORDS = ['one', 'zwei', '**trois**', 'čtyři', 'пять', '六', '`sieben`', '👩‍🚀', 'neuf', 'שלום', '\n\n', '\n- '];

/** Puts the cursor behind the last text, as the element does. */
function place(cursor: HTMLElement, container: HTMLElement): void {
  cursor.remove();
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  let last: Node | null = null;
  while (texts.nextNode()) last = texts.currentNode;
  if (last) (last as Text).after(cursor);
  else container.append(cursor);
}

describe('the cursor in a growing text', () => {
  it('costs no word and changes nothing of the document (laws 1, 5)', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new Random(seed);
      const pieces = Array.from({ length: random.integer(2, 40) }, () => `${random.pick(WORDS)} `);
      const [plain, marked] = [document.createElement('div'), document.createElement('div')];
      const cursor = document.createElement('span');
      cursor.setAttribute('part', 'cursor');
      const whole = new MarkdownView(plain);
      whole.append(pieces.join(''));
      whole.finish();
      const view = new MarkdownView(marked, { onRender: () => place(cursor, marked) });
      for (const piece of pieces) {
        view.append(piece);
        if (random.integer(0, 2) === 0) view.flush();
      }
      view.finish();
      cursor.remove();
      expect(marked.textContent, `seed ${seed}: ${pieces.join('')}`).to.equal(plain.textContent);
    }
  });
});
