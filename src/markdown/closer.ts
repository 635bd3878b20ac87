import type { LinkDefinitions } from './definitions.ts';
import { ENTRIES } from './entries.ts';
import type { HtmlWriter } from './html.ts';
import {
  dependsOnPrevious,
  descend,
  isBlock,
  isOpenFence,
  lineEnds,
  lineStart,
  mayStillChange,
  outdent,
  PARAGRAPH_CONTEXT,
  type LevelKind,
  type Piece,
} from './levels.ts';
import type { LexedBlocks, MarkdownLexer, Token, Tokens } from './lexer.ts';
import type { OpenTail } from './open-tail.ts';
import { OpenElements, plainHtml, type HtmlMode } from './raw-html.ts';
import { safeCut } from './safe-cut.ts';
import type { Step } from './update.ts';

/** A block at least this long, in characters, is kept cheap by closing its children one by one. */
const ENTER_CHARS = 600;
/** An open paragraph is cut when it is longer than this, in characters … */
const PARAGRAPH_CHARS = 1200;
/** … and, where no safe place is found, wherever a word starts when it is longer than this. */
const UNSAFE_PARAGRAPH_CHARS = 8000;

/** What the parts of a block stream share. */
export interface BlockStreamParts {
  readonly tail: OpenTail;
  readonly lexer: MarkdownLexer;
  readonly writer: HtmlWriter;
  readonly definitions: LinkDefinitions;
  readonly mode: HtmlMode;
}

/**
 * Closes what whole lines of the tail have settled: of the innermost open level, everything but its last child.
 * A line that has not ended never closes anything: of 160,000 random documents, freezing by whole lines read 4 in
 * another way than the one-shot lexing, freezing by tokens 3,000; the 4 are the cases of `mayStillChange`.
 */
export class BlockCloser {
  readonly #parts: BlockStreamParts;
  #steps: Step[] = [];
  #mayEnter = true;
  /** Labels without definition in the closed children of the open block. */
  #labels = new Set<string>();
  #closedBlocks = 0;
  /** Tokens of the tail's whole lines, as lexed last; their last one is still open. */
  #wholeTokens: readonly Token[] = [];

  constructor(parts: BlockStreamParts) {
    this.#parts = parts;
  }

  get wholeTokens(): readonly Token[] {
    return this.#wholeTokens;
  }

  takeSteps(): Step[] {
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  /** Looks at the first `length` characters of the tail, which are whole lines, or at `isEnd` all there is. */
  closeWholeLines(length: number, isEnd: boolean): void {
    const { tail } = this.#parts;
    if (length === tail.wholeLength && !isEnd) return;
    tail.wholeLength = length;
    for (;;) {
      const source = tail.context + tail.whole;
      const lexed = this.#lex(source);
      const pieces = lexed && descend(lexed.tokens, tail.levels);
      this.#wholeTokens = lexed?.tokens ?? [];
      if (lexed && pieces) {
        if (this.#closePieces(lexed, pieces, source, isEnd)) {
          if (isEnd || !this.#enter()) return;
        } else this.restart(true);
      } else if (tail.levels.length > 0) this.restart(false);
      else if (!this.#closePlain(isEnd)) return;
      if (isEnd && tail.text === '' && tail.levels.length === 0) return;
    }
  }

  /** The open block turned out to be something else, or must be looked at as a whole: it is lexed from its start again. */
  restart(forGood: boolean): void {
    this.#parts.tail.restart();
    this.#labels = new Set();
    this.#steps.push({ type: 'restart' });
    if (forGood) this.#mayEnter = false;
  }

  #lex(source: string): LexedBlocks | undefined {
    try {
      return this.#parts.lexer.blocks(source);
    } catch {
      return undefined;
    }
  }

  /** @returns false if the open block was cut unsafely and has to be read as a whole now that it closes. */
  #closePieces(lexed: LexedBlocks, pieces: Piece[][], source: string, isEnd: boolean): boolean {
    const { tail } = this.#parts;
    const contextLength = tail.context.length;
    const depth = tail.levels.length;
    const firstOpen = isEnd ? 0 : pieces.findIndex((level, index) => index === depth || level.length > 1);
    if (tail.levels.slice(firstOpen).some(({ unsafe }) => unsafe)) return false;
    const own = depth > firstOpen ? pieces[firstOpen]!.slice(1) : pieces[firstOpen]!;
    for (let inner = depth; inner > firstOpen; inner--) {
      const children = inner === depth ? pieces[inner]! : pieces[inner]!.slice(1);
      this.#close(lexed, tail.levels[inner - 1]!.kind, children, true);
      this.#steps.push({ type: 'leave' });
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
        this.#blockClosed(tail.before + tail.text.slice(0, end));
      }
      this.#closeBlocks(lexed, blocks, source, contextLength, isEnd);
    }
    return true;
  }

  /** Closes children of the innermost level, which stays open. */
  #closeChildren(lexed: LexedBlocks, pieces: Piece[][], own: readonly Piece[], source: string, contextLength: number): void {
    const { tail } = this.#parts;
    const { kind } = tail.levels.at(-1)!;
    if (kind === 'paragraph') return;
    if (kind === 'code') {
      this.#closeCode(lexed, source);
      return;
    }
    const done = own.slice(0, -1);
    if (done.length > 0) this.#close(lexed, kind, done, false);
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
    return Math.min(lineEnds(children.slice(0, children.lastIndexOf(own.at(-1) as Token))), lineEnds([{ raw: source }]));
  }

  /** Closes root blocks, keeping together what raw HTML holds together. */
  #closeBlocks(lexed: LexedBlocks, blocks: readonly Token[], source: string, contextLength: number, isEnd: boolean): void {
    const startOf = (index: number): number => (index < blocks.length ? offsetOf(lexed.tokens, blocks[index]!) : source.length);
    const last = isEnd ? blocks.length : blocks.length - 1;
    let open = new OpenElements(this.#parts.mode);
    let first = 0;
    for (let i = 0; i < last; i++) {
      this.#readRawHtml(blocks[i]!, open);
      if (!(isEnd && i === last - 1)) {
        if (!open.balanced) continue;
        const [own, rest] = [source.slice(startOf(i)), source.slice(startOf(i + 1))];
        if (dependsOnPrevious(blocks[i]!, own, blocks[i + 1]!, rest)) continue;
        if (!isEnd && mayStillChange(blocks[i]!, own, rest)) break;
      }
      this.#closeBlock(lexed, blocks.slice(first, i + 1), source.slice(startOf(first), startOf(i + 1)));
      first = i + 1;
      open = new OpenElements(this.#parts.mode);
    }
    const isAll = isEnd || blocks.length === 0;
    this.#parts.tail.drop(Math.max(0, (isAll ? source.length : startOf(first)) - contextLength));
  }

  #closeBlock(lexed: LexedBlocks, tokens: readonly Token[], source: string): void {
    this.#define(tokens);
    this.#labels = lexed.inline(tokens, this.#parts.definitions.known, false);
    const { type, lang } = tokens[0] as Tokens.Code;
    const language = type === 'code' ? /^\S+/.exec(lang ?? '')?.[0] : undefined;
    this.#steps.push({ type: 'close', html: this.#html(tokens), block: { type, language, source } });
    this.#blockClosed(source);
  }

  #blockClosed(source: string): void {
    this.#parts.definitions.wait(this.#closedBlocks, source, this.#labels);
    this.#labels = new Set();
    this.#closedBlocks++;
    this.#mayEnter = true;
  }

  #close(lexed: LexedBlocks, kind: LevelKind, pieces: readonly Piece[], isLast: boolean): void {
    const { writer, definitions } = this.#parts;
    if (kind === 'code') {
      const text = pieces.join('');
      if (isLast && text !== '') this.#steps.push({ type: 'text', text: `${text.replace(/\n$/, '')}\n` });
    } else if (kind === 'paragraph') {
      this.#closeText(pieces.join(''));
    } else {
      const rows = pieces as Tokens.TableCell[][];
      const scope = kind === 'table' ? [{ type: 'table', raw: '', header: [], align: [], rows } as unknown as Token] : (pieces as Token[]);
      this.#define(scope);
      this.#remember(lexed.inline(scope, definitions.known, false));
      const html = { list: () => writer.items(pieces as Tokens.ListItem[]), table: () => writer.rows(rows), quote: () => this.#html(scope) };
      this.#steps.push({ type: 'close', html: html[kind]() });
    }
  }

  #closeText(text: string): void {
    const { writer, lexer, definitions } = this.#parts;
    const { tokens, missing } = lexer.inlineText(text, definitions.known);
    this.#remember(missing);
    this.#steps.push({ type: 'close', html: writer.inline(tokens) });
  }

  /** Whole lines of an open fence are closed as they are. */
  #closeCode(lexed: LexedBlocks, source: string): void {
    const { tail } = this.#parts;
    const text = source.slice(tail.context.length);
    if (text === '' || !isOpenFence(lexed.tokens.find(isBlock)!)) return;
    this.#steps.push({ type: 'text', text: outdent(text, tail.context) });
    tail.advance(text.length);
  }

  #remember(labels: ReadonlySet<string>): void {
    for (const label of labels) this.#labels.add(label);
  }

  /** Definitions count when their block closes; a closed block that waited for one is written again. */
  #define(tokens: readonly Token[]): void {
    for (const revision of this.#parts.definitions.define(tokens)) {
      this.#steps.push({ type: 'revise', index: revision.index, html: this.#html(revision.tokens) });
    }
  }

  #html(tokens: readonly Token[]): string {
    try {
      return this.#parts.writer.blocks(tokens);
    } catch {
      return plainHtml(tokens.map(({ raw }) => raw).join(''));
    }
  }

  #readRawHtml(token: Token, open: OpenElements): void {
    const { mode } = this.#parts;
    if (mode === 'text' || !token.raw.includes('<')) return;
    if (token.type === 'html') open.read((token as Tokens.HTML).text);
    else if (mode === 'sanitized' && token.type !== 'code') {
      // Inline tags are not lexed yet when blocks close: whatever looks like one counts.
      for (const match of token.raw.matchAll(/<[a-zA-Z/!?][^]*?>/g)) open.read(match[0]);
    }
  }

  /** Makes the open block a level when it is large, so that its children can close. @returns whether it did. */
  #enter(): boolean {
    const { tail, mode, writer, definitions } = this.#parts;
    if (!this.#mayEnter || tail.wholeLength < ENTER_CHARS || tail.levels.some(({ kind }) => kind !== 'quote')) return false;
    const source = tail.whole;
    const lexed = this.#lex(source);
    const pieces = lexed && descend(lexed.tokens, tail.levels);
    if (!pieces?.every((level) => level.length === 1)) return false;
    const token = pieces.at(-1)![0] as Token;
    if (mode === 'sanitized' && token.type !== 'code' && source.includes('<')) return false;
    const entry = ENTRIES[token.type]?.(token, source, tail.levels.length > 0);
    const levels = entry && [...tail.levels, entry.level];
    const check = entry && this.#lex(entry.context + source.slice(entry.taken));
    const found = check && descend(check.tokens, levels!);
    if (!entry || !found || !entry.fits(found.at(-1)!)) return false;

    lexed!.inline([token], definitions.known, false);
    this.#steps.push({ type: 'enter', kind: entry.level.kind, html: entry.html(writer) });
    if (entry.text === undefined) this.#close(lexed!, entry.level.kind, entry.closed, false);
    else this.#steps.push({ type: 'text', text: entry.text });
    tail.levels = levels!;
    tail.context = entry.context;
    tail.advance(entry.taken);
    return true;
  }

  /**
   * Closes the front of a long open paragraph.
   * @param text - the paragraph's open text as lexed from `source`.
   * @returns whether it did.
   */
  cutParagraph(text: string, source: string): boolean {
    const { tail, mode } = this.#parts;
    if (text.length <= PARAGRAPH_CHARS || (mode === 'sanitized' && text.includes('<'))) return false;
    const isInside = tail.levels.at(-1)?.kind === 'paragraph';
    if (!isInside && (!this.#mayEnter || tail.levels.some(({ kind }) => kind !== 'quote'))) return false;
    let cut = safeCut(text, PARAGRAPH_CHARS / 2);
    const isUnsafe = cut === 0 && text.length > UNSAFE_PARAGRAPH_CHARS;
    if (isUnsafe) cut = text.lastIndexOf(' ', UNSAFE_PARAGRAPH_CHARS / 2) + 1 || UNSAFE_PARAGRAPH_CHARS / 2;
    if (cut === 0) return false;
    const line = lineEnds([{ raw: text.slice(0, cut) }]);
    const [sourceStart, textStart] = [lineStart(source, line), lineStart(text, line)];
    // Lines of the text are lines of the source without what stands before them: quote markers, or the context.
    const markers = lineAt(source, sourceStart).length - lineAt(text, textStart).length;
    const taken = sourceStart + markers + (cut - textStart) - tail.context.length;
    if (taken <= 0 || taken > tail.text.length) return false;
    if (!isInside) {
      this.#steps.push({ type: 'enter', kind: 'paragraph', html: '<p></p>' });
      tail.levels = [...tail.levels, { kind: 'paragraph', loose: false, unsafe: false }];
    }
    if (isUnsafe) tail.levels.at(-1)!.unsafe = true;
    this.#closeText(text.slice(0, cut));
    tail.context = '> '.repeat(tail.levels.length - 1) + PARAGRAPH_CONTEXT;
    tail.advance(taken);
    return true;
  }

  /** Text that the lexer gives up on is shown as it is, up to the next blank line. @returns whether any closed. */
  #closePlain(isEnd: boolean): boolean {
    const { tail } = this.#parts;
    const blank = tail.whole.indexOf('\n\n', 1);
    const length = blank >= 0 ? blank + 2 : isEnd ? tail.text.length : 0;
    if (length === 0) return false;
    const source = tail.text.slice(0, length);
    this.#steps.push({ type: 'close', html: plainHtml(source), block: { type: 'plain', language: undefined, source } });
    tail.drop(length);
    this.#labels = new Set();
    this.#blockClosed(source);
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

/** The line that starts at `start`, without its line end. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}
