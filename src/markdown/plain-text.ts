/**
 * Letters, digits, spaces and harmless punctuation: none of it can be syntax behind other text of its line. Latin, Greek,
 * Cyrillic, kana, Han and Hangul as ranges: engines take tens of ms to compile the same as script classes.
 */
const PLAIN =
  /^[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a30-9 ,.;'"()?%\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a-]+$/;

/**
 * Can `text` be appended to text that is drawn already, without looking at it again?
 * @param before - what it is appended to.
 */
export function isPlain(text: string, before: string): boolean {
  return PLAIN.test(text) && !/www/i.test(before.slice(-4) + text);
}
