/** Bounds for hostile or broken input. What lies beyond one is shown as text; nothing is lost and nothing throws. */
export interface MarkdownLimits {
  /**
   * Levels of quotes and list items in each other, of emphasis and links in each other, and of raw HTML elements in each
   * other. Default 32; raw HTML three times that. Unit: levels.
   */
  readonly nesting: number;
  /** A longer word is not searched for addresses. Default 4,096. Unit: characters. */
  readonly word: number;
  /**
   * An open block that takes more reading than this at once, because it cannot be closed piece by piece, is drawn again
   * only when it has grown by a share of its length, so that its whole cost stays bounded. Default 100,000.
   * Unit: characters, counted once for every level that reads them.
   */
  readonly work: number;
}

export const DEFAULT_LIMITS: MarkdownLimits = { nesting: 32, word: 4096, work: 100_000 };

/** A longer link definition is text, so that one stray quote, read as the start of a title, cannot keep an answer open. */
export const MAX_DEFINITION_CHARS = 4096;
