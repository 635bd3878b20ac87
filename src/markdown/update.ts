import type { LevelKind } from './levels.ts';

/** What is known of a closed block, for renderers. */
export interface BlockInfo {
  /** marked's token type of its first token, or `plain` for text that could not be read. */
  readonly type: string;
  /** First word of a fence's info string. */
  readonly language: string | undefined;
  readonly source: string;
}

/** One change of the document, to be carried out in order. */
export type Step =
  /** Children of the innermost level, each by itself, for good; at the root exactly one block, described by `block`. */
  | { readonly type: 'close'; readonly html: readonly string[]; readonly block?: BlockInfo }
  /** Text of the innermost level (a code block), for good. */
  | { readonly type: 'text'; readonly text: string }
  /** The next child of the innermost level becomes a level; `html` is it without children. */
  | { readonly type: 'enter'; readonly kind: LevelKind; readonly html: string }
  /** The innermost level is complete; `block` describes it if it was the outermost. */
  | { readonly type: 'leave'; readonly block?: BlockInfo }
  /** What was closed since the last root block is open again, and no level is entered. */
  | { readonly type: 'restart' };

/** A link definition arrived: root block `index` (from 0, in order of closing) is written again. */
export interface Revision {
  readonly index: number;
  readonly html: string;
}

export interface Update {
  readonly steps: readonly Step[];
  /**
   * The open tail: per level, outermost first, the children that stand behind the next level, as HTML; of a code level its
   * text.
   */
  readonly open?: readonly (readonly string[])[];
  /** There may be raw HTML in it, so that the document need not be built as the HTML says. */
  readonly hasMarkup?: boolean;
  /** Instead of `open`: the tail as drawn last is continued by this text, in its last text node. */
  readonly text?: string;
}
