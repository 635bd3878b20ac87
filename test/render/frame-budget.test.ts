import { expect } from '@open-wc/testing';
import { MarkdownView } from '../../src/render/markdown-view.ts';

/** Counts what the sanitiser is called for while `run` runs. */
function parsings(run: () => void): number {
  const original = DOMParser.prototype.parseFromString;
  let count = 0;
  DOMParser.prototype.parseFromString = function (...args) {
    count++;
    return original.apply(this, args);
  };
  try {
    run();
  } finally {
    DOMParser.prototype.parseFromString = original;
  }
  return count;
}

const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** Runs `run` on a clock that shows so many ms more at every look. */
async function withSlowClock(msPerLook: number, run: () => Promise<void>): Promise<void> {
  const original = performance.now;
  let now = original.call(performance);
  performance.now = () => (now += msPerLook);
  try {
    await run();
  } finally {
    performance.now = original;
  }
}

describe('MarkdownView in a frame that brings much', () => {
  it('sanitises all that is new in one go', () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    view.append('# One\n\nTwo *words*.\n\n- a\n- b\n\n> quote\n\n| a | b |\n| - | - |\n| c | d |\n\n---\n\nThe end');
    expect(parsings(() => view.flush())).to.equal(1);
    const blocks = [...container.querySelectorAll('[part="blocks"] > *')].map((element) => element.localName);
    expect(blocks).to.deep.equal(['h1', 'p', 'ul', 'blockquote', 'div', 'hr', 'p']);
  });

  it('closes what is whole at once, and draws the open tail when time is left, though no text follows', async () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    await withSlowClock(1.5, async () => {
      view.append('Whole.\n\nNext.\n\nOpen *tail');
      await nextFrame();
      expect(container.textContent).to.equal('Whole.');
      expect(view.pending).to.equal(true);
    });
    await nextFrame();
    expect(container.textContent).to.equal('Whole.Next.Open tail');
    expect(view.pending).to.equal(false);
  });

  it('draws the open tail in every fourth frame, though time is never left, and at once when the text pauses', async () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    await withSlowClock(1.5, async () => {
      const shown: string[] = [];
      for (const piece of ['one *a', ' b', ' c', ' d', ' e', '']) {
        view.append(piece);
        await nextFrame();
        shown.push(container.textContent ?? '');
      }
      expect(shown).to.deep.equal(['', '', '', 'one a b c d', 'one a b c d e', 'one a b c d e']);
    });
    expect(view.pending).to.equal(false);
  });

  it('draws what it left out also of a text that takes too much work to be looked at again (X-16)', async () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container, { limits: { work: 1 } });
    await withSlowClock(1.5, async () => {
      view.append('One\ntwo\nthree *tail');
      await nextFrame();
      expect(container.textContent).to.equal('');
      view.append('s');
      for (let frame = 0; frame < 3; frame++) await nextFrame();
    });
    expect(container.textContent).to.equal('One\ntwo\nthree tails');
    expect(view.pending).to.equal(false);
  });

  it('shows one block as text where the sanitiser fails on it, and all others as they are (X-15)', () => {
    const original = NodeIterator.prototype.nextNode;
    NodeIterator.prototype.nextNode = function () {
      const node = original.call(this);
      if ((node as Text | null)?.data?.includes('poison')) throw new TypeError('broken for the test');
      return node;
    };
    const warn = console.warn;
    console.warn = () => undefined;
    const container = document.createElement('div');
    try {
      const view = new MarkdownView(container);
      view.append('# One\n\n**poison**\n\n- *three*\n\nFour');
      view.flush();
    } finally {
      NodeIterator.prototype.nextNode = original;
      console.warn = warn;
    }
    expect(container.textContent).to.include('poison');
    expect([...container.querySelectorAll('h1, strong, li > em')].map((element) => element.localName)).to.deep.equal([
      'h1',
      'em',
    ]);
  });
});
