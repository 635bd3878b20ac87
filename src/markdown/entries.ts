import type { HtmlWriter } from './html.ts';
import {
  isBlock,
  isOpenFence,
  lineEnds,
  linesBefore,
  lineStart,
  outdent,
  type Level,
  type LevelKind,
  type Piece,
} from './levels.ts';
import type { Token, Tokens } from './lexer.ts';

/** How a large block becomes a level: what of it closes, and where lexing starts from then on. */
export interface Entry {
  readonly level: Level;
  readonly context: string;
  /** Characters of the source before the first child that stays open. */
  readonly taken: number;
  readonly closed: readonly Piece[];
  /** Closed text of a code block. */
  readonly text?: string;
  html(writer: HtmlWriter): string;
  /** Are the children found by lexing from the new start the ones that stay open? */
  fits(found: readonly Piece[]): boolean;
}

type EntryOf = (token: Token, source: string, isInQuote: boolean) => Entry | undefined;

function level(kind: LevelKind, loose = false): Level {
  return { kind, loose, unsafe: false };
}

const list: EntryOf = (token, source) => {
  const { items, loose } = token as Tokens.List;
  const closed = items.slice(0, -1);
  if (closed.length === 0) return undefined;
  return {
    level: level('list', loose),
    context: '',
    taken: lineStart(source, lineEnds(closed)),
    closed,
    html: (writer) => writer.emptyList(token as Tokens.List),
    fits: (found) => found.length === 1 && (found[0] as Tokens.ListItem).text === items.at(-1)!.text,
  };
};

const table: EntryOf = (token, source) => {
  const { rows } = token as Tokens.Table;
  const closed = rows.slice(0, -1);
  if (closed.length === 0) return undefined;
  const open = rows.at(-1)!;
  return {
    level: level('table'),
    context: source.slice(0, lineStart(source, 2)),
    taken: lineStart(source, 2 + closed.length),
    closed,
    html: (writer) => writer.emptyTable(token as Tokens.Table),
    fits: (found) =>
      found.length === 1 && (found[0] as Tokens.TableCell[]).every((cell, index) => cell.text === open[index]?.text),
  };
};

const blockquote: EntryOf = (token, source) => {
  const quote = token as Tokens.Blockquote;
  const blocks = quote.tokens.filter(isBlock);
  const open = blocks.at(-1);
  // A definition may be waiting for its title; inside a quote it is not worth following.
  if (!open || blocks.length === 1 || quote.text.includes(']:')) return undefined;
  const taken = lineStart(source, linesBefore(quote.tokens, quote.tokens.lastIndexOf(open)));
  if (!/^ {0,3}>/.test(source.slice(taken))) return undefined;
  return {
    level: level('quote'),
    context: '',
    taken,
    closed: blocks.slice(0, -1),
    html: () => '<blockquote></blockquote>',
    fits: (found) => {
      const first = found[0] as Token;
      return found.length === 1 && first.type === open.type && first.raw.trimEnd() === open.raw.trimEnd();
    },
  };
};

const code: EntryOf = (token, source, isInQuote) => {
  if (isInQuote || !isOpenFence(token)) return undefined;
  const context = source.slice(0, lineStart(source, 1));
  return {
    level: level('code'),
    context,
    taken: source.length,
    closed: [],
    text: outdent(source.slice(context.length), context),
    html: (writer) => writer.emptyCode(token as Tokens.Code),
    fits: (found) => found.length === 1 && found[0] === '',
  };
};

/** Entries by marked's token type. Paragraphs are cut by length instead: see `BlockCloser.cutParagraph`. */
export const ENTRIES: Readonly<Record<string, EntryOf>> = { list, table, blockquote, code };
