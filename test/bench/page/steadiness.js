import { DRESSING } from './canonical.js';

const isText = {
  acceptNode: (node) =>
    node.nodeType === Node.TEXT_NODE
      ? NodeFilter.FILTER_ACCEPT
      : node.matches(`${DRESSING}, [data-streamdown="code-block-header"]`)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP,
};

/** @returns {string} the text of an answer as shown, without white space, whose place in the tree differs */
function shownText(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, isText);
  let text = '';
  while (walker.nextNode()) text += walker.currentNode.data;
  return text.replace(/\s+/g, '');
}

/**
 * Watches an answer grow.
 *
 * @returns {{look: () => void, result: () => {frames: number, changed: number, longestStall: number}}} `look` once per frame;
 *   `changed`: frames in which text that was there is different or gone; `longestStall`: most frames in a row without new text
 */
export function watchText(root) {
  let frames = 0;
  let changed = 0;
  let stall = 0;
  let longestStall = 0;
  let before = '';
  return {
    look() {
      const now = shownText(root);
      frames++;
      if (!now.startsWith(before)) changed++;
      stall = now === before ? stall + 1 : 0;
      longestStall = Math.max(longestStall, stall);
      before = now;
    },
    result: () => ({ frames, changed, longestStall }),
  };
}
