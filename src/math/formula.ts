import type { RenderedBlock } from '../render/renderers.ts';

/** Longest formula that is set, in characters. A page of a textbook has a few hundred. */
const MAX_FORMULA_CHARS = 2000;
/** Deepest nesting of braces. Hand-written formulas rarely pass eight. */
const MAX_BRACES = 16;

/** A paragraph that is one formula: between `$$`, or between `\[` and `\]`. */
const DISPLAYED = /^\s*(?:\$\$((?:(?!\$\$)[^])+)\$\$|\\\[((?:(?!\\\])[^])+)\\\])\s*$/;

/** What lets a short formula take for ever: definitions, and commands that the library builds twice per level. */
const GROWING =
  /\\(?:[a-z]*def|[a-z]*newcommand|providecommand|futurelet|let|global|long|[a-z]*llap|cancelto|equilibrium[a-z]*|pu)(?![a-z])/i;
/** An environment says its name plainly, and one that takes a number of columns (`alignat`, `alignedat`) takes a small one. */
const ODD_ENVIRONMENT = /\\begin(?!\s*\{[a-z]+\*?\})|\\begin\s*\{[a-z]*at\*?\}(?!\s*\{\s*\d{1,2}\s*\})/i;
/** Names with `@` are the library's own. */
const INTERNAL = /\\[a-z]*@/i;

/** The TeX of a block that is a formula and small enough to be set: a fence named `math`, or a paragraph of one formula. */
export function formulaOf({ type, language, source, text }: RenderedBlock): string | undefined {
  const tex = type === 'code' && language?.toLowerCase() === 'math' ? text : displayed(type, source);
  return tex !== undefined && tex.trim() !== '' && isBounded(tex) ? tex : undefined;
}

function isBounded(tex: string): boolean {
  const isSafe = ![GROWING, ODD_ENVIRONMENT, INTERNAL].some((pattern) => pattern.test(tex));
  return tex.length <= MAX_FORMULA_CHARS && isSafe && deepest(tex) <= MAX_BRACES;
}

function deepest(tex: string): number {
  let depth = 0;
  let most = 0;
  for (const brace of tex.match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

/** The paragraph's source, because markdown reads `_` and `\\` of a formula as its own. */
function displayed(type: string, source: string): string | undefined {
  if (type !== 'paragraph' || source.length > MAX_FORMULA_CHARS * 2) return undefined;
  const [, dollars, brackets] = DISPLAYED.exec(source) ?? [];
  return dollars ?? brackets;
}
