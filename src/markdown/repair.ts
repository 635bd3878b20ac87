import { closers, isClosable, takeEmphasis, type OpenDelimiter } from './open-delimiters.ts';
import type { HtmlMode } from './raw-html.ts';
import { HELD_MARKUP_CHARS, markupEnd } from './unfinished-markup.ts';

/** Destination of a link whose destination has not arrived. It is drawn as a link that leads nowhere yet. */
export const PENDING_HREF = 'stream-chat-pending:';

/** Longest link label, in characters, that is held back until it is known to be one; after that it is drawn as a link. */
const HELD_LABEL_CHARS = 48;
/** A longer label is text in brackets. */
const MAX_LABEL_CHARS = 400;
/** A longer destination is text in parentheses. */
const MAX_DESTINATION_CHARS = 3200;

/** Open inline text, made fit to be drawn. */
export interface Repaired {
  /** Markdown in which everything open is closed or held back. */
  readonly source: string;
  /** How many emphases and code spans the repair closed at the very end. */
  readonly depth: number;
  /** Something other than white space was held back. */
  readonly held: boolean;
}

/**
 * Repairs the inline text of the open tail, so that half-typed syntax is drawn as what it will most likely become and
 * never as raw characters that vanish later: open emphasis and code are closed, a link without its destination is drawn
 * as a pending link, and what cannot be told yet (`*`, `[`, `<de`, `&am`, a backslash) is held back.
 * Text without open syntax comes back unchanged, so repairing twice changes nothing.
 */
export function repair(text: string, mode: HtmlMode): Repaired {
  const open: OpenDelimiter[] = [];
  const hold = (at: number): Repaired => settle(text.slice(0, at), before(open, at), true);

  for (let i = 0; i < text.length;) {
    switch (text[i]!) {
      case '\\':
        if (i + 1 >= text.length) return hold(i);
        i += 2;
        break;
      case '`': {
        const run = runLength(text, i);
        const end = closingRun(text, i + run, run);
        if (end < 0) return openCode(text, i, run, open);
        i = end;
        break;
      }
      case '<': {
        const end = markupEnd(text, i, mode);
        if (end === undefined) return hold(i);
        i = end;
        break;
      }
      case '&':
        if (/^&#?[a-zA-Z0-9]{0,31}$/.test(text.slice(i, i + 34))) return hold(i);
        i++;
        break;
      case '!':
        if (i + 1 >= text.length) return hold(i);
        if (text[i + 1] === '[') open.push({ kind: 'image', mark: '![', index: i++ });
        i++;
        break;
      case '[':
        open.push({ kind: 'bracket', mark: '[', index: i++ });
        break;
      case ']': {
        const opener = open.findLastIndex((delimiter) => !isClosable(delimiter));
        const end = opener < 0 ? i + 1 : linkEnd(text, i + 1);
        if (end === undefined) return pendingLink(text, open[opener]!, i, open.slice(0, opener));
        // What was opened inside the brackets and not closed there never will be.
        if (opener >= 0) open.splice(opener);
        i = end;
        break;
      }
      case '*':
      case '_':
      case '~': {
        const run = runLength(text, i);
        if (!takeEmphasis(text, i, run, open)) return hold(i);
        i += run;
        break;
      }
      default:
        i++;
    }
  }
  return settle(text, open, false);
}

function before(open: readonly OpenDelimiter[], at: number): OpenDelimiter[] {
  return open.filter(({ index }) => index < at);
}

function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return end - at;
}

/** Index behind the backtick run of the same length, or -1. */
function closingRun(text: string, from: number, length: number): number {
  for (let i = text.indexOf('`', from); i >= 0;) {
    const run = runLength(text, i);
    if (run === length) return i + run;
    i = text.indexOf('`', i + run);
  }
  return -1;
}

/** Text that ends in a code span; backticks at its end may be the half of what closes it. */
function openCode(text: string, at: number, run: number, open: readonly OpenDelimiter[]): Repaired {
  let end = text.length;
  while (text[end - 1] === '`') end--;
  if (text.slice(at + run, end).trim() === '') return settle(text.slice(0, at), open, true);
  const code: OpenDelimiter = { kind: 'code', mark: '`'.repeat(run), index: at };
  return settle(text.slice(0, end), [...open, code], end < text.length);
}

/**
 * What follows a closing bracket: the index behind the destination or reference, the same index when there is none,
 * undefined while one may still come.
 */
function linkEnd(text: string, at: number): number | undefined {
  const next = text[at];
  if (next === undefined) return undefined;
  if (next === '[') {
    const end = text.indexOf(']', at);
    return end < 0 ? (text.length - at > HELD_MARKUP_CHARS ? at : undefined) : end + 1;
  }
  if (next !== '(') return at;
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (character === '\n' && text[i + 1] === '\n') return at;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return i + 1;
  }
  return text.length - at > MAX_DESTINATION_CHARS ? at : undefined;
}

/** Text that ends behind the brackets of a link, or in its destination. */
function pendingLink(text: string, opener: OpenDelimiter, at: number, outside: readonly OpenDelimiter[]): Repaired {
  const label = text.slice(opener.index + opener.mark.length, at);
  const isDecided = text[at + 1] === '(';
  const outer = outside.find((delimiter) => !isClosable(delimiter));
  if (outer) return close(text.slice(0, outer.index), before(outside, outer.index), true);
  if (opener.kind === 'image' || label.trim() === '' || (!isDecided && label.length <= HELD_LABEL_CHARS)) {
    return close(text.slice(0, opener.index), outside, true);
  }
  return linkTo(text.slice(0, opener.index), label, outside);
}

/** Closes or holds back what is open at the end of the text. */
function settle(text: string, open: readonly OpenDelimiter[], held: boolean): Repaired {
  const bracket = open.find((delimiter) => !isClosable(delimiter));
  if (!bracket) return close(text, open, held);
  const label = text.slice(bracket.index + bracket.mark.length).trimEnd();
  if (label.length > MAX_LABEL_CHARS && bracket.kind === 'bracket') return close(text, open, held);
  const inside = open.filter(({ index }) => index > bracket.index);
  const isNested = inside.some((delimiter) => !isClosable(delimiter));
  const outside = before(open, bracket.index);
  if (label.length <= HELD_LABEL_CHARS || isNested || bracket.kind === 'image') {
    return close(text.slice(0, bracket.index), outside, true);
  }
  const start = bracket.index + bracket.mark.length;
  const shifted = inside.map((delimiter) => ({ ...delimiter, index: delimiter.index - start }));
  return linkTo(text.slice(0, bracket.index), close(label, shifted, true).source, outside);
}

function linkTo(text: string, label: string, outside: readonly OpenDelimiter[]): Repaired {
  return { source: `${text}[${label}](${PENDING_HREF})${closers(outside).marks}`, depth: 0, held: true };
}

/** Drops openers with nothing behind them, then closes the rest. White space at the end is not drawn until text follows. */
function close(text: string, open: readonly OpenDelimiter[], held: boolean): Repaired {
  let source = text.trimEnd();
  const remaining = open.filter(isClosable);
  let isHeld = held;
  for (let last = remaining.at(-1); last && last.index + last.mark.length >= source.length; last = remaining.at(-1)) {
    source = source.slice(0, last.index).trimEnd();
    remaining.pop();
    isHeld = true;
  }
  const { marks, depth } = closers(remaining);
  return { source: source + marks, depth, held: isHeld };
}
