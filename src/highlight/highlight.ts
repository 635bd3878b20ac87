import type { Element, ElementContent, Root } from 'hast';
import { common, createLowlight } from 'lowlight';
import { adoptSheet } from '../render/adopt-sheet.ts';
import type { MarkdownRenderer } from '../render/renderers.ts';
import { highlightSheet } from './highlight.styles.ts';

/** Longest code that is coloured, in characters; colouring more would make the page wait. */
const MAX_CODE_CHARS = 50_000;

const lowlight = createLowlight(common);

/**
 * Colours closed code blocks in the languages of highlight.js's common set. A block is coloured once, when it closes, so
 * streaming costs nothing more. Every token is a `<span part="token token-keyword">` made by DOM calls; no HTML is parsed.
 */
export const highlighter: MarkdownRenderer = {
  name: 'highlight',
  match: ({ type, language, text }) =>
    type === 'code' &&
    language !== undefined &&
    lowlight.registered(language.toLowerCase()) &&
    text.length <= MAX_CODE_CHARS,
  render({ language, text }, block) {
    const code = block.querySelector('pre > code');
    if (!code) return;
    code.replaceChildren(...nodes(lowlight.highlight(language!.toLowerCase(), `${text}\n`)));
    adoptSheet(block, highlightSheet());
  },
};

function nodes(parent: Root | Element): Node[] {
  return (parent.children as ElementContent[]).flatMap((child): Node[] => {
    if (child.type === 'text') return [document.createTextNode(child.value)];
    if (child.type !== 'element') return [];
    const span = document.createElement('span');
    span.setAttribute('part', partOf(child.properties['className']));
    span.append(...nodes(child));
    return [span];
  });
}

/** `hljs-keyword` → `token token-keyword`. */
function partOf(classes: unknown): string {
  const names = Array.isArray(classes) ? classes.map(String) : [];
  return ['token', ...names.map((name) => `token-${name.replace(/^hljs-|_+$/g, '')}`)].join(' ');
}
