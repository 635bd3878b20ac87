/** Characters that end a grapheme cluster as far as anyone writes them: what follows starts a new one. */
const SETTLED =
  /[\n -~\u00a0-\u00a8\u00aa-\u00ad\u00af-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u203b\u2043-\u2048\u20a0-\u20bf\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u3000-\u3029\u30fb\u30fc\uff01-\uff60]$/;

/** Signs that join two letters to one conjunct in Indic scripts, also where the engine's segmenter does not know it. */
const ENDS_IN_LINKER = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0d4d\u0dca\u1039\u17d2\u1b44\u1baa\u200d]$/;

/** The longest cluster that is waited for, in code units; a family of four is 11 long. */
const CLUSTER_CHARS = 48;

/**
 * Where the last grapheme cluster of `text` starts, if characters that follow may still join it: half an emoji family, a
 * letter of a flag, a consonant before its vowel sign (I-04). Nothing of it is drawn before it is complete.
 * @returns the length of `text` where nothing is to be held back.
 */
export function growingCluster(text: string): number {
  if (text === '' || SETTLED.test(text)) return text.length;
  if (/[\ud800-\udbff]$/.test(text)) return growingCluster(text.slice(0, -1));
  const from = Math.max(0, text.length - CLUSTER_CHARS);
  const start = from + (/^[\udc00-\udfff]/.test(text.slice(from)) ? 1 : 0);
  let held = text.length;
  for (const { index } of [...segmenter().segment(text.slice(start))].toReversed()) {
    held = start + index;
    if (!ENDS_IN_LINKER.test(text.slice(0, held))) break;
  }
  return held > start || start === 0 ? held : text.length;
}

/** @returns the start of `text`, of at most so many code units, with no cluster cut in two (I-04). */
export function startOf(text: string, maxChars: number): string {
  return text.length > maxChars ? text.slice(0, growingCluster(text.slice(0, maxChars))) : text;
}

/** @returns the first letter as its reader sees it, with its accents; empty of an empty text. */
export function firstCluster(text: string): string {
  const [first] = segmenter().segment(text);
  return first?.segment ?? '';
}

let shared: Intl.Segmenter | undefined;

/** Made when it is first needed: most answers never do, and it takes a millisecond. */
function segmenter(): Intl.Segmenter {
  shared ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return shared;
}
