import { endsInCjk, startsWithCjk } from './cjk.ts';

/** Emphases that are open at once; more are asterisks, not emphasis, and each would be closed for drawing. */
const MAX_OPEN = 12;

/** Inline syntax that has begun and not ended. */
export interface OpenDelimiter {
  readonly kind: 'emphasis' | 'code' | 'bracket' | 'image';
  readonly mark: string;
  readonly index: number;
  /** Emphasis only: length of the whole run, and whether it could have closed something as well. */
  readonly run?: number;
  readonly canClose?: boolean;
}

/** Is it one that a repair closes where the text ends? Brackets are not. */
export function isClosable({ kind }: OpenDelimiter): boolean {
  return kind === 'emphasis' || kind === 'code';
}

/** What closes everything open, innermost first. */
export function closers(open: readonly OpenDelimiter[]): { readonly marks: string; readonly depth: number } {
  const marks = open.filter(isClosable).map(({ mark }) => mark);
  return { marks: marks.toReversed().join(''), depth: marks.length };
}

/**
 * Takes the run of `*`, `_` or `~` at `at`: closes what it closes and opens what it opens.
 * Inside a word a run opens nothing, although the syntax allows it: `2*3` is more often a product than emphasis.
 * @param open - grows and shrinks.
 * @returns false when the run ends the text, so that it cannot be told yet.
 */
export function takeEmphasis(text: string, at: number, run: number, open: OpenDelimiter[]): boolean {
  const mark = text[at]!;
  const after = text[at + run];
  if (after === undefined) return false;
  if (mark === '~' && run !== 2) return true;
  const sides = flanking(text, at, run, after);
  const canClose = mark === '_' ? sides.right && !(sides.left && sides.wordAfter) : sides.right;
  const left = canClose ? close(mark, run, sides.left, open) : run;
  const isInWord = sides.wordBefore && (mark === '_' || sides.wordAfter) && !(sides.isCjk && mark !== '_');
  if (!sides.left || isInWord || left !== run || open.length >= MAX_OPEN) return true;
  const add = (length: number, index: number): void => {
    open.push({ kind: 'emphasis', mark: mark.repeat(length), index, run, canClose });
  };
  if (mark === '~') add(2, at);
  else {
    // `***` opens both; the outer one is the emphasis, the inner one the strong.
    if (run % 2) add(1, at);
    if (run >= 2) add(2, at + (run % 2));
  }
  return true;
}

interface Flanking {
  readonly left: boolean;
  readonly right: boolean;
  readonly wordBefore: boolean;
  readonly wordAfter: boolean;
  readonly isCjk: boolean;
}

/** CommonMark 0.31 §6.2, and beside CJK characters white space alone (I-02). */
function flanking(text: string, at: number, run: number, after: string): Flanking {
  const before = text[at - 1] ?? ' ';
  const isCjk = endsInCjk(text.slice(Math.max(0, at - 2), at)) || startsWithCjk(text.slice(at + run, at + run + 2));
  const [spaceBefore, spaceAfter] = [/\s/.test(before), /\s/.test(after)];
  const [wordBefore, wordAfter] = [/[\p{L}\p{N}]/u.test(before), /[\p{L}\p{N}]/u.test(after)];
  const isPunctuation = (character: string): boolean => /[\p{P}\p{S}]/u.test(character);
  const [signBefore, signAfter] = isCjk ? [false, false] : [isPunctuation(before), isPunctuation(after)];
  return {
    left: !spaceAfter && (!signAfter || spaceBefore || signBefore),
    right: !spaceBefore && (!signBefore || spaceAfter || signAfter),
    wordBefore,
    wordAfter,
    isCjk,
  };
}

/** Closes as many open emphases as a run can. @returns how much of the run is left. */
function close(mark: string, run: number, canOpen: boolean, open: OpenDelimiter[]): number {
  let left = run;
  for (let i = open.length - 1; i >= 0 && left > 0; i--) {
    const candidate = open[i]!;
    if (candidate.kind !== 'emphasis') break;
    if (candidate.mark[0] !== mark || candidate.mark.length > left || isRefused(candidate, run, canOpen)) continue;
    left -= candidate.mark.length;
    open.splice(i);
  }
  return left;
}

/** The rule of three: a run that could do both does not meet one that makes a multiple of three with it. */
function isRefused({ mark, run = 0, canClose = false }: OpenDelimiter, closing: number, canOpen: boolean): boolean {
  if (mark[0] === '~' || (!canClose && !canOpen)) return false;
  return (run + closing) % 3 === 0 && (run % 3 !== 0 || closing % 3 !== 0);
}
