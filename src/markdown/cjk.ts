/** Kana, Bopomofo, Han and Hangul, as ranges: engines take tens of ms to compile the same as script classes. */
const LETTERS =
  '\\u1100-\\u11ff\\u3041-\\u3096\\u30a1-\\u30fa\\u3105-\\u312f\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{323af}';

/** Letters, punctuation and full-width forms of Chinese, Japanese and Korean. Not the ideographic space: it is white space. */
const CJK = `${LETTERS}\\u3001-\\u303f\\u30fb\\u30fc\\ufe30-\\ufe4f\\uff01-\\uffee`;

const HAS_CJK = new RegExp(`[${CJK}]`, 'u');
const ENDS_IN_CJK = new RegExp(`[${CJK}]$`, 'u');
const STARTS_WITH_CJK = new RegExp(`^[${CJK}]`, 'u');
const LETTER = new RegExp(`^[${LETTERS}]`, 'u');

/** Quotation marks, ellipsis and dash, which Chinese and Japanese write with the same characters as others. */
const SHARED = '\\u2018\\u2019\\u201c\\u201d\\u2026\\u2014';
const PUNCTUATION = new RegExp(
  `(?![\\u3005-\\u3007\\u30fc])[${SHARED}\\u3001-\\u303f\\u30fb\\ufe30-\\ufe4f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65]`,
  'u',
);

export function hasCjk(text: string): boolean {
  return HAS_CJK.test(text);
}

/** Does the text end in a CJK character? */
export function endsInCjk(text: string): boolean {
  return ENDS_IN_CJK.test(text);
}

export function startsWithCjk(text: string): boolean {
  return STARTS_WITH_CJK.test(text);
}

export function startsWithCjkLetter(text: string): boolean {
  return LETTER.test(text);
}

export function isCjkPunctuation(character: string): boolean {
  return PUNCTUATION.test(character);
}

/** Punctuation beside a run of `*` or `~` that has a CJK character on either side, or is one itself. */
const BESIDE_DELIMITERS = new RegExp(
  `(?![*_~])[\\p{P}\\p{S}](?=[*~]+[${CJK}])|(?![*_~])(?=[${CJK}])[\\p{P}\\p{S}](?=[*~])|` +
    `(?<=[${CJK}][*~]+)(?![*_~])[\\p{P}\\p{S}]|(?<=[*~])(?=[${CJK}])[\\p{P}\\p{S}]`,
  'gu',
);

/**
 * Makes emphasis work in text without spaces (I-02): beside CJK characters punctuation counts as a letter, so that
 * `**中文。**字` closes. CommonMark decides by white space and punctuation alone, which Chinese and Japanese do not have
 * where it looks for them (commonmark-spec issue 650).
 * @param masked - the text in which delimiters are looked up; its length stays the same.
 */
export function maskCjkPunctuation(masked: string): string {
  return masked.replace(BESIDE_DELIMITERS, (character) => '一'.repeat(character.length));
}

/**
 * Where an address in running text ends before CJK text: at punctuation anywhere, at any CJK character in the host (L-12).
 * `https://example.com。谢谢` must not lead to the host `example.com。谢谢`.
 * @returns the length of the address.
 */
export function addressLength(address: string): number {
  const authority = /^(?:[a-z]+:\/\/)?[^/?#]*/i.exec(address)![0].length;
  let index = 0;
  for (const character of address) {
    if (isCjkPunctuation(character) || (index < authority && HAS_CJK.test(character))) return index;
    index += character.length;
  }
  return address.length;
}
