import { BlockCloser, type BlockStreamParts } from './closer.ts';
import { LinkDefinitions } from './definitions.ts';
import { HtmlWriter } from './html.ts';
import { MarkdownLexer } from './lexer.ts';
import { OpenTail } from './open-tail.ts';
import { MISMATCH, TailPainter } from './painter.ts';
import type { HtmlMode } from './raw-html.ts';
import type { Update } from './update.ts';

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
  readonly #closer: BlockCloser;
  readonly #painter: TailPainter;
  /** White space that is not drawn yet, while plain text can continue the tail as drawn. */
  #continuation: string | undefined;

  constructor({ html }: { readonly html: HtmlMode }) {
    this.#parts = {
      tail: new OpenTail(),
      lexer: new MarkdownLexer(),
      writer: new HtmlWriter(html),
      definitions: new LinkDefinitions(),
      mode: html,
    };
    this.#closer = new BlockCloser(this.#parts);
    this.#painter = new TailPainter(this.#parts);
  }

  /**
   * Takes the next piece of text.
   * @param isDrawn - false when more text follows at once: then the open tail is left as it was drawn last.
   */
  feed(text: string, isDrawn = true): Update {
    const { tail, mode } = this.#parts;
    if (text === '') return { steps: [] };
    if (this.#continuation !== undefined && isPlain(text, tail.text)) {
      tail.text += text;
      const continued = this.#continuation + text;
      const drawn = continued.trimEnd();
      this.#continuation = continued.slice(drawn.length);
      return { steps: [], text: drawn };
    }
    tail.text += text;
    if (mode === 'sanitized' && tail.levels.length > 0 && tail.levels[0]!.kind !== 'code' && tail.text.includes('<')) {
      // Raw HTML may reach beyond its block, so a block with any is only looked at as a whole.
      this.#closer.restart(true);
      tail.wholeLength = 0;
    }
    this.#closer.closeWholeLines(tail.text.lastIndexOf('\n') + 1, false);
    if (!isDrawn) {
      this.#continuation = undefined;
      return { steps: this.#closer.takeSteps() };
    }
    const open = this.#paint();
    return { steps: this.#closer.takeSteps(), open };
  }

  /** The text is complete. */
  end(): Update {
    this.#continuation = undefined;
    this.#closer.closeWholeLines(this.#parts.tail.text.length, true);
    return { steps: this.#closer.takeSteps(), open: [] };
  }

  #paint(): readonly string[] {
    const paint = () => this.#painter.paint(this.#closer.wholeTokens, (text, source) => this.#closer.cutParagraph(text, source));
    let painting = paint();
    if (painting === MISMATCH) {
      const { tail } = this.#parts;
      this.#closer.restart(false);
      tail.wholeLength = 0;
      this.#closer.closeWholeLines(tail.text.lastIndexOf('\n') + 1, false);
      painting = paint();
    }
    if (painting === MISMATCH) return [];
    this.#continuation = painting.continuation;
    return painting.open;
  }
}

/** Text that cannot be syntax behind other text of its line: letters, digits, spaces and harmless punctuation. */
function isPlain(text: string, tail: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}0-9 ,.;'"()?%-]+$/u.test(text) && !/www/i.test(tail.slice(-4) + text);
}
