/** A name or an address within words that are written from right to left: its own order touches neither side (L-11). */
export const isolated = (words: string): string => `\u2068${words}\u2069`;
