import { BlockStream } from '../markdown/blocks.ts';
import type { MarkdownLimits } from '../markdown/limits.ts';
import { Normalizer } from '../markdown/normalize.ts';
import type { HtmlMode } from '../markdown/raw-html.ts';
import type { DecorateOptions, MarkdownStrings } from './decorate.ts';
import { ContentControls } from './content-controls.ts';
import { FrameScheduler } from './frame-scheduler.ts';
import type { ImagePolicy } from './images.ts';
import type { LinkPolicy } from './links.ts';
import { LiveDocument } from './live-document.ts';
import { renderBlock, type MarkdownRenderer } from './renderers.ts';
import { SafeNodes } from './safe-nodes.ts';

export interface MarkdownViewOptions {
  /** Raw HTML in the text. Default `basic`. */
  html?: HtmlMode;
  /** Default `click`. */
  images?: ImagePolicy;
  /** Sources whose images load by themselves: `example.com`, `https://example.com/path/`. Only `https:`. */
  imageHosts?: readonly string[];
  /** Default `show-host`. With `confirm` the page that embeds the view asks, on `click`. */
  links?: LinkPolicy;
  /** Places that links may lead to: `example.com`, `https://example.com/path/`. Others lose their address. Default: anywhere. */
  linkHosts?: readonly string[];
  /** What a `#` is below the headings around the container, for assistive technology. Default 0: a heading of level 1. */
  headingShift?: number;
  /** Words on the controls inside the text. Default English. */
  strings?: Partial<MarkdownStrings>;
  /** Take over closed blocks, in this order. */
  renderers?: readonly MarkdownRenderer[];
  /** Bounds for hostile input. */
  limits?: Partial<MarkdownLimits>;
  /** Called after the document changed, at most once per frame. */
  onRender?: () => void;
}

const STRINGS: MarkdownStrings = {
  copy: 'Copy',
  copied: 'Copied',
  copyCode: (language) => (language ? `Copy ${language} code` : 'Copy code'),
  loadImage: (host) => `Load image from ${host}`,
  image: 'Image',
  code: 'Code',
  table: 'Table',
  task: 'Task',
};

/** Text taken in one step, in characters. In a frame the time is looked at between two steps. */
const STEP_CHARS = 2048;
const FRAME_STEP_CHARS = 512;
/** Script time of a frame, in ms, after which it takes no further step. The rest waits for the next one. */
const FRAME_MS = 2;
/** The page is hidden: its turns are few, and nobody waits for one. */
const HIDDEN_MS = 30;
/** Of much text a frame takes a share, so that it is all there within a second (S27), but for no longer than this, in ms. */
const MOST_MS = 10;
const FRAMES_BEHIND = 8;
/**
 * While text waits, or reading what closes took half of a frame's time, the open tail is drawn in every so many frames only:
 * what is closed shows that it goes on.
 */
const DRAWN_EVERY = 4;

/**
 * Renders markdown that arrives piece by piece: constant work per piece, and in the end exactly the document that rendering
 * the whole text gives.
 *
 * It writes at most once per frame, spends a few milliseconds on it, and changes only the open tail: closed blocks keep
 * their nodes. It has no timer or frame while nothing is waiting. Bundled alone it weighs 47 kB gzipped, with marked and
 * DOMPurify; `npm run size` prints it.
 */
export class MarkdownView {
  readonly #options: MarkdownViewOptions;
  readonly #controls: ContentControls;
  readonly #stream: BlockStream;
  readonly #document: LiveDocument;
  readonly #normalizer = new Normalizer();
  /** As received. */
  #deltas: string[] = [];
  /** Normalised text, taken up to `#taken`. */
  #text = '';
  #taken = 0;
  /** Frames since the open tail was drawn. */
  #undrawn = 0;
  readonly #frames = new FrameScheduler(() => this.#render(true));
  #isEnding = false;
  #isFinished = false;

  /**
   * @param container - an empty element; the view owns its children from now on.
   */
  constructor(container: HTMLElement, options: MarkdownViewOptions = {}) {
    this.#options = options;
    const strings = { ...STRINGS, ...options.strings };
    // Those that the visitor asked for.
    const loadedImages = new Set<string>();
    const { html = 'basic', limits = {}, renderers = [] } = options;
    this.#stream = new BlockStream({ html, limits });
    const decorations: DecorateOptions = {
      links: options.links ?? 'show-host',
      linkHosts: options.linkHosts,
      images: options.images ?? 'click',
      imageHosts: options.imageHosts ?? [],
      loadedImages,
      headingShift: options.headingShift ?? 0,
      strings,
    };
    this.#document = new LiveDocument({
      container,
      nodes: new SafeNodes(decorations),
      onBlock: (block, nodes) => renderBlock(renderers, block, nodes),
    });
    this.#controls = new ContentControls(container, strings, loadedImages);
  }

  /** Text is waiting to be rendered. */
  get pending(): boolean {
    const { hasRevisions, isBehind } = this.#stream;
    const isWaiting = this.#deltas.length > 0 || this.#taken < this.#text.length || hasRevisions || isBehind;
    return isWaiting || (this.#isEnding && !this.#isFinished);
  }

  /** Adds text. It is rendered with the next frame. */
  append(delta: string): void {
    if (this.#isEnding || delta === '') return;
    this.#deltas.push(delta);
    this.#frames.schedule();
  }

  /** Renders all text that is waiting, now. */
  flush(): void {
    this.#render(false);
  }

  /** The text is complete: renders the rest and closes the tail, now. Text that is appended later is ignored. */
  finish(): void {
    this.#isEnding = true;
    this.#render(false);
  }

  /** The text is complete: renders the rest and closes the tail over as many frames as that takes. */
  finishSoon(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#render(true);
  }

  /** Renders nothing by itself, so that a container that left the page is not held. */
  pause(): void {
    this.#frames.cancel();
  }

  /** Goes on with what waits. */
  resume(): void {
    if (this.pending) this.#frames.schedule();
  }

  /** Stops rendering and lets go of the container, whose content stays. */
  disconnect(): void {
    this.#frames.cancel();
    this.#controls.disconnect();
  }

  /** @param isBrief - takes no longer than a frame allows. */
  #render(isBrief: boolean): void {
    this.#frames.cancel();
    const start = performance.now();
    const frameMs = document.hidden ? HIDDEN_MS : FRAME_MS;
    const isOver = (ms: number): boolean => isBrief && performance.now() > start + ms;
    const isMuch = (): boolean => isOver(Math.max(frameMs, MOST_MS));
    const hadText = this.pending;
    this.#receive();
    const enough = this.#taken + (this.#text.length - this.#taken) / FRAMES_BEHIND;
    this.#read(
      isBrief ? FRAME_STEP_CHARS : STEP_CHARS,
      (end) => isOver(frameMs) && (end > enough || isMuch()),
      () => !this.#isEnding && isOver(frameMs / 2),
    );
    if (this.#isEnding && !this.#isFinished && this.#taken >= this.#text.length && !isMuch()) {
      this.#document.apply(this.#stream.feed(this.#normalizer.end(), () => false));
      this.#document.apply(this.#stream.end());
      this.#document.end();
      this.#isFinished = true;
    }
    while (this.#stream.hasRevisions && !isMuch()) {
      const revision = this.#stream.nextRevision();
      if (revision) this.#document.revise(revision);
    }
    if (this.pending) this.#frames.schedule();
    if (hadText) this.#options.onRender?.();
  }

  /**
   * @param isLast - is the step that ends there the last one for now?
   * @param isLate - is there no time to draw the open tail?
   */
  #read(stepChars: number, isLast: (end: number) => boolean, isLate: () => boolean): void {
    for (let isRead = false; !isRead && (this.#taken < this.#text.length || this.#stream.isBehind);) {
      const end = this.#taken + stepChars;
      const isAll = end >= this.#text.length;
      isRead = isAll || isLast(end);
      const isNew = this.#taken < this.#text.length;
      const isDrawn = (): boolean => {
        if (!isRead || (isNew && (!isAll || isLate()) && ++this.#undrawn < DRAWN_EVERY)) return false;
        this.#undrawn = 0;
        return true;
      };
      this.#document.apply(this.#stream.feed(this.#text.slice(this.#taken, end), isDrawn));
      this.#taken = Math.min(end, this.#text.length);
    }
  }

  #receive(): void {
    if (this.#deltas.length === 0) return;
    this.#text = this.#text.slice(this.#taken) + this.#normalizer.feed(this.#deltas.join(''));
    this.#taken = 0;
    this.#deltas = [];
  }
}
