import {
  dependsOnPrevious,
  descend,
  isBlock,
  isOpenFence,
  lineEnds,
  linesBefore,
  lineStart,
  mayStillChange,
  outdent,
  type Piece,
} from './levels.ts';
import type { LevelEntrance } from './level-entrance.ts';
import type { LexedBlocks, Token, Tokens } from './lexer.ts';
import { hasMarkup, OpenElements } from './raw-html.ts';
import type { BlockStreamParts } from './stream-parts.ts';

/**
 * Closes what whole lines of the tail have settled: of the innermost open level, everything but its last child.
 * A line that has not ended never closes anything: of 160,000 random documents, freezing by whole lines read 4 in
 * another way than the one-shot lexing, freezing by tokens 3,000; the 4 are the cases of `mayStillChange`.
 */
export class BlockCloser {
  readonly #parts: BlockStreamParts;
  readonly #entrance: LevelEntrance;
  /** Tokens of the tail's whole lines, as lexed last; their last one is still open. */
  #wholeTokens: readonly Token[] = [];

  constructor(parts: BlockStreamParts, entrance: LevelEntrance) {
    this.#parts = parts;
    this.#entrance = entrance;
  }

  get wholeTokens(): readonly Token[] {
    return this.#wholeTokens;
  }

  /** Looks at all whole lines of the tail, or at `isEnd` at all there is. */
  closeWholeLines(isEnd: boolean): void {
    const { tail } = this.#parts;
    const length = isEnd ? tail.text.length : tail.text.lastIndexOf('\n') + 1;
    if (length === tail.wholeLength && !isEnd) return;
    tail.wholeLength = length;
    for (;;) {
      const source = tail.context + tail.whole;
      const lexed = this.#parts.lexer.blocks(source);
      const pieces = lexed && descend(lexed.tokens, tail.levels);
      this.#wholeTokens = lexed?.tokens ?? [];
      if (lexed && pieces) {
        if (this.#closePieces(lexed, pieces, source, isEnd)) {
          if (isEnd || !this.#entrance.enter(lexed, source)) return;
        } else this.restart(true);
      } else if (tail.levels.length > 0) this.restart(false);
      else if (!this.#closeApart(isEnd)) return;
      if (isEnd && tail.text === '' && tail.levels.length === 0) return;
    }
  }

  /**
   * The open block turned out to be something else, or must be looked at as a whole: it is lexed from its start again.
   * @param forGood - no part of it becomes a level any more.
   */
  restart(forGood: boolean): void {
    const { tail, steps } = this.#parts;
    tail.restart();
    steps.restart();
    if (forGood) tail.mayEnter = false;
  }

  /** @returns false if the open block was cut unsafely and has to be read as a whole now that it closes. */
  #closePieces(lexed: LexedBlocks, pieces: Piece[][], source: string, isEnd: boolean): boolean {
    const { tail, steps } = this.#parts;
    const contextLength = tail.context.length;
    const depth = tail.levels.length;
    const firstOpen = isEnd ? 0 : pieces.findIndex((level, index) => index === depth || level.length > 1);
    if (tail.levels.slice(firstOpen).some(({ unsafe }) => unsafe)) return false;
    const own = depth > firstOpen ? pieces[firstOpen]!.slice(1) : pieces[firstOpen]!;
    for (let inner = depth; inner > firstOpen; inner--) {
      const children = inner === depth ? pieces[inner]! : pieces[inner]!.slice(1);
      steps.children(lexed, tail.levels[inner - 1]!.kind, children, true);
      if (inner > 1) steps.leave();
    }
    if (depth > firstOpen) {
      tail.levels = tail.levels.slice(0, firstOpen);
      tail.context = '';
    }
    if (firstOpen > 0) this.#closeChildren(lexed, pieces, own, source, contextLength);
    else {
      const blocks = own as Token[];
      if (depth > 0) {
        const end = blocks.length > 0 ? offsetOf(lexed.tokens, blocks[0]!) - contextLength : tail.wholeLength;
        steps.leaveBlock(pieces[0]![0] as Token, tail.before + tail.text.slice(0, end));
        tail.mayEnter = true;
      }
      this.#closeBlocks(lexed, blocks, source, contextLength, isEnd);
    }
    return true;
  }

  /** Closes children of the innermost level, which stays open. */
  #closeChildren(
    lexed: LexedBlocks,
    pieces: Piece[][],
    own: readonly Piece[],
    source: string,
    contextLength: number,
  ): void {
    const { tail, steps } = this.#parts;
    const { kind } = tail.levels.at(-1)!;
    if (kind === 'paragraph') return;
    if (kind === 'code') {
      this.#closeCode(lexed, source);
      return;
    }
    const done = own.slice(0, -1);
    if (done.length > 0) steps.children(lexed, kind, done, false);
    else if (own === pieces[tail.levels.length]) return;
    tail.advance(Math.max(0, lineStart(source, this.#openLine(lexed, pieces, source)) - contextLength));
  }

  /** Line of `source` in which the last child of the innermost level starts. */
  #openLine(lexed: LexedBlocks, pieces: Piece[][], source: string): number {
    const { tail } = this.#parts;
    const depth = tail.levels.length;
    const { kind } = tail.levels.at(-1)!;
    const own = pieces[depth]!;
    if (kind === 'list') return lineEnds((own as Tokens.ListItem[]).slice(0, -1));
    if (kind === 'table') return lineEnds([{ raw: tail.context }]) + own.length - 1;
    const container = depth === 1 ? lexed.tokens.find(isBlock) : (pieces[depth - 1]![0] as Token);
    const children = (container as Tokens.Blockquote).tokens;
    return Math.min(linesBefore(children, children.lastIndexOf(own.at(-1) as Token)), lineEnds([{ raw: source }]));
  }

  /** Closes root blocks, keeping together what raw HTML holds together. */
  #closeBlocks(
    lexed: LexedBlocks,
    blocks: readonly Token[],
    source: string,
    contextLength: number,
    isEnd: boolean,
  ): void {
    const { tail, steps, mode } = this.#parts;
    const startOf = (index: number): number =>
      index < blocks.length ? offsetOf(lexed.tokens, blocks[index]!) : source.length;
    const last = isEnd ? blocks.length : blocks.length - 1;
    let open = new OpenElements(mode);
    let first = 0;
    for (let i = 0; i < last; i++) {
      this.#readRawHtml(blocks[i]!, open);
      if (!(isEnd && i === last - 1)) {
        if (!open.balanced) continue;
        const [own, rest] = [source.slice(startOf(i)), source.slice(startOf(i + 1))];
        if (dependsOnPrevious(blocks[i]!, own, blocks[i + 1]!, rest)) continue;
        if (!isEnd && mayStillChange(blocks[i]!, own, rest)) break;
      }
      steps.block(lexed, blocks.slice(first, i + 1), source.slice(startOf(first), startOf(i + 1)));
      tail.mayEnter = true;
      first = i + 1;
      open = new OpenElements(mode);
    }
    const isAll = isEnd || blocks.length === 0;
    tail.drop(Math.max(0, (isAll ? source.length : startOf(first)) - contextLength));
  }

  /** Whole lines of an open fence are closed as they are. */
  #closeCode(lexed: LexedBlocks, source: string): void {
    const { tail, steps } = this.#parts;
    const text = source.slice(tail.context.length);
    if (text === '' || !isOpenFence(lexed.tokens.find(isBlock)!)) return;
    steps.code(outdent(text, tail.context));
    tail.advance(text.length);
  }

  #readRawHtml(token: Token, open: OpenElements): void {
    const { mode } = this.#parts;
    if (mode === 'text' || !token.raw.includes('<')) return;
    if (token.type === 'html') open.read((token as Tokens.HTML).text);
    else if (mode === 'sanitized' && token.type !== 'code') {
      // Inline tags are not lexed yet when blocks close: whatever looks like one counts.
      if (hasMarkup(token.raw))
        for (const match of token.raw.matchAll(/<(?![a-zA-Z][\w+.-]*[:@])[a-zA-Z/!?][^]*?>/g)) open.read(match[0]);
    }
  }

  /**
   * Where the lexer gives up on the whole, text up to the next blank line is read by itself; if it gives up on that as
   * well, it is shown as it is. @returns whether anything closed.
   */
  #closeApart(isEnd: boolean): boolean {
    const { tail, steps } = this.#parts;
    const blank = tail.whole.indexOf('\n\n', 1);
    const length = blank >= 0 ? blank + 2 : isEnd ? tail.text.length : 0;
    if (length === 0) return false;
    const source = tail.text.slice(0, length);
    const lexed = length < tail.wholeLength ? this.#parts.lexer.blocks(source) : undefined;
    if (lexed) this.#closeBlocks(lexed, lexed.tokens.filter(isBlock), source, 0, true);
    else {
      steps.plainBlock(source);
      tail.drop(length);
      tail.mayEnter = true;
    }
    return true;
  }
}

function offsetOf(tokens: readonly Token[], token: Token): number {
  let offset = 0;
  for (const candidate of tokens) {
    if (candidate === token) break;
    offset += candidate.raw.length;
  }
  return offset;
}
