/** Letters, digits, spaces and harmless punctuation: none of it can be syntax behind other text of its line. */
const PLAIN =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}0-9 ,.;'"()?%\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a-]+$/u;

/**
 * Can `text` be appended to text that is drawn already, without looking at it again?
 * @param before - what it is appended to.
 */
export function isPlain(text: string, before: string): boolean {
  return PLAIN.test(text) && !/www/i.test(before.slice(-4) + text);
}
