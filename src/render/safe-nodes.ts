import type { LevelKind } from '../markdown/levels.ts';
import { unescapeHtml } from './continued-text.ts';
import { decorate, type DecorateOptions } from './decorate.ts';
import { sanitize } from './sanitize.ts';

/** HTML around the children of a level, so that they are parsed where they belong. */
const WRAPPERS: Readonly<Record<LevelKind | 'root', readonly [before: string, after: string, depth: number]>> = {
  root: ['', '', 0],
  quote: ['', '', 0],
  code: ['', '', 0],
  list: ['<ul>', '</ul>', 1],
  paragraph: ['<p>', '</p>', 1],
  table: ['<table><tbody>', '</tbody></table>', 2],
};

/** Elements that text stands in where its HTML could not be read, outermost first. */
const PLAIN: Readonly<Record<LevelKind | 'root', readonly string[]>> = {
  root: ['p'],
  quote: ['p'],
  code: [],
  list: ['li'],
  paragraph: [],
  table: ['tr', 'td'],
};

/** HTML that nodes are made of: children of a level, or root blocks. */
export interface NodeSource {
  readonly html: string;
  readonly kind: LevelKind | 'root';
}

/** Makes nodes for the document, sanitised and decorated. What cannot be read is shown as text. */
export class SafeNodes {
  readonly #options: DecorateOptions;
  readonly #prepared = new Map<string, ChildNode[]>();

  constructor(options: DecorateOptions) {
    this.#options = options;
  }

  /**
   * Sanitises what `make` will be asked for next in one go: most of what a call costs does not depend on its length.
   * @param sources - without raw HTML of the message, so that none can reach into the one behind it.
   */
  prepare(sources: readonly NodeSource[]): void {
    this.#prepared.clear();
    if (sources.length < 2) return;
    try {
      const boxes = sanitize(sources.map((source) => `<div>${wrapped(source)}</div>`).join('')).children;
      if (boxes.length !== sources.length) return;
      sources.forEach((source, index) => this.#prepared.set(keyOf(source), this.#finish(boxes[index]!, source)));
    } catch {
      // Each by itself shows which of them it is.
    }
  }

  make(source: NodeSource): ChildNode[] {
    if (source.html === '') return [];
    const key = keyOf(source);
    const prepared = this.#prepared.get(key);
    if (prepared) {
      this.#prepared.delete(key);
      return prepared;
    }
    try {
      return this.#finish(sanitize(wrapped(source)), source);
    } catch (error) {
      console.warn('stream-chat: a piece of an answer could not be rendered and is shown as text.', error);
      return [plainNode(source)];
    }
  }

  #finish(sanitised: DocumentFragment | Element, { kind }: NodeSource): ChildNode[] {
    let content = sanitised;
    for (let i = 0; i < WRAPPERS[kind][2]; i++) content = content.firstElementChild ?? content;
    decorate(content, this.#options);
    return [...content.childNodes];
  }
}

function keyOf({ html, kind }: NodeSource): string {
  return `${kind} ${html}`;
}

function wrapped({ html, kind }: NodeSource): string {
  const [before, after] = WRAPPERS[kind];
  return before + html + after;
}

function plainNode({ html, kind }: NodeSource): ChildNode {
  let node: ChildNode = document.createTextNode(textOf(html));
  for (const name of PLAIN[kind].toReversed()) {
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
