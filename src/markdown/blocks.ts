import { isPlain } from './plain-text.ts';
import { BlockCloser } from './closer.ts';
import { LinkDefinitions } from './definitions.ts';
import { HtmlWriter } from './html.ts';
import { LevelEntrance } from './level-entrance.ts';
import { MarkdownLexer } from './lexer.ts';
import { DEFAULT_LIMITS, type MarkdownLimits } from './limits.ts';
import { OpenTail } from './open-tail.ts';
import { TailPainter } from './painter.ts';
import { hasMarkup, plainHtml, type HtmlMode } from './raw-html.ts';
import { StepWriter } from './step-writer.ts';
import type { BlockStreamParts } from './stream-parts.ts';
import type { Revision, Update } from './update.ts';

/** Growth, as a share of its length, that a block which takes the limit of work has to show before it is looked at again. */
const GROWTH = 0.1;
/** What a character of HTML costs to sanitise and to insert, in characters read. */
const WRITING_WORK = 4;

export interface BlockStreamOptions {
  readonly html: HtmlMode;
  readonly limits?: Partial<MarkdownLimits>;
}

/**
 * Turns a growing markdown text into steps for a document: blocks that are closed, once and for good, and the open tail
 * as it may be drawn now. marked lexes only the tail.
 *
 * Invariants: the steps of every cutting of a text build the same document, equal to the one-shot rendering (law 1); a
 * closed block is never mentioned again, but for a late link definition (law 2); the work per call depends on the length
 * of the new text and of the open leaf, not on what came before (law 3). Never throws.
 * Input: `\n` line ends only (see `Normalizer`).
 */
export class BlockStream {
  readonly #parts: BlockStreamParts;
  readonly #limits: MarkdownLimits;
  readonly #entrance: LevelEntrance;
  readonly #closer: BlockCloser;
  readonly #painter: TailPainter;
  /** White space that is not drawn yet, while plain text can continue the tail as drawn. */
  #continuation: string | undefined;
  /** Length of the tail below which it is not looked at again. */
  #nextLook = 0;
  #isBehind = false;

  constructor({ html, limits }: BlockStreamOptions) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    const lexer = new MarkdownLexer(this.#limits);
    const writer = new HtmlWriter(html, this.#limits);
    const definitions = new LinkDefinitions(this.#limits);
    this.#parts = {
      tail: new OpenTail(),
      lexer,
      writer,
      steps: new StepWriter(lexer, writer, definitions),
      mode: html,
    };
    this.#entrance = new LevelEntrance(this.#parts);
    this.#closer = new BlockCloser(this.#parts, this.#entrance);
    this.#painter = new TailPainter(this.#parts);
  }

  /**
   * Takes the next piece of text.
   * @param isDrawn - asked when the blocks that closed are known. False when more text follows at once, or time is short:
   *   then the open tail is left as it was drawn last.
   */
  feed(text: string, isDrawn = (): boolean => true): Update {
    const { tail, mode, steps, lexer } = this.#parts;
    if (text === '' && !this.#isBehind) return { steps: [] };
    if (this.#continuation !== undefined && isPlain(text, tail.text)) {
      tail.text += text;
      const continued = this.#continuation + text;
      const drawn = continued.trimEnd();
      this.#continuation = continued.slice(drawn.length);
      return { steps: [], text: drawn };
    }
    tail.text += text;
    this.#continuation = undefined;
    // What was left out is drawn even so.
    if (text !== '' && tail.text.length < this.#nextLook) return { steps: [] };
    const workBefore = lexer.work;
    const isRaw = mode !== 'text' && hasMarkup(tail.text);
    if (isRaw && mode === 'sanitized' && tail.levels.length > 0 && tail.levels[0]!.kind !== 'code') {
      // Raw HTML may reach beyond its block, so a block with any is only looked at as a whole.
      this.#restart(true);
    }
    this.#closer.closeWholeLines(false);
    while (this.#entrance.cutParagraph());
    this.#isBehind = !isDrawn();
    const open = this.#isBehind ? undefined : this.#paint();
    // The document need not be built as its HTML says: text behind the last is not sure to be its last text node.
    if (isRaw) this.#continuation = undefined;
    let written = 0;
    for (const html of open?.flat() ?? []) written += html.length;
    const share = (lexer.work - workBefore + WRITING_WORK * written) / this.#limits.work;
    this.#nextLook = share > 1 ? tail.text.length * (1 + GROWTH * Math.min(10, share)) : 0;
    return open ? { steps: steps.take(), open, hasMarkup: isRaw } : { steps: steps.take(), hasMarkup: isRaw };
  }

  /** The open tail is not drawn as it stands: `feed` does it, also without text. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** The text is complete. */
  end(): Update {
    this.#isBehind = false;
    this.#continuation = undefined;
    this.#closer.closeWholeLines(true);
    return { steps: this.#parts.steps.take(), open: [], hasMarkup: true };
  }

  /** A late link definition changed closed blocks: `nextRevision` has more. */
  get hasRevisions(): boolean {
    return this.#parts.steps.definitions.isOutdated;
  }

  /** @returns the next closed block that is to be written again. It may be asked for at any time, a few per frame. */
  nextRevision(): Revision | undefined {
    return this.#parts.steps.nextRevision();
  }

  #restart(forGood: boolean): void {
    this.#closer.restart(forGood);
    this.#parts.tail.wholeLength = 0;
  }

  #paint(): readonly (readonly string[])[] {
    for (const forGood of [false, true]) {
      const painting = this.#painter.paint(this.#closer.wholeTokens);
      if (painting) {
        this.#continuation = painting.continuation;
        return painting.open;
      }
      this.#restart(forGood);
      this.#closer.closeWholeLines(false);
      if (!forGood) while (this.#entrance.cutParagraph());
    }
    return this.#painter.paint(this.#closer.wholeTokens)?.open ?? [[plainHtml(this.#parts.tail.text)]];
  }
}
