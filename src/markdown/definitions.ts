import { forEachDefinition, MarkdownLexer, type LinkDefinition, type Token } from './lexer.ts';

/** A closed block to be written again. */
export interface Revision {
  readonly index: number;
  readonly tokens: readonly Token[];
}

/** Link definitions in the order in which they close, and the closed blocks that wait for one. */
export class LinkDefinitions {
  readonly known = new Map<string, LinkDefinition>();
  readonly #waiting = new Map<number, { readonly source: string; readonly labels: ReadonlySet<string> }>();

  /** Block `index` (in order of closing) looked `labels` up in vain. */
  wait(index: number, source: string, labels: ReadonlySet<string>): void {
    if (labels.size > 0) this.#waiting.set(index, { source, labels });
  }

  /** Takes the definitions in `tokens`; the first one of a label counts. @returns the blocks that one of them changes. */
  define(tokens: readonly Token[]): Revision[] {
    const revised = new Set<number>();
    forEachDefinition(tokens, (label, definition) => {
      if (this.known.has(label)) return;
      this.known.set(label, definition);
      for (const [index, { labels }] of this.#waiting) if (labels.has(label)) revised.add(index);
    });
    return [...revised].map((index) => ({ index, tokens: this.#lexAgain(index) }));
  }

  #lexAgain(index: number): readonly Token[] {
    const { source } = this.#waiting.get(index)!;
    this.#waiting.delete(index);
    // A lexer of its own: the stream's may be in the middle of a block.
    const lexed = new MarkdownLexer().blocks(source);
    this.wait(index, source, lexed.inline(lexed.tokens, this.known, false));
    return lexed.tokens;
  }
}
