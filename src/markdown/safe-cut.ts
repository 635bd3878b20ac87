import { endsInCjk, isCjkPunctuation, startsWithCjk, startsWithCjkLetter } from './cjk.ts';

/**
 * The last place where an open paragraph can be cut so that lexing both halves apart gives what lexing the whole gives,
 * whatever text follows: the start of a word before which everything is closed.
 * Conservative: text it cannot vouch for is not cut.
 * @param from - nothing before this index is cut.
 * @param to - nothing behind this index is looked at.
 * @returns the index, or 0 if there is none.
 */
export function safeCut(text: string, from: number, to: number): number {
  const open: string[] = [];
  let cut = 0;
  let i = 0;
  const end = Math.min(text.length, to);
  while (i < end) {
    const character = text[i]!;
    if (open.length === 0 && i >= from && isWordStart(text, i)) cut = i;
    const next = STEPS[character]?.(text, i, open) ?? i + 1;
    if (next === STOP) return cut;
    i = next;
  }
  return cut;
}

const STOP = -1;

/** A cut inside white space would part a hard line break; `|` and the line's first word may still become a block. */
function isWordStart(text: string, i: number): boolean {
  if (isCjkPunctuation(text[i - 1] ?? '') && startsWithCjkLetter(text.slice(i, i + 2))) return true;
  if (!/^[ \n]$/.test(text[i - 1] ?? '') || /\s/.test(text[i - 2] ?? '') || /\s/.test(text[i]!)) return false;
  const lineStart = text.lastIndexOf('\n', i - 1) + 1;
  return i - lineStart > 12;
}

type Step = (text: string, at: number, open: string[]) => number;

const emphasis: Step = (text, at, open) => {
  const character = text[at]!;
  let end = at + 1;
  while (text[end] === character) end++;
  const before = text[at - 1] ?? ' ';
  const after = text[end];
  if (after === undefined) return STOP;
  const [spaceBefore, spaceAfter] = [/\s/.test(before), /\s/.test(after)];
  if (spaceBefore && spaceAfter) return end;
  const [wordBefore, wordAfter] = [/[\p{L}\p{N}]/u.test(before), /[\p{L}\p{N}]/u.test(after)];
  if (character === '_' && wordBefore && wordAfter) return end;
  const run = text.slice(at, end);
  if (
    character !== '_' &&
    (endsInCjk(text.slice(Math.max(0, at - 2), at)) || startsWithCjk(text.slice(end, end + 2)))
  ) {
    return besideCjk(run, end, spaceBefore, spaceAfter, open);
  }
  if (!spaceBefore && (spaceAfter || (wordBefore && !wordAfter)) && open.at(-1) === run) {
    open.pop();
    return end;
  }
  if (!spaceAfter && wordAfter && !wordBefore) {
    open.push(run);
    return end;
  }
  return STOP;
};

/** Beside CJK characters only white space says which side a run belongs to; elsewhere it closes what is open, or opens. */
function besideCjk(run: string, end: number, spaceBefore: boolean, spaceAfter: boolean, open: string[]): number {
  if (run.length > 2) return STOP;
  if (!spaceBefore && open.at(-1) === run) open.pop();
  else if (!spaceAfter && open.length === 0) open.push(run);
  else return STOP;
  return end;
}

const STEPS: Readonly<Record<string, Step>> = {
  '\\': (_text, at) => at + 2,
  '*': emphasis,
  _: emphasis,
  '~': emphasis,
  '`': (text, at) => {
    const run = /^`+/.exec(text.slice(at))![0];
    for (const match of text.slice(at + run.length).matchAll(/`+/g)) {
      if (match[0] === run) return at + 2 * run.length + match.index;
    }
    return STOP;
  },
  '<': (text, at) => {
    if (/[\s\d=]/.test(text[at + 1] ?? 'x')) return at + 1;
    const markup = /^<(?:[a-zA-Z][a-zA-Z0-9+.-]+:[^\s<>]*|br\s*\/?)>/i.exec(text.slice(at, at + 2000));
    return markup ? at + markup[0].length : STOP;
  },
  '[': (_text, at, open) => {
    open.push('[');
    return at + 1;
  },
  ']': (text, at, open) => {
    if (open.length === 0) return at + 1;
    if (open.pop() !== '[') return STOP;
    if (text[at + 1] !== '(') return at + 1;
    const destination = /^\((?:[^()\\\s<>]|\([^()\\\s<>]*\))*(?:\s+"[^"\\]*")?\)/.exec(text.slice(at + 1, at + 4000));
    return destination ? at + 1 + destination[0].length : STOP;
  },
};
