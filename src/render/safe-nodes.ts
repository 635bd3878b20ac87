import type { LevelKind } from '../markdown/levels.ts';
import { unescapeHtml } from './continued-text.ts';
import { decorate, type DecorateOptions } from './decorate.ts';
import { sanitize } from './sanitize.ts';

/** HTML around the children of a level, so that they are parsed where they belong. */
const WRAPPERS: Readonly<Record<LevelKind, readonly [before: string, after: string, depth: number]>> = {
  quote: ['', '', 0],
  code: ['', '', 0],
  list: ['<ul>', '</ul>', 1],
  paragraph: ['<p>', '</p>', 1],
  table: ['<table><tbody>', '</tbody></table>', 2],
};

/** Elements that text stands in where its HTML could not be read, outermost first. */
const PLAIN: Readonly<Record<LevelKind, readonly string[]>> = {
  quote: ['p'],
  code: [],
  list: ['li'],
  paragraph: [],
  table: ['tr', 'td'],
};

/**
 * Nodes for the document, sanitised and decorated. What cannot be read is shown as text.
 * @param html - children of a level of `kind`, or root blocks.
 */
export function safeNodes(html: string, kind: LevelKind | undefined, options: DecorateOptions): ChildNode[] {
  if (html === '') return [];
  try {
    const [before, after, depth] = kind ? WRAPPERS[kind] : (['', '', 0] as const);
    let content: DocumentFragment | Element = sanitize(before + html + after);
    for (let i = 0; i < depth; i++) content = content.firstElementChild ?? content;
    decorate(content, options);
    return [...content.childNodes];
  } catch (error) {
    console.warn('stream-chat: a piece of an answer could not be rendered and is shown as text.', error);
    return [plainNode(html, kind)];
  }
}

function plainNode(html: string, kind: LevelKind | undefined): ChildNode {
  let node: ChildNode = document.createTextNode(textOf(html));
  for (const name of (kind ? PLAIN[kind] : ['p']).toReversed()) {
    const element = document.createElement(name);
    element.append(node);
    node = element;
  }
  return node;
}

/** The text in HTML, read without a parser. */
function textOf(html: string): string {
  return unescapeHtml(html.replace(/<[^>]*>/g, ' '));
}
