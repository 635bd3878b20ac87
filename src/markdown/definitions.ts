import { forEachDefinition, MarkdownLexer, type LinkDefinition, type Token } from './lexer.ts';
import type { MarkdownLimits } from './limits.ts';

/** A closed block to be written again. */
export interface RevisedTokens {
  readonly index: number;
  readonly tokens: readonly Token[];
}

/** Link definitions in the order in which they close, and the closed blocks that wait for one. */
export class LinkDefinitions {
  readonly known = new Map<string, LinkDefinition>();
  /** A lexer of its own: the stream's may be in the middle of a block. */
  readonly #lexer: MarkdownLexer;
  readonly #sources = new Map<number, string>();
  readonly #waiting = new Map<string, Set<number>>();
  readonly #outdated = new Set<number>();

  constructor(limits?: MarkdownLimits) {
    this.#lexer = new MarkdownLexer(limits);
  }

  /** Block `index` (in order of closing) looked `labels` up in vain. */
  wait(index: number, source: string, labels: ReadonlySet<string>): void {
    if (labels.size === 0) return;
    this.#sources.set(index, source);
    for (const label of labels) {
      const blocks = this.#waiting.get(label);
      if (blocks) blocks.add(index);
      else this.#waiting.set(label, new Set([index]));
    }
  }

  /** Takes the definitions in `tokens`; the first one of a label counts. */
  define(tokens: readonly Token[]): void {
    forEachDefinition(tokens, (label, definition) => {
      if (this.known.has(label)) return;
      this.known.set(label, definition);
      for (const index of this.#waiting.get(label) ?? []) this.#outdated.add(index);
      this.#waiting.delete(label);
    });
  }

  /** Is a closed block to be written again? */
  get isOutdated(): boolean {
    return this.#outdated.size > 0;
  }

  /** @returns the next block that a definition changed, once. */
  nextRevision(): RevisedTokens | undefined {
    for (const index of this.#outdated) {
      this.#outdated.delete(index);
      // Where the lexer gives up it stays as it was drawn.
      const lexed = this.#lexer.blocks(this.#sources.get(index)!);
      lexed?.inline(lexed.tokens, this.known, false);
      if (lexed) return { index, tokens: lexed.tokens };
    }
    return undefined;
  }
}
