import type { Token, Tokens } from 'marked';
import { DEFAULT_LIMITS, type MarkdownLimits } from './limits.ts';
import { BoundedLexer, BoundedTokenizer, CarefulTokenizer, CJK_HOOKS, needsCare } from './tokenizers.ts';

export type { Token, Tokens };

/** Where a link label leads, as its definition says. */
export interface LinkDefinition {
  readonly href: string;
  readonly title: string | undefined;
}

/** What one lexing found. Inline text is not lexed yet: see `inline`. */
export interface LexedBlocks {
  readonly tokens: Token[];
  /**
   * Lexes the inline text of every token of `scope`, which must be among `tokens`.
   * @param definitions - what link labels mean now, beside those in `tokens` themselves where `own` is true.
   * @param rewriteLast - rewrites the inline source of the last leaf before it is lexed (the open tail's repair).
   * @returns labels that were looked up and are not defined, normalised.
   */
  inline(
    scope: readonly Token[],
    definitions: Definitions,
    own: boolean,
    rewriteLast?: (source: string) => string,
  ): Set<string>;
}

/** Definitions by normalised label. */
export type Definitions = ReadonlyMap<string, LinkDefinition>;

interface InlineJob {
  src: string;
  tokens: Token[];
}

/**
 * A private marked lexer: blocks first, inline text afterwards and only where asked for, because a closed block is
 * lexed once while the blocks around it are still being looked at. marked's global defaults are never touched.
 */
export class MarkdownLexer {
  readonly #tokenizer: BoundedTokenizer;
  readonly #carefulTokenizer: CarefulTokenizer;
  readonly #lexer: BoundedLexer;
  /** For inline text that needs care; the other one is faster. */
  readonly #carefulLexer: BoundedLexer;

  constructor(limits: MarkdownLimits = DEFAULT_LIMITS) {
    this.#tokenizer = new BoundedTokenizer(limits);
    this.#carefulTokenizer = new CarefulTokenizer(limits);
    this.#lexer = new BoundedLexer(this.#tokenizer, limits);
    this.#carefulLexer = new BoundedLexer(this.#carefulTokenizer, limits, { hooks: CJK_HOOKS });
  }

  /** Characters read so far, once for every level of blocks or inline text that reads them. */
  get work(): number {
    return this.#tokenizer.work + this.#carefulTokenizer.work;
  }

  /**
   * @param source - markdown with `\n` line ends only.
   * @returns undefined where marked gives up.
   */
  blocks(source: string): LexedBlocks | undefined {
    const lexer = this.#lexer;
    const own: Record<string, LinkDefinition> = Object.create(null);
    lexer.tokens = Object.assign([], { links: own }) as typeof lexer.tokens;
    lexer.inlineQueue = [];
    lexer.state = freshState();
    try {
      lexer.blockTokens(source, lexer.tokens);
    } catch {
      return undefined;
    }
    const tokens: Token[] = [...lexer.tokens];
    const jobs = lexer.inlineQueue;
    lexer.inlineQueue = [];
    return {
      tokens,
      inline: (scope, definitions, useOwn, rewriteLast) =>
        this.#inline(
          scope,
          scope.length === tokens.length ? jobs : jobsOf(scope, jobs),
          definitions,
          useOwn ? own : undefined,
          rewriteLast,
        ),
    };
  }

  /** Lexes one run of inline text. */
  inlineText(source: string, definitions: Definitions): { readonly tokens: Token[]; readonly missing: Set<string> } {
    const missing = new Set<string>();
    const tokens: Token[] = [];
    this.#lexInline(source, tokens, recordingLinks(definitions, undefined, missing));
    return { tokens, missing };
  }

  #inline(
    scope: readonly Token[],
    jobs: readonly InlineJob[],
    definitions: Definitions,
    own: Readonly<Record<string, LinkDefinition>> | undefined,
    rewriteLast: ((source: string) => string) | undefined,
  ): Set<string> {
    const missing = new Set<string>();
    const links = recordingLinks(definitions, own, missing);
    const last = rewriteLast && lastLeaf(scope);
    for (const job of jobs) {
      job.tokens.length = job.tokens[0]?.type === 'checkbox' ? 1 : 0;
      this.#lexInline(rewriteLast && job.tokens === last ? rewriteLast(job.src) : job.src, job.tokens, links);
    }
    return missing;
  }

  /** Text that the lexer gives up on is text. */
  #lexInline(source: string, tokens: Token[], links: object): void {
    const lexer = needsCare(source) ? this.#carefulLexer : this.#lexer;
    this.#carefulTokenizer.reset();
    const before = tokens.length;
    lexer.tokens = Object.assign([], { links }) as unknown as typeof lexer.tokens;
    lexer.state = freshState();
    try {
      lexer.inlineTokens(source, tokens);
    } catch {
      tokens.length = before;
      tokens.push({ type: 'text', raw: source, text: source, escaped: false });
    }
  }
}

function freshState(): BoundedLexer['state'] {
  return { inLink: false, inRawBlock: false, linkEmitted: false, linkParenPossible: true, top: true };
}

/** The jobs that fill the tokens of `scope`. */
function jobsOf(scope: readonly Token[], jobs: readonly InlineJob[]): InlineJob[] {
  const arrays = new Set<Token[]>();
  const visit = (token: Token): void => {
    if ('tokens' in token && token.tokens) {
      arrays.add(token.tokens);
      token.tokens.forEach(visit);
    }
    if (token.type === 'list') (token as Tokens.List).items.forEach(visit);
    if (token.type === 'table') {
      const table = token as Tokens.Table;
      for (const cell of table.header) arrays.add(cell.tokens);
      for (const row of table.rows) for (const cell of row) arrays.add(cell.tokens);
    }
  };
  scope.forEach(visit);
  return jobs.filter((job) => arrays.has(job.tokens));
}

/** @returns the inline token array of the leaf that the text ends in; none if it ends in something without inline text. */
function lastLeaf(tokens: readonly Token[]): Token[] | undefined {
  const token = tokens.at(-1);
  if (!token) return undefined;
  if (token.type === 'list') return lastLeaf((token as Tokens.List).items);
  if (token.type === 'list_item' || token.type === 'blockquote') return lastLeaf(token.tokens ?? []);
  if (token.type === 'table') {
    const table = token as Tokens.Table;
    const row = table.rows.at(-1) ?? table.header;
    return (row.findLast((cell) => cell.text !== '') ?? row.at(-1))?.tokens;
  }
  return token.type === 'paragraph' || token.type === 'heading' || token.type === 'text' ? token.tokens : undefined;
}

/**
 * marked asks its link table for every label that could be one. This table answers from the definitions that count
 * and writes down each label it could not answer, so that a late definition finds the blocks it changes.
 */
function recordingLinks(
  definitions: Definitions,
  own: Readonly<Record<string, LinkDefinition>> | undefined,
  missing: Set<string>,
): object {
  const find = (label: string | symbol): LinkDefinition | undefined => {
    if (typeof label !== 'string') return undefined;
    return definitions.get(label) ?? own?.[label];
  };
  return new Proxy(Object.create(null) as object, {
    get(_, label) {
      const definition = find(label);
      if (!definition && typeof label === 'string') missing.add(label);
      return definition;
    },
    getOwnPropertyDescriptor(_, label) {
      const value = find(label);
      return value && { value, configurable: true, enumerable: true };
    },
  });
}

/** Calls `found` for every link definition in `tokens`, in document order. */
export function forEachDefinition(
  tokens: readonly Token[],
  found: (label: string, definition: LinkDefinition) => void,
): void {
  for (const token of tokens) {
    if (token.type === 'def') found((token as Tokens.Def).tag, token as Tokens.Def);
    else if (token.type === 'list') forEachDefinition((token as Tokens.List).items, found);
    else if (token.type === 'list_item' || token.type === 'blockquote') forEachDefinition(token.tokens ?? [], found);
  }
}
