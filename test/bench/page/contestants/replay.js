import { elementOf } from '../reference.js';

/**
 * Flattens a document into the steps that build it, in document order.
 *
 * @returns {{steps: object[], characters: number}} a step opens an element, adds text or closes the element;
 *   `characters` of text in all
 */
function plan(root) {
  const steps = [];
  let characters = 0;
  const visit = (parent) => {
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        steps.push({ text: child.data });
        characters += child.length;
      } else {
        steps.push({ open: document.importNode(child, false) });
        visit(child);
        steps.push({ close: true });
      }
    }
  };
  visit(root);
  return { steps, characters };
}

/**
 * Builds a finished document step by step, in proportion to how much of its source was fed: what any incremental renderer
 * must do to the page at the least, with nothing parsed.
 */
export function replay(container, reference, prepare = (root) => root) {
  const { steps, characters } = plan(prepare(elementOf(reference.html)));
  const parents = [container];
  let fed = 0;
  let step = 0;
  let shown = 0;
  let openText;
  let offset = 0;

  const showUntil = (target) => {
    while (step < steps.length) {
      const { open, close, text } = steps[step];
      if (text === undefined) {
        if (open) {
          parents.at(-1).append(open);
          parents.push(open);
        } else if (close) parents.pop();
        step++;
        continue;
      }
      if (shown >= target) return;
      const piece = text.slice(offset, offset + target - shown);
      if (openText) openText.appendData(piece);
      else parents.at(-1).append((openText = new Text(piece)));
      shown += piece.length;
      offset += piece.length;
      if (offset < text.length) return;
      openText = undefined;
      offset = 0;
      step++;
    }
  };

  return {
    append(delta) {
      fed += delta.length;
      showUntil(Math.round((fed / reference.length) * characters));
    },
    flush() {},
    finish: () => showUntil(Infinity),
  };
}
