import type { LevelKind } from '../markdown/levels.ts';
import type { BlockInfo, Revision, Step, Update } from '../markdown/update.ts';
import { CodeLines } from './code-lines.ts';
import { patchChildren } from './patch.ts';

/** Blocks in one container; measured cheapest for layout together with `content-visibility`. */
const CHUNK_BLOCKS = 8;

/** Where the children of an entered block are, seen from the block's outermost element. */
const CONTENT: Readonly<Record<LevelKind, string>> = {
  quote: 'blockquote',
  code: 'code',
  list: 'ul, ol',
  paragraph: 'p',
  table: 'tbody',
};

interface LiveLevel {
  readonly parent: Node;
  readonly kind: LevelKind | undefined;
  readonly code: CodeLines | undefined;
  /** Children of `parent` that are closed. */
  closed: number;
}

interface ClosedBlock {
  readonly info: BlockInfo;
  nodes: ChildNode[];
}

export interface LiveDocumentOptions {
  readonly container: HTMLElement;
  /** Makes nodes that are safe to insert from the HTML of a step. */
  readonly nodes: (html: string, kind: LevelKind | undefined) => ChildNode[];
  /** A root block is complete, or was written again. */
  readonly onBlock: (info: BlockInfo, nodes: readonly ChildNode[]) => void;
}

/**
 * Carries out the steps of a block stream in a container. It changes only what is behind the closed nodes (law 2);
 * containers of a few blocks let the engine skip what is out of view.
 */
export class LiveDocument {
  readonly #options: LiveDocumentOptions;
  #chunk: HTMLElement;
  #blocksInChunk = 0;
  #levels: LiveLevel[];
  #blocks: ClosedBlock[] = [];
  /** The text node that the tail as drawn ends in. */
  #lastText: Text | undefined;

  constructor(options: LiveDocumentOptions) {
    this.#options = options;
    this.#chunk = this.#addChunk();
    this.#levels = [{ parent: this.#chunk, kind: undefined, code: undefined, closed: 0 }];
  }

  apply(update: Update): void {
    if (update.text !== undefined) {
      this.#lastText?.appendData(update.text);
      return;
    }
    for (const step of update.steps) this.#take(step);
    if (update.open) this.#draw(update.open);
  }

  /** Writes a closed block again; nodes that stay equal stay. */
  revise({ index, html }: Revision): void {
    const block = this.#blocks[index]!;
    const first = block.nodes[0];
    const parent = first?.parentNode;
    if (!parent) return;
    const from = [...parent.childNodes].indexOf(first);
    const holder = document.createDocumentFragment();
    holder.append(...block.nodes);
    patchChildren(holder, 0, this.#options.nodes(html, undefined), true);
    const oldLength = block.nodes.length;
    block.nodes = [...holder.childNodes];
    parent.insertBefore(holder, parent.childNodes[from] ?? null);
    if (parent === this.#chunk) this.#levels[0]!.closed += block.nodes.length - oldLength;
    this.#options.onBlock(block.info, block.nodes);
  }

  #take(step: Step): void {
    const level = this.#levels.at(-1)!;
    switch (step.type) {
      case 'close': {
        const first = level.closed;
        level.closed += patchChildren(level.parent, first, this.#options.nodes(step.html, level.kind), false);
        if (step.block) this.#closeBlock(step.block, first);
        return;
      }
      case 'text':
        level.code!.close(step.text);
        return;
      case 'enter':
        this.#enter(step.kind, step.html);
        return;
      case 'leave':
        this.#leave(step.block);
        return;
      case 'restart':
        this.#levels.length = 1;
        return;
    }
  }

  #enter(kind: LevelKind, html: string): void {
    const level = this.#levels.at(-1)!;
    const next = this.#options.nodes(html, level.kind)[0]! as Element;
    let block = level.parent.childNodes[level.closed] as Element | undefined;
    let content = block && contentOf(block, kind);
    if (!block || block.localName !== next.localName || !content) {
      if (block?.localName === next.localName && kind === 'table')
        block.querySelector('table')?.append(document.createElement('tbody'));
      else if (block) block.replaceWith(next);
      else level.parent.appendChild(next);
      block = level.parent.childNodes[level.closed] as Element;
      content = contentOf(block, kind);
    }
    this.#levels.push({
      parent: content!,
      kind,
      code: kind === 'code' ? new CodeLines(content!) : undefined,
      closed: 0,
    });
  }

  #leave(block: BlockInfo | undefined): void {
    const { parent, code, closed } = this.#levels.pop()!;
    if (code) code.draw('');
    else while (parent.childNodes.length > closed) parent.lastChild!.remove();
    const level = this.#levels.at(-1)!;
    level.closed++;
    if (block) this.#closeBlock(block, level.closed - 1);
  }

  #closeBlock(info: BlockInfo, first: number): void {
    const root = this.#levels[0]!;
    const nodes = [...this.#chunk.childNodes].slice(first, root.closed);
    this.#blocks.push({ info, nodes });
    if (++this.#blocksInChunk >= CHUNK_BLOCKS) {
      const rest = [...this.#chunk.childNodes].slice(root.closed);
      this.#chunk = this.#addChunk();
      this.#chunk.append(...rest);
      this.#blocksInChunk = 0;
      this.#levels[0] = { parent: this.#chunk, kind: undefined, code: undefined, closed: 0 };
    }
    this.#options.onBlock(info, nodes);
  }

  #draw(open: readonly string[]): void {
    this.#levels.forEach((level, index) => {
      const isInnermost = index === this.#levels.length - 1;
      const content = open[index] ?? '';
      if (level.code) level.code.draw(content);
      else
        patchChildren(
          level.parent,
          level.closed + (isInnermost ? 0 : 1),
          this.#options.nodes(content, level.kind),
          true,
        );
    });
    const innermost = this.#levels.at(-1)!;
    this.#lastText = innermost.code ? innermost.code.last : lastText(innermost.parent);
  }

  #addChunk(): HTMLElement {
    const chunk = document.createElement('div');
    chunk.setAttribute('part', 'blocks');
    chunk.className = 'blocks';
    this.#options.container.append(chunk);
    return chunk;
  }
}

function contentOf(block: Element, kind: LevelKind): Element | undefined {
  const selector = CONTENT[kind];
  return block.matches(selector) ? block : (block.querySelector(selector) ?? undefined);
}

function lastText(node: Node): Text | undefined {
  let last: Node | null = node;
  while (last && last.nodeType !== Node.TEXT_NODE) last = last.lastChild;
  return (last as Text | null) ?? undefined;
}
