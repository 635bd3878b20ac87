import { readEvents, scrollingPage } from './read-events.js';

const BLANK_LINE = /\n\n+/;

/**
 * Fetch and append: the least a page can do that shows the whole text. No markdown; a blank line starts a new block, since
 * one endless paragraph costs the engine more than it costs the page to cut it.
 */
globalThis.widget = {
  async ask(url) {
    const { content, follow } = scrollingPage();
    content.style.whiteSpace = 'pre-wrap';
    new ResizeObserver(follow).observe(content);
    const startBlock = () => {
      const block = document.createElement('div');
      content.append(block);
      return block;
    };
    let block = startBlock();
    await readEvents(url, (text) => {
      const [first, ...rest] = text.split(BLANK_LINE);
      block.append(first);
      for (const next of rest) {
        block = startBlock();
        block.append(next);
      }
    });
  },
};
