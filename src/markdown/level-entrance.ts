import { ENTRIES } from './entries.ts';
import {
  descend,
  isBlock,
  lineEnds,
  lineStart,
  PARAGRAPH_CONTEXT,
  type Level,
  type LevelKind,
  type Piece,
} from './levels.ts';
import type { LexedBlocks, Token, Tokens } from './lexer.ts';
import { hasMarkup } from './raw-html.ts';
import { safeCut } from './safe-cut.ts';
import type { BlockStreamParts } from './stream-parts.ts';

/** A block at least this long, in characters, is kept cheap by closing its children one by one. */
const ENTER_CHARS = 600;
/** An open paragraph is cut when it is longer than this, in characters … */
const PARAGRAPH_CHARS = 1200;
/** … and, where no safe place is found, wherever a word starts when it is longer than this. */
const UNSAFE_PARAGRAPH_CHARS = 8000;
/** Where a paragraph could not be cut, it is looked at again when the tail is longer by this, in characters. */
const NEXT_LOOK_CHARS = 256;

/** A paragraph that the text ends in. */
interface OpenParagraph {
  readonly text: string;
  /** Line of the source in which it starts. */
  readonly line: number;
  /** Quotes around it that are not levels yet. */
  readonly quotes: number;
}

/** Makes large open blocks levels, so that what is complete in them can close before they are. */
export class LevelEntrance {
  readonly #parts: BlockStreamParts;
  /** Length of the tail below which no cut is tried. */
  #nextLook = PARAGRAPH_CHARS;

  constructor(parts: BlockStreamParts) {
    this.#parts = parts;
  }

  /**
   * Makes the open block a level when it is large. @returns whether it did.
   * @param wasLexed - what `seen` was lexed to: `tail.whole`, if nothing of it closed.
   */
  enter(wasLexed: LexedBlocks, seen: string): boolean {
    const { tail, writer, steps } = this.#parts;
    if (tail.wholeLength < ENTER_CHARS || !this.#isPossible()) return false;
    const source = tail.whole;
    if (tail.levels.length === 0 && !ENTRIES[wasLexed.tokens.findLast(isBlock)?.type ?? '']) return false;
    const lexed = source === seen ? wasLexed : this.#parts.lexer.blocks(source);
    const pieces = lexed && descend(lexed.tokens, tail.levels);
    if (!pieces?.every((level) => level.length === 1)) return false;
    const token = pieces.at(-1)![0] as Token;
    if (token.type !== 'code' && this.#hasRawHtml(tail.text)) return false;
    const entry = ENTRIES[token.type]?.(token, source, tail.levels.length > 0);
    const levels = entry && [...tail.levels, entry.level];
    const check = entry && this.#parts.lexer.blocks(entry.context + source.slice(entry.taken));
    const found = check && descend(check.tokens, levels!);
    if (!entry || !found || !entry.fits(found.at(-1)!)) return false;

    lexed!.inline([token], steps.definitions.known, false);
    steps.enter(entry.level.kind, entry.html(writer));
    if (entry.text === undefined) steps.children(lexed!, entry.level.kind, entry.closed, false);
    else steps.code(entry.text);
    tail.levels = levels!;
    tail.context = entry.context;
    tail.advance(entry.taken);
    return true;
  }

  /** Closes the front of a long paragraph that the tail ends in, and enters the quotes around it. @returns whether it did. */
  cutParagraph(): boolean {
    const { tail } = this.#parts;
    const length = tail.text.length;
    if (length < PARAGRAPH_CHARS) this.#nextLook = PARAGRAPH_CHARS;
    if (length <= this.#nextLook) return false;
    const isCut = this.#cut();
    this.#nextLook = isCut ? PARAGRAPH_CHARS : length + NEXT_LOOK_CHARS;
    return isCut;
  }

  #cut(): boolean {
    const { tail, steps } = this.#parts;
    const isInside = tail.levels.at(-1)?.kind === 'paragraph';
    if (!isInside && !this.#isPossible()) return false;
    const source = tail.context + tail.text;
    const lexed = this.#parts.lexer.blocks(source);
    const pieces = lexed && descend(lexed.tokens, tail.levels);
    const paragraph = pieces && openParagraph(pieces, lexed.tokens);
    if (!paragraph || paragraph.text.length <= PARAGRAPH_CHARS || this.#hasRawHtml(paragraph.text)) return false;
    const { text, quotes } = paragraph;
    let cut = safeCut(text, PARAGRAPH_CHARS / 2, 4 * PARAGRAPH_CHARS);
    const isUnsafe = cut === 0 && text.length > UNSAFE_PARAGRAPH_CHARS;
    if (isUnsafe) cut = unsafeCut(text);
    const depth = quotes + tail.levels.filter(({ kind }) => kind === 'quote').length;
    const taken = cut === 0 ? 0 : placeInSource(source, paragraph, cut, depth) - tail.context.length;
    if (taken <= 0 || taken > tail.text.length) return false;
    if (!isInside) {
      for (let i = 0; i < quotes; i++) this.#add('quote', '<blockquote></blockquote>');
      this.#add('paragraph', '<p></p>');
    }
    if (isUnsafe) tail.levels.at(-1)!.unsafe = true;
    steps.text(text.slice(0, cut));
    tail.context = '> '.repeat(tail.levels.length - 1) + PARAGRAPH_CONTEXT;
    tail.advance(taken);
    return true;
  }

  #add(kind: LevelKind, html: string): void {
    const { tail, steps } = this.#parts;
    steps.enter(kind, html);
    tail.levels = [...tail.levels, { kind, loose: false, unsafe: false } satisfies Level];
  }

  /** Only quotes hold further levels. */
  #isPossible(): boolean {
    const { tail } = this.#parts;
    return tail.mayEnter && tail.levels.every(({ kind }) => kind === 'quote');
  }

  /** Where raw HTML may reach beyond its block, a block with any is only looked at as a whole. */
  #hasRawHtml(text: string): boolean {
    return this.#parts.mode === 'sanitized' && hasMarkup(text);
  }
}

/** The paragraph that all levels and everything behind them consist of. */
function openParagraph(pieces: readonly Piece[][], tokens: readonly Token[]): OpenParagraph | undefined {
  if (pieces.some((level) => level.length !== 1)) return undefined;
  const innermost = pieces.at(-1)![0]!;
  if (typeof innermost === 'string') return { text: innermost, line: 0, quotes: 0 };
  let line = 0;
  let quotes = -pieces.length + 1;
  for (let children = tokens; ; quotes++) {
    const index = children.findIndex(isBlock);
    const block = children[index];
    line += lineEnds(children.slice(0, index));
    // A definition may be waiting for its title; inside a quote it is not worth following.
    if (block?.type === 'paragraph') return { text: (block as Tokens.Paragraph).text, line, quotes };
    if (block?.type !== 'blockquote' || (block as Tokens.Blockquote).text.includes(']:')) return undefined;
    children = (block as Tokens.Blockquote).tokens;
    if (children.filter(isBlock).length !== 1) return undefined;
  }
}

/** Somewhere between words, not inside a character. */
function unsafeCut(text: string): number {
  const half = UNSAFE_PARAGRAPH_CHARS / 2;
  const cut = text.lastIndexOf(' ', half) + 1 || half;
  return /[\ud800-\udbff]/.test(text[cut - 1]!) ? cut + 1 : cut;
}

/**
 * Lines of a paragraph are lines of the source without what stands before them: quote markers, or the context.
 * @param depth - quotes around the paragraph. A line without their markers is not cut: marked reads what follows it in
 * another way than what follows a marked one.
 * @returns the index in `source` of index `cut` of the paragraph's text; 0 if it cannot be told.
 */
function placeInSource(source: string, { text, line }: OpenParagraph, cut: number, depth: number): number {
  const lineInText = lineEnds([{ raw: text.slice(0, cut) }]);
  const [sourceStart, textStart] = [lineStart(source, line + lineInText), lineStart(text, lineInText)];
  const [sourceLine, textLine] = [lineAt(source, sourceStart), lineAt(text, textStart)];
  if (!sourceLine.endsWith(textLine)) return 0;
  const markers = sourceLine.slice(0, sourceLine.length - textLine.length);
  return markers.split('>').length > depth ? sourceStart + markers.length + cut - textStart : 0;
}

/** The line that starts at `start`, without its line end. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}
