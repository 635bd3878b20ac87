import temml from 'temml';
import { adoptSheet } from '../render/adopt-sheet.ts';
import type { MarkdownRenderer } from '../render/renderers.ts';
import { formulaOf } from './formula.ts';
import { mathNodes, type MathTree } from './math-nodes.ts';
import { mathSheet } from './math.styles.ts';

/** Largest space, rule or shift that a formula may ask for, in em and in pt. */
const MAX_SIZE: [number, number] = [20, 200];
/** Most macros of the library that one formula may use. */
const MAX_MACROS = 500;

/**
 * Sets closed blocks that are a formula as MathML: a fence named `math`, and a paragraph between `$$` or between `\[` and
 * `\]`. Links, pictures, ids and own styles are not allowed in a formula, nor are definitions. What cannot be set, or is over 2000
 * characters, stays as its source. No font is fetched: the visitor's own mathematical font is used.
 */
export const mathRenderer: MarkdownRenderer = {
  name: 'math',
  match: (block) => formulaOf(block) !== undefined,
  render(block, element) {
    const formula = nodesOf(formulaOf(block)!);
    if (!formula) return;
    element.replaceChildren(formula);
    element.setAttribute('part', 'math');
    // What scrolls sideways can be reached by keyboard.
    element.tabIndex = 0;
    adoptSheet(element, mathSheet());
  },
};

/** An answer that is no TeX is no failure of the renderer: it stays as it was written, without a word in the console. */
function nodesOf(tex: string): Node | undefined {
  try {
    return mathNodes(
      temml.__renderToMathMLTree(tex, {
        displayMode: true,
        annotate: true,
        throwOnError: true,
        trust: false,
        maxSize: MAX_SIZE,
        maxExpand: MAX_MACROS,
      }) as MathTree,
    );
  } catch {
    return undefined;
  }
}
