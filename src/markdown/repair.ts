import { endsInCjk, startsWithCjk } from './cjk.ts';
import type { HtmlMode } from './raw-html.ts';
import { BASIC_TAGS } from './raw-html.ts';

/** Destination of a link whose destination has not arrived. It is drawn as a link that leads nowhere yet. */
export const PENDING_HREF = 'stream-chat-pending:';

/** Longest link label, in characters, that is held back until it is known to be one; after that it is drawn as a link. */
const HELD_LABEL_CHARS = 48;
/** Emphases that are open at once; more are asterisks, not emphasis, and each would be closed for drawing. */
const MAX_OPEN = 12;
/** Longest unfinished tag, image or character reference that is held back. */
const HELD_MARKUP_CHARS = 400;

/** Open inline text, made fit to be drawn. */
export interface Repaired {
  /** Markdown in which everything open is closed or held back. */
  readonly source: string;
  /** How many emphases and code spans the repair closed at the very end. */
  readonly depth: number;
  /** Something other than white space was held back. */
  readonly held: boolean;
}

interface OpenDelimiter {
  readonly kind: 'emphasis' | 'bracket' | 'image';
  readonly mark: string;
  readonly index: number;
}

/**
 * Repairs the inline text of the open tail, so that half-typed syntax is drawn as what it will most likely become and
 * never as raw characters that vanish later: open emphasis and code are closed, a link without its destination is drawn
 * as a pending link, and what cannot be told yet (`*`, `[`, `<de`, `&am`, a backslash) is held back.
 * Text without open syntax comes back unchanged, so repairing twice changes nothing.
 */
export function repair(text: string, mode: HtmlMode): Repaired {
  const open: OpenDelimiter[] = [];
  const hold = (at: number): Repaired =>
    close(
      text.slice(0, at),
      open.filter(({ index }) => index < at),
      true,
    );

  for (let i = 0; i < text.length;) {
    const character = text[i]!;
    if (character === '\\') {
      if (i + 1 >= text.length) return hold(i);
      i += 2;
    } else if (character === '`') {
      const run = /^`+/.exec(text.slice(i, i + 64))![0];
      const end = closingRun(text, i + run.length, run.length);
      if (end >= 0) i = end;
      else return openCode(text, i, run, open);
    } else if (character === '<') {
      const end = markupEnd(text, i, mode);
      if (end === undefined) return hold(i);
      i = end;
    } else if (character === '&') {
      if (/^&#?[a-zA-Z0-9]{0,31}$/.test(text.slice(i, i + 34))) return hold(i);
      i++;
    } else if (character === '!' && (text[i + 1] === '[' || i + 1 >= text.length)) {
      if (i + 1 >= text.length) return close(text, open, false);
      open.push({ kind: 'image', mark: '![', index: i });
      i += 2;
    } else if (character === '[') {
      open.push({ kind: 'bracket', mark: '[', index: i });
      i++;
    } else if (character === ']') {
      const opener = open.findLastIndex(({ kind }) => kind !== 'emphasis');
      if (opener < 0) {
        i++;
        continue;
      }
      const link = linkEnd(text, i + 1);
      if (link === undefined) return pendingLink(text, open[opener]!, i, open.slice(0, opener));
      // What was opened inside the brackets and not closed there never will be.
      open.splice(opener);
      i = link;
    } else if (character === '*' || character === '_' || character === '~') {
      const run = runLength(text, i);
      const result = emphasis(text, i, run, open);
      if (result === 'hold') return hold(i);
      i += run;
    } else i++;
  }

  const bracket = open.find(({ kind }) => kind !== 'emphasis');
  if (bracket) return openBracket(text, bracket, open);
  return close(text, open, false);
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

function openCode(text: string, at: number, run: string, open: readonly OpenDelimiter[]): Repaired {
  let end = text.length;
  while (text[end - 1] === '`') end--;
  const content = text.slice(at + run.length, end);
  if (end <= at + run.length || content.trim() === '') return close(text.slice(0, at), open, true);
  const repaired = closers(open);
  return {
    source: text.slice(0, end).trimEnd() + run + repaired.marks,
    depth: repaired.depth + 1,
    held: end < text.length,
  };
}

/** Index behind a tag or autolink, the next index where `<` is plain text, or undefined while it may still become one. */
function markupEnd(text: string, at: number, mode: HtmlMode): number | undefined {
  const next = text[at + 1];
  if (next === undefined) return undefined;
  if (!/[a-zA-Z/!?]/.test(next)) return at + 1;
  const end = text.indexOf('>', at);
  if (end >= 0) return end + 1;
  const rest = text.slice(at);
  if (rest.length > HELD_MARKUP_CHARS) return at + 1;
  if (/^<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*$/.test(rest) || /^<[^\s<>@]+@[^\s<>]*$/.test(rest)) return undefined;
  const tag = /^<\/?([a-zA-Z][a-zA-Z0-9-]*)(\s[^<>]*)?\/?$/.exec(rest);
  if (mode === 'sanitized')
    return tag || rest.startsWith('<!') || rest.startsWith('<?') || rest === '</' ? undefined : at + 1;
  if (mode === 'text') return at + 1;
  if (rest === '</') return undefined;
  if (!tag) return at + 1;
  const name = tag[1]!.toLowerCase();
  const possible =
    tag[2] === undefined ? [...BASIC_TAGS].some((basic) => basic.startsWith(name)) : BASIC_TAGS.has(name);
  return possible ? undefined : at + 1;
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
  return text.length - at > 8 * HELD_MARKUP_CHARS ? at : undefined;
}

function pendingLink(text: string, opener: OpenDelimiter, at: number, before: readonly OpenDelimiter[]): Repaired {
  const label = text.slice(opener.index + opener.mark.length, at);
  const isDecided = text[at + 1] === '(';
  if (opener.kind === 'image' || label.trim() === '' || (!isDecided && label.length <= HELD_LABEL_CHARS)) {
    return close(text.slice(0, opener.index), before, true);
  }
  const outer = before.find(({ kind }) => kind !== 'emphasis');
  if (outer)
    return close(
      text.slice(0, outer.index),
      before.filter(({ index }) => index < outer.index),
      true,
    );
  const { marks } = closers(before);
  return { source: `${text.slice(0, opener.index)}[${label}](${PENDING_HREF})${marks}`, depth: 0, held: true };
}

/** Text that ends inside brackets. */
function openBracket(text: string, bracket: OpenDelimiter, open: readonly OpenDelimiter[]): Repaired {
  const before = open.filter(({ index }) => index < bracket.index);
  const label = text.slice(bracket.index + bracket.mark.length).trimEnd();
  const isNested = open.some(({ kind, index }) => kind !== 'emphasis' && index > bracket.index);
  const isLong = label.length > HELD_LABEL_CHARS;
  if (label.length > HELD_MARKUP_CHARS && bracket.kind === 'bracket')
    return close(
      text,
      open.filter(({ kind }) => kind === 'emphasis'),
      false,
    );
  if (!isLong || isNested || bracket.kind === 'image') return close(text.slice(0, bracket.index), before, true);
  const inner = closers(open.filter(({ index }) => index > bracket.index));
  const { marks } = closers(before);
  return {
    source: `${text.slice(0, bracket.index)}[${label}${inner.marks}](${PENDING_HREF})${marks}`,
    depth: 0,
    held: true,
  };
}

/** Pushes or pops emphasis; `hold` when the run ends the text and cannot be told. */
function emphasis(text: string, at: number, run: number, open: OpenDelimiter[]): 'hold' | undefined {
  const character = text[at]!;
  const before = text[at - 1] ?? ' ';
  const after = text[at + run];
  if (after === undefined) return 'hold';
  if (character === '~' && run !== 2) return undefined;
  const wordBefore = /[\p{L}\p{N}]/u.test(before);
  const isCjk =
    character !== '_' &&
    (endsInCjk(text.slice(Math.max(0, at - 2), at)) || startsWithCjk(text.slice(at + run, at + run + 2)));
  const canOpen = !/\s/.test(after) && (isCjk || !(wordBefore && (character === '_' || /[\p{L}\p{N}]/u.test(after))));
  const canClose = !/\s/.test(before) && !(character === '_' && /[\p{L}\p{N}]/u.test(after));
  let left = run;
  if (canClose) {
    for (let i = open.length - 1; i >= 0 && left > 0; i--) {
      const candidate = open[i]!;
      if (candidate.kind !== 'emphasis') break;
      if (candidate.mark[0] === character && candidate.mark.length <= left) {
        left -= candidate.mark.length;
        open.splice(i);
      }
    }
  }
  if (!canOpen || left !== run || open.length >= MAX_OPEN) return undefined;
  if (character === '~') open.push({ kind: 'emphasis', mark: '~~', index: at });
  else {
    // `***` opens both; the outer one is the emphasis, the inner one the strong.
    if (left % 2) open.push({ kind: 'emphasis', mark: character, index: at });
    if (left >= 2) open.push({ kind: 'emphasis', mark: character.repeat(2), index: at + (left % 2) });
  }
  return undefined;
}

function closers(open: readonly OpenDelimiter[]): { marks: string; depth: number } {
  const emphases = open.filter(({ kind }) => kind === 'emphasis');
  return {
    marks: emphases
      .map(({ mark }) => mark)
      .toReversed()
      .join(''),
    depth: emphases.length,
  };
}

/** Drops openers with nothing behind them, then closes the rest. White space at the end is not drawn until text follows. */
function close(text: string, open: readonly OpenDelimiter[], held: boolean): Repaired {
  let source = text.trimEnd();
  const remaining = open.filter(({ kind }) => kind === 'emphasis');
  let isHeld = held;
  for (let last = remaining.at(-1); last && last.index + last.mark.length >= source.length; last = remaining.at(-1)) {
    source = source.slice(0, last.index).trimEnd();
    remaining.pop();
    isHeld = true;
  }
  const { marks, depth } = closers(remaining);
  return { source: source + marks, depth, held: isHeld };
}
