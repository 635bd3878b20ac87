/** Markdown without its signs, for the ear: words in one line. */
export function spokenText(markdown: string): string {
  return markdown
    .replace(/^ {0,3}(?:`{3,}|~{3,}).*$/gm, '')
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/^ {0,3}\[[^\]]+\]:.*$/gm, '')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/^[ \t|]*(?::?-+:?[ \t]*\|?[ \t]*)+$/gm, '')
    .replace(/^\s*(?:#{1,6}\s|>|[-*+]\s|\|)\s*/gm, '')
    .replace(/[*~`|]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The end of a sentence, in scripts with and without spaces, or of a block. */
const SENTENCE_END = /[.!?…؟।]["'”’»)\]]*\s|[。！？]["'”’」』）]*|\n\s*\n/g;

/**
 * Where the whole sentences of a growing text end.
 * @param from - what lies before it was said already.
 * @returns the position behind the last whole sentence; `from` if there is none.
 */
export function sentencesEnd(markdown: string, from: number): number {
  let end = from;
  for (const match of markdown.slice(from).matchAll(SENTENCE_END)) end = from + match.index + match[0].length;
  return end;
}
