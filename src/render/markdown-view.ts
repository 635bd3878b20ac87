import { BlockStream } from '../markdown/blocks.ts';
import type { LevelKind } from '../markdown/levels.ts';
import { Normalizer } from '../markdown/normalize.ts';
import type { HtmlMode } from '../markdown/raw-html.ts';
import type { Step, Update } from '../markdown/update.ts';
import { CodeLines } from './code-lines.ts';
import { decorate, type MarkdownStrings } from './decorate.ts';
import type { ImagePolicy } from './images.ts';
import type { LinkPolicy } from './links.ts';
import { patchChildren } from './patch.ts';
import { sanitize } from './sanitize.ts';

export interface MarkdownViewOptions {
  /** Raw HTML in the text. Default `basic`. */
  html?: HtmlMode;
  /** Default `click`. */
  images?: ImagePolicy;
  /** Sources whose images load by themselves: `example.com`, `https://example.com/path/`. */
  imageHosts?: readonly string[];
  /** Default `show-host`. */
  links?: LinkPolicy;
  /** Words on the controls inside the text. Default English. */
  strings?: Partial<MarkdownStrings>;
  /** Called after the document changed, at most once per frame. */
  onRender?: () => void;
}

const STRINGS: MarkdownStrings = {
  copy: 'Copy',
  copied: 'Copied',
  copyCode: (language) => (language ? `Copy ${language} code` : 'Copy code'),
  loadImage: (host) => `Load image from ${host}`,
  code: 'Code',
  table: 'Table',
};

/** Text taken in one step, in characters; between steps the frame's budget is looked at. */
const STEP_CHARS = 2048;
/** Script time per frame, in ms, after which the rest waits for the next one. */
const FRAME_BUDGET_MS = 5;
/** A hidden page has no frames. */
const HIDDEN_INTERVAL_MS = 100;
/** Blocks in one container; measured cheapest for layout together with `content-visibility`. */
const CHUNK_BLOCKS = 8;

/** HTML around the children of a level, so that they are parsed where they belong. */
const WRAPPERS: Readonly<Record<LevelKind, readonly [before: string, after: string, depth: number]>> = {
  quote: ['', '', 0],
  code: ['', '', 0],
  list: ['<ul>', '</ul>', 1],
  paragraph: ['<p>', '</p>', 1],
  table: ['<table><tbody>', '</tbody></table>', 2],
};

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

/**
 * Renders markdown that arrives piece by piece: constant work per piece, and in the end exactly the document that rendering
 * the whole text gives. This is the one place where HTML enters a document (law 7).
 *
 * It writes at most once per frame, spends a few milliseconds on it, and changes only the open tail: closed blocks keep
 * their nodes. It has no timer or frame while nothing is waiting.
 */
export class MarkdownView {
  readonly #container: HTMLElement;
  readonly #options: MarkdownViewOptions;
  readonly #strings: MarkdownStrings;
  readonly #stream: BlockStream;
  readonly #normalizer = new Normalizer();
  #waiting: string[] = [];
  #frame: { cancel(): void } | undefined;
  #isEnding = false;
  #isFinished = false;

  #chunk: HTMLElement;
  #blocksInChunk = 0;
  #levels: LiveLevel[];
  #blocks: ChildNode[][] = [];
  /** The text node that the tail as drawn ends in. */
  #lastText: Text | undefined;

  /**
   * @param container - an empty element; the view owns its children from now on.
   */
  constructor(container: HTMLElement, options: MarkdownViewOptions = {}) {
    this.#container = container;
    this.#options = options;
    this.#strings = { ...STRINGS, ...options.strings };
    this.#stream = new BlockStream({ html: options.html ?? 'basic' });
    this.#chunk = this.#addChunk();
    this.#levels = [{ parent: this.#chunk, kind: undefined, code: undefined, closed: 0 }];
    container.addEventListener('click', this.#onClick);
  }

  /** Text is waiting to be rendered. */
  get pending(): boolean {
    return this.#waiting.length > 0 || (this.#isEnding && !this.#isFinished);
  }

  /** Adds text. It is rendered with the next frame. */
  append(delta: string): void {
    if (this.#isEnding || delta === '') return;
    this.#waiting.push(delta);
    this.#schedule();
  }

  /** Renders all text that is waiting, now. */
  flush(): void {
    this.#render(Infinity);
  }

  /** The text is complete: renders the rest and closes the tail, now. Text that is appended later is ignored. */
  finish(): void {
    this.#isEnding = true;
    this.#render(Infinity);
  }

  /** The text is complete: renders the rest and closes the tail over as many frames as that takes. */
  finishSoon(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#render(FRAME_BUDGET_MS);
  }

  /** Stops rendering and lets go of the container, whose content stays. */
  disconnect(): void {
    this.#frame?.cancel();
    this.#frame = undefined;
    this.#container.removeEventListener('click', this.#onClick);
  }

  #schedule(): void {
    if (this.#frame) return;
    const run = (): void => {
      this.#frame = undefined;
      this.#render(FRAME_BUDGET_MS);
    };
    if (document.hidden) {
      const timer = setTimeout(run, HIDDEN_INTERVAL_MS);
      this.#frame = { cancel: () => clearTimeout(timer) };
    } else {
      const frame = requestAnimationFrame(run);
      this.#frame = { cancel: () => cancelAnimationFrame(frame) };
    }
  }

  #render(budgetMs: number): void {
    this.#frame?.cancel();
    this.#frame = undefined;
    if (this.#isFinished) return;
    const start = performance.now();
    const text = this.#normalizer.feed(this.#waiting.join(''));
    this.#waiting = [];
    let taken = 0;
    while (taken < text.length) {
      const end = taken + STEP_CHARS;
      const isLast = end >= text.length || performance.now() - start > budgetMs;
      this.#apply(this.#stream.feed(text.slice(taken, end), isLast));
      taken = end;
      if (isLast && taken < text.length) {
        this.#waiting.push(text.slice(taken));
        this.#schedule();
        break;
      }
    }
    if (this.#isEnding && this.#waiting.length === 0) {
      this.#apply(this.#stream.feed(this.#normalizer.end(), false));
      this.#apply(this.#stream.end());
      this.#isFinished = true;
    }
    this.#options.onRender?.();
  }

  #apply(update: Update): void {
    if (update.text !== undefined) {
      this.#lastText?.appendData(update.text);
      return;
    }
    for (const step of update.steps) this.#takeStep(step);
    if (update.open) this.#draw(update.open);
  }

  #takeStep(step: Step): void {
    const level = this.#levels.at(-1)!;
    switch (step.type) {
      case 'close': {
        const first = level.closed;
        level.closed += patchChildren(level.parent, first, this.#nodes(step.html, level.kind), false);
        if (this.#levels.length === 1) this.#blockClosed(first);
        return;
      }
      case 'text':
        level.code!.close(step.text);
        return;
      case 'enter':
        this.#enter(step.kind, step.html);
        return;
      case 'leave':
        this.#leave();
        return;
      case 'restart':
        this.#levels.length = 1;
        return;
      case 'revise':
        this.#revise(step.index, step.html);
        return;
    }
  }

  #enter(kind: LevelKind, html: string): void {
    const level = this.#levels.at(-1)!;
    const next = this.#nodes(html, level.kind)[0]! as Element;
    let block = level.parent.childNodes[level.closed] as Element | undefined;
    let content = block && contentOf(block, kind);
    if (!block || block.localName !== next.localName || !content) {
      if (block && block.localName === next.localName && kind === 'table') block.querySelector('table')?.append(document.createElement('tbody'));
      else if (block) block.replaceWith(next);
      else level.parent.appendChild(next);
      block = level.parent.childNodes[level.closed] as Element;
      content = contentOf(block, kind);
    }
    this.#levels.push({ parent: content!, kind, code: kind === 'code' ? new CodeLines(content!) : undefined, closed: 0 });
  }

  #leave(): void {
    const { parent, code, closed } = this.#levels.pop()!;
    if (code) code.draw('');
    else while (parent.childNodes.length > closed) parent.lastChild!.remove();
    const level = this.#levels.at(-1)!;
    level.closed++;
    if (this.#levels.length === 1) this.#blockClosed(level.closed - 1);
  }

  /** A root block is complete. Containers of a few blocks let the engine skip what is out of view. */
  #blockClosed(first: number): void {
    const root = this.#levels[0]!;
    this.#blocks.push([...this.#chunk.childNodes].slice(first, root.closed));
    if (++this.#blocksInChunk < CHUNK_BLOCKS) return;
    const rest = [...this.#chunk.childNodes].slice(root.closed);
    this.#chunk = this.#addChunk();
    this.#chunk.append(...rest);
    this.#blocksInChunk = 0;
    this.#levels[0] = { parent: this.#chunk, kind: undefined, code: undefined, closed: 0 };
  }

  #revise(index: number, html: string): void {
    const old = this.#blocks[index]!;
    const parent = old[0]?.parentNode;
    if (!parent) return;
    const from = [...parent.childNodes].indexOf(old[0]!);
    const holder = document.createDocumentFragment();
    holder.append(...old);
    patchChildren(holder, 0, this.#nodes(html, undefined), true);
    const nodes = [...holder.childNodes];
    parent.insertBefore(holder, parent.childNodes[from] ?? null);
    this.#blocks[index] = nodes;
    if (parent === this.#chunk) this.#levels[0]!.closed += nodes.length - old.length;
  }

  #draw(open: readonly string[]): void {
    this.#levels.forEach((level, index) => {
      const isInnermost = index === this.#levels.length - 1;
      const content = open[index] ?? '';
      if (level.code) level.code.draw(content);
      else patchChildren(level.parent, level.closed + (isInnermost ? 0 : 1), this.#nodes(content, level.kind), true);
    });
    const innermost = this.#levels.at(-1)!;
    this.#lastText = innermost.code ? innermost.code.last : lastText(innermost.parent);
  }

  /** Safe nodes, ready for the document. */
  #nodes(html: string, kind: LevelKind | undefined): ChildNode[] {
    if (html === '') return [];
    const [before, after, depth] = kind ? WRAPPERS[kind] : (['', '', 0] as const);
    const fragment = sanitize(before + html + after);
    const { links = 'show-host', images = 'click', imageHosts = [] } = this.#options;
    let content: DocumentFragment | Element = fragment;
    for (let i = 0; i < depth; i++) content = content.firstElementChild ?? content;
    decorate(content, { links, images, imageHosts, strings: this.#strings });
    return [...content.childNodes];
  }

  #addChunk(): HTMLElement {
    const chunk = document.createElement('div');
    chunk.setAttribute('part', 'blocks');
    chunk.className = 'blocks';
    this.#container.append(chunk);
    return chunk;
  }

  readonly #onClick = (event: Event): void => {
    const button = (event.target as Element).closest?.('button');
    if (!button) return;
    if (button.matches('[part~="code-copy-button"]')) void this.#copy(button);
    if (button.matches('[part~="image-button"]')) loadImage(button);
  };

  async #copy(button: HTMLButtonElement): Promise<void> {
    const code = button.closest('[part~="code-block"]')?.querySelector('code');
    try {
      await navigator.clipboard.writeText(code?.textContent ?? '');
      button.textContent = this.#strings.copied;
      setTimeout(() => (button.textContent = this.#strings.copy), 2000);
    } catch {
      // No permission: the code is selected, so that the visitor's own shortcut copies it (E-18).
      if (code) getSelection()?.selectAllChildren(code);
    }
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

/** The visitor asked for it: the picture takes the place of its placeholder. */
function loadImage(button: HTMLElement): void {
  const image = document.createElement('img');
  image.setAttribute('part', 'image');
  image.referrerPolicy = 'no-referrer';
  image.alt = button.dataset['alt'] ?? '';
  image.src = button.dataset['src'] ?? '';
  button.parentElement?.replaceWith(image);
}
