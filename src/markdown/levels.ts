import type { Token, Tokens } from './lexer.ts';
import { MAX_DEFINITION_CHARS } from './limits.ts';

/**
 * A container of the open block whose closed children are no longer lexed: the quote, list, table, code block or
 * paragraph that the answer is inside of. Levels nest from the outside in; only quotes hold further levels.
 */
export type LevelKind = 'quote' | 'list' | 'table' | 'code' | 'paragraph';

export interface Level {
  readonly kind: LevelKind;
  /** List only: its items are paragraphs. */
  readonly loose: boolean;
  /** Paragraph only: it was cut where the halves may influence each other, so it is lexed once more when it closes. */
  unsafe: boolean;
}

/** A child of a level: a block, a list item, a table row; of code and paragraphs, the text. */
export type Piece = Token | Tokens.TableCell[] | string;

/** What stands before the rest of a cut paragraph so that its first word cannot start another block. */
export const PARAGRAPH_CONTEXT = 'x ';

export function isBlock(token: Token): boolean {
  return token.type !== 'space';
}

/**
 * The children of each level, outermost first, if `tokens` still have the shape of `levels`.
 * @returns undefined when the container turned into something else (a paragraph into a heading, a tight list into a
 * loose one), so that the block must be lexed from its start.
 */
export function descend(tokens: readonly Token[], levels: readonly Level[]): Piece[][] | undefined {
  const pieces: Piece[][] = [tokens.filter(isBlock)];
  for (const level of levels) {
    const container = pieces.at(-1)![0] as Token | undefined;
    const children = container && childrenOf(container, level);
    if (!children) return undefined;
    pieces.push(children);
  }
  return pieces;
}

function childrenOf(container: Token, level: Level): Piece[] | undefined {
  switch (level.kind) {
    case 'quote':
      return container.type === 'blockquote' ? (container.tokens ?? []).filter(isBlock) : undefined;
    case 'list': {
      if (container.type !== 'list') return undefined;
      const list = container as Tokens.List;
      if (list.loose && !level.loose) return undefined;
      if (level.loose && !list.loose) loosen(list);
      return list.items;
    }
    case 'table':
      return container.type === 'table' ? (container as Tokens.Table).rows : undefined;
    case 'code':
      return container.type === 'code' && container.codeBlockStyle !== 'indented'
        ? [(container as Tokens.Code).text]
        : undefined;
    // What a cut paragraph became is told by the word that was put before its rest.
    case 'paragraph': {
      const { type, text } = container as Tokens.Paragraph;
      return type === 'paragraph' && text.startsWith(PARAGRAPH_CONTEXT)
        ? [text.slice(PARAGRAPH_CONTEXT.length)]
        : undefined;
    }
  }
}

/** What marked does to the items of a loose list, for items that were lexed apart from the ones that made it loose. */
function loosen(list: Tokens.List): void {
  list.loose = true;
  for (const item of list.items) {
    item.loose = true;
    for (const token of item.tokens) if (token.type === 'text') (token as Token).type = 'paragraph';
    const [checkbox, paragraph] = item.tokens;
    if (checkbox?.type !== 'checkbox') continue;
    if (paragraph?.type === 'paragraph' && paragraph.tokens) {
      item.tokens.shift();
      paragraph.tokens.unshift(checkbox);
    }
  }
}

/** Is the fence of this code block still open? */
export function isOpenFence(token: Token): boolean {
  if (token.type !== 'code' || (token as Tokens.Code).codeBlockStyle === 'indented') return false;
  const opener = /^ {0,3}(`{3,}|~{3,})[^\n]*/.exec(token.raw);
  if (!opener) return false;
  const rest = token.raw.slice(opener[0].length);
  return !new RegExp(`\\n {0,3}\\${opener[1]![0]}{${opener[1]!.length},} *\\n*$`).test(rest);
}

/** Code without the indentation of its fence, which marked takes off for backtick fences only. */
export function outdent(code: string, fence: string): string {
  const indent = /^(\s+)```/.exec(fence)?.[1]!.length ?? 0;
  return indent > 0 ? code.replace(new RegExp(`^[^\\S\\n]{0,${indent}}`, 'gm'), '') : code;
}

/** The deepest last block of the text, through quotes and list items. */
export function deepestLast(tokens: readonly Token[]): Token | undefined {
  const last = tokens.findLast(isBlock);
  if (last?.type === 'list') return deepestLast((last as Tokens.List).items.at(-1)?.tokens ?? []) ?? last;
  if (last?.type === 'blockquote') return deepestLast(last.tokens ?? []) ?? last;
  return last;
}

/** Number of line ends in the sources of `tokens`. */
export function lineEnds(tokens: readonly { readonly raw: string }[]): number {
  let count = 0;
  for (const { raw } of tokens) for (let i = raw.indexOf('\n'); i >= 0; i = raw.indexOf('\n', i + 1)) count++;
  return count;
}

/** Lines of a quote's text before block `index`. Between lazy lines and marked ones marked leaves the line end out of `raw`. */
export function linesBefore(blocks: readonly Token[], index: number): number {
  let count = 0;
  for (let i = 0; i < index; i++) {
    const { raw } = blocks[i]!;
    count += lineEnds([{ raw }]);
    if (!raw.endsWith('\n') && !blocks[i + 1]!.raw.startsWith('\n')) count++;
  }
  return count;
}

/** Index of the first character of line `line` (from 0); the length of `text` if it has fewer. */
export function lineStart(text: string, line: number): number {
  let index = 0;
  for (let i = 0; i < line; i++) {
    const end = text.indexOf('\n', index);
    if (end < 0) return text.length;
    index = end + 1;
  }
  return index;
}

/**
 * May text that is still to come change a block although another one follows it?
 * @param source - from the block's start on. @param rest - from the next block's start on.
 */
export function mayStillChange(block: Token, source: string, rest: string): boolean {
  if (block.type === 'paragraph' && !isFollowedByBlankLine(block, source)) {
    // marked takes a bullet and a tab for text when it looks for the underline of a heading.
    return (
      /^ {0,3}(?:[*+-]|\d{1,9}[.)])\t/.test(rest) && !/\n[ \t]*\n/.test(rest) && rest.length < MAX_DEFINITION_CHARS
    );
  }
  return hasPendingTitle(source);
}

/** marked reads some lines that begin with `<` in another way behind a paragraph: then both stay one piece. */
export function dependsOnPrevious(block: Token, source: string, next: Token, rest: string): boolean {
  return (
    block.type === 'paragraph' && next.type !== 'html' && /^ {0,3}</.test(rest) && !isFollowedByBlankLine(block, source)
  );
}

function isFollowedByBlankLine(block: Token, source: string): boolean {
  return /^\n?[ \t]*\n/.test(source.slice(block.raw.replace(/\n$/, '').length + 1)) || /\n[ \t]*\n$/.test(block.raw);
}

/** A definition whose title may still be written: `[label]: /url` and then a quote that is not closed. */
function hasPendingTitle(source: string): boolean {
  const start =
    /^ {0,3}\[(?:\\[^]|[^[\]\\])+\]: *(?:\n[ \t]*)?(?:<[^<>\n]*>|[^<\s]\S*)(?: +(?:\n[ \t]*)?| *\n[ \t]*)(["'(])/.exec(
      source,
    );
  if (!start) return false;
  const closer = start[1] === '(' ? ')' : start[1]!;
  if (source.length > MAX_DEFINITION_CHARS) return false;
  const rest = source.slice(start[0].length);
  if (closer === "'" && rest.includes('\n\n')) return false;
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] === '\\') i++;
    else if (rest[i] === closer) return false;
  }
  return true;
}
