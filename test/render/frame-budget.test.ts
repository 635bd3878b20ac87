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

describe('MarkdownView in a frame that brings much', () => {
  it('sanitises all that is new in one go', () => {
    const container = document.createElement('div');
    const view = new MarkdownView(container);
    view.append('# One\n\nTwo *words*.\n\n- a\n- b\n\n> quote\n\n| a | b |\n| - | - |\n| c | d |\n\n---\n\nThe end');
    expect(parsings(() => view.flush())).to.equal(1);
    const blocks = [...container.querySelectorAll('[part="blocks"] > *')].map((element) => element.localName);
    expect(blocks).to.deep.equal(['h1', 'p', 'ul', 'blockquote', 'div', 'hr', 'p']);
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
