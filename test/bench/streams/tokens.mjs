const LONGEST_WORD_IN_ONE_TOKEN = 10;
const PIECE_OF_A_LONG_WORD = 6;
const PIECES = /\n+| +(?= )| ?\p{Script=Han}{1,2}| ?[\p{L}\p{M}]+| ?\d{1,3}| ?[^\s\p{L}\p{M}\d]{1,3}| +/gu;

/**
 * Cuts text about where a byte pair encoder would: a word with the space before it, long words in pieces,
 * digits in threes, punctuation in short runs, line ends and indentation as one each.
 *
 * @param {string} text
 * @returns {string[]} tokens whose concatenation is the text
 */
export function tokenize(text) {
  return (text.match(PIECES) ?? []).flatMap((piece) => {
    if (piece.trimStart().length <= LONGEST_WORD_IN_ONE_TOKEN) return [piece];
    const characters = Array.from(piece);
    const cuts = Math.ceil(characters.length / PIECE_OF_A_LONG_WORD);
    const size = Math.ceil(characters.length / cuts);
    return Array.from({ length: cuts }, (_, index) =>
      characters.slice(index * size, (index + 1) * size).join(''),
    ).filter(Boolean);
  });
}
