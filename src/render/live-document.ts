import type { LevelKind } from '../markdown/levels.ts';
import type { BlockInfo, Revision, Step, Update } from '../markdown/update.ts';
import { CodeLines } from './code-lines.ts';
import { LevelContent } from './level-content.ts';
import { patchNodes, patchShell } from './patch.ts';
import type { NodeSource } from './safe-nodes.ts';

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
  readonly kind: LevelKind | 'root';
  /** The block in the level outside of it. */
  readonly block: ChildNode | undefined;
  readonly content: LevelContent;
  readonly code: CodeLines | undefined;
}

interface ClosedBlock {
  readonly info: BlockInfo;
  nodes: readonly ChildNode[];
}

export interface LiveDocumentOptions {
  readonly container: HTMLElement;
  /** Makes nodes that are safe to insert from the HTML of a step. */
  readonly nodes: {
    /** Says what `make` will be asked for next. */
    prepare(sources: readonly NodeSource[]): void;
    make(source: NodeSource): ChildNode[];
  };
  /** A root block is complete, or was written again. */
  readonly onBlock: (info: BlockInfo, nodes: readonly ChildNode[]) => void;
}

/**
 * Carries out the steps of a block stream in a container. It changes only what is behind the closed nodes (law 2);
 * containers of a few blocks let the engine skip what is out of view.
 */
export class LiveDocument {
  readonly #options: LiveDocumentOptions;
  #levels: LiveLevel[];
  #blocks: ClosedBlock[] = [];
  #blocksInChunk = 0;

  constructor(options: LiveDocumentOptions) {
    this.#options = options;
    this.#levels = [this.#level('root', undefined, this.#addChunk())];
  }

  apply({ steps, open, text, hasMarkup = false }: Update): void {
    if (text !== undefined) {
      const { code, content } = this.#levels.at(-1)!;
      if (code) code.last?.appendData(text);
      else content.continue(text);
      return;
    }
    if (!hasMarkup) this.#options.nodes.prepare(this.#sources(steps, open ?? []));
    for (const step of steps) this.#take(step, hasMarkup);
    if (open) this.#draw(open, hasMarkup);
  }

  /** Nothing follows: an empty container, which out of view would be as high as a full one, goes. */
  end(): void {
    const { parent } = this.#levels[0]!.content;
    if (!parent.hasChildNodes()) (parent as Element).remove();
  }

  /** Writes a closed block again; nodes that stay equal stay. */
  revise({ index, html }: Revision): void {
    const block = this.#blocks[index]!;
    const parent = block.nodes[0]?.parentNode;
    if (!parent) return;
    block.nodes = patchNodes(
      parent,
      block.nodes,
      this.#options.nodes.make({ html, kind: 'root' }),
      block.nodes.at(-1)!.nextSibling,
    );
    this.#options.onBlock(block.info, block.nodes);
  }

  /** What of an update is made anew: all but what goes on where a child is drawn already. */
  #sources(steps: readonly Step[], open: readonly (readonly string[])[]): NodeSource[] {
    const sources: NodeSource[] = [];
    const levels = this.#levels.map(({ kind, content }) => ({ kind, drawn: content.drawn }));
    const add = (html: string, { kind, drawn }: (typeof levels)[number]): void => {
      if (drawn.shift() === undefined) sources.push({ html, kind });
    };
    for (const step of steps) {
      const level = levels.at(-1)!;
      if (step.type === 'close') for (const html of step.html) add(html, level);
      if (step.type === 'enter') {
        level.drawn.shift();
        sources.push({ html: step.html, kind: level.kind });
        levels.push({ kind: step.kind, drawn: [] });
      }
      if (step.type === 'leave') levels.pop();
      if (step.type === 'restart') levels.length = 1;
    }
    levels.forEach((level, index) => {
      if (level.kind !== 'code') for (const html of open[index] ?? []) add(html, level);
    });
    return sources;
  }

  #take(step: Step, hasMarkup: boolean): void {
    const { code, content } = this.#levels.at(-1)!;
    switch (step.type) {
      case 'close':
        for (const html of step.html) {
          const nodes = content.close(html, hasMarkup);
          if (step.block) this.#closeBlock(step.block, nodes);
        }
        return;
      case 'text':
        code!.close(step.text);
        return;
      case 'enter':
        this.#enter(step.kind, step.html);
        return;
      case 'leave': {
        const { block } = this.#levels.pop()!;
        if (code) code.draw('');
        else content.draw([], false);
        if (step.block) this.#closeBlock(step.block, [block!]);
        return;
      }
      case 'restart':
        this.#restart();
    }
  }

  #restart(): void {
    const entered = this.#levels[1]?.block;
    this.#levels.length = 1;
    if (entered) this.#levels[0]!.content.reopen([entered]);
  }

  #enter(kind: LevelKind, html: string): void {
    const { content: outer, kind: outerKind } = this.#levels.at(-1)!;
    const drawn = outer.enter();
    const [next] = this.#options.nodes.make({ html, kind: outerKind }) as Element[];
    let block = drawn[0] as Element | undefined;
    if (block?.localName !== next!.localName) block = undefined;
    else if (kind === 'table' && !contentOf(block, kind))
      block.querySelector('table')?.append(document.createElement('tbody'));
    const content = block && contentOf(block, kind);
    if (!block || !content || !patchShell(block, next!, content))
      [block] = patchNodes(outer.parent, [], [next!], drawn[0] ?? null) as Element[];
    for (const node of drawn) if (node !== block) node.remove();
    this.#levels.push(this.#level(kind, block, contentOf(block!, kind)!));
  }

  #level(kind: LevelKind | 'root', block: ChildNode | undefined, parent: Element): LiveLevel {
    const children = [...parent.childNodes];
    const drawn = kind === 'paragraph' ? [children] : kind === 'code' ? [] : children.map((child) => [child]);
    return {
      kind,
      block,
      content: new LevelContent(parent, (html) => this.#options.nodes.make({ html, kind }), drawn),
      code: kind === 'code' ? new CodeLines(parent) : undefined,
    };
  }

  #closeBlock(info: BlockInfo, nodes: readonly ChildNode[]): void {
    this.#blocks.push({ info, nodes });
    if (++this.#blocksInChunk >= CHUNK_BLOCKS) {
      const { content } = this.#levels[0]!;
      this.#levels[0] = { ...this.#levels[0]!, content: content.moveTo(this.#addChunk()) };
      this.#blocksInChunk = 0;
    }
    this.#options.onBlock(info, nodes);
  }

  #draw(open: readonly (readonly string[])[], hasMarkup: boolean): void {
    this.#levels.forEach(({ code, content }, index) => {
      const own = open[index] ?? [];
      if (code) code.draw(own.join(''));
      else content.draw(own, hasMarkup);
    });
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
