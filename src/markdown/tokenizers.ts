import { Lexer, Tokenizer, type Hooks, type MarkedOptions, type Token, type Tokens, type TokensList } from 'marked';
import { addressLength, endsInCjk, hasCjk, maskCjkPunctuation, startsWithCjk } from './cjk.ts';
import { MAX_DEFINITION_CHARS, type MarkdownLimits } from './limits.ts';

/** What a character of a nested block costs, in characters of a root block. */
const NESTED_WORK = 4;
/** What an inline token costs beside its characters. */
const TOKEN_WORK = 16;
/** A longer paragraph in a list item is no heading, whatever line follows it. */
const MAX_NESTED_TITLE_CHARS = 1000;
/** A longer run of `*`, `_` or `~` is text: each of its characters would be tried against all the others. */
const MAX_DELIMITER_RUN = 48;
/** Delimiters of one text that find no partner, after which the others are text: each is compared with all that follow. */
const MAX_ATTEMPTS = 50;

/** marked's lexer with a bound on how deep it goes. */
export class BoundedLexer extends Lexer {
  readonly #limits: MarkdownLimits;
  readonly #words: BoundedTokenizer;
  #depth = 0;

  constructor(tokenizer: BoundedTokenizer, limits: MarkdownLimits, options: MarkedOptions = {}) {
    super({ ...options, gfm: true, breaks: false, pedantic: false, async: false, silent: false, tokenizer });
    this.#limits = limits;
    this.#words = tokenizer;
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    // Lines of a nested block are looked at by a dozen patterns before they get here.
    this.#words.work += this.#depth > 0 ? NESTED_WORK * src.length : src.length;
    if (this.#depth < this.#limits.nesting) {
      return this.#deeper(() => super.blockTokens(src, tokens, lastParagraphClipped));
    }
    const type = this.state.top ? 'paragraph' : 'text';
    tokens.push({ type, raw: src, text: src, tokens: this.inline(src) } as Token);
    this.state.top = true;
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    this.#words.work += src.length;
    if (this.#depth < this.#limits.nesting) {
      return this.#words.inRun(() => this.#deeper(() => super.inlineTokens(src, tokens)));
    }
    tokens.push({ type: 'text', raw: src, text: src, escaped: false });
    return tokens;
  }

  #deeper<Result>(run: () => Result): Result {
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}

/** marked's tokenizer without what makes it slow or throw. */
export class BoundedTokenizer extends Tokenizer {
  readonly #limits: MarkdownLimits;
  /** Characters read so far, once for every level that reads them. */
  work = 0;
  /** The long word that is being read, as the lengths of what is left at its start and at its end. */
  #word = { start: -1, end: -1 };

  constructor(limits: MarkdownLimits) {
    super();
    this.#limits = limits;
  }

  /** Runs `lex` on text of its own. */
  inRun<Result>(lex: () => Result): Result {
    const outer = this.#word;
    this.#word = { start: -1, end: -1 };
    try {
      return lex();
    } finally {
      this.#word = outer;
    }
  }

  /** marked looks at what stands before the quote for lists in it too, and throws where that refuses one (`* )\n  >*\n2`). */
  override blockquote(src: string): Tokens.Blockquote | undefined {
    const { state } = this.lexer;
    const { lastToken } = state;
    delete state.lastToken;
    try {
      return super.blockquote(src);
    } finally {
      if (lastToken) state.lastToken = lastToken;
    }
  }

  override def(src: string): Tokens.Def | undefined {
    const definition = super.def(src.slice(0, MAX_DEFINITION_CHARS));
    return definition && definition.raw.trimEnd().length < MAX_DEFINITION_CHARS ? definition : undefined;
  }

  /** In a list item every line looks for its underline through all lines that follow: 20,000 took 1.7 s. */
  override lheading(src: string): Tokens.Heading | undefined {
    if (this.lexer.state.top) return super.lheading(src);
    const text = src.slice(0, MAX_NESTED_TITLE_CHARS);
    this.work += text.length;
    return /\n {0,3}(?:=+|-+) *(?:\n|$)/.test(text) ? super.lheading(text) : undefined;
  }

  override escape(src: string): Tokens.Escape | undefined {
    const run = /^[*_~]/.test(src) && src[1] === src[0] ? runLength(src) : 0;
    if (run <= MAX_DELIMITER_RUN) return super.escape(src);
    const text = src.slice(0, run);
    return { type: 'escape', raw: text, text };
  }

  /** The search for an address looks at the rest of the word from each of its characters: 50,000 took 1.9 s. */
  override url(src: string): Tokens.Link | undefined {
    return this.#restOfLongWord(src) > 0 ? undefined : super.url(src);
  }

  override inlineText(src: string): Tokens.Text | undefined {
    this.work += TOKEN_WORK;
    const length = this.#restOfLongWord(src);
    if (length === 0) return super.inlineText(src);
    const { rules } = this;
    // The rule without GFM does not stop for addresses.
    this.rules = { ...rules, inline: { ...rules.inline, text: Lexer.rules.inline.normal.text } };
    try {
      return super.inlineText(src.slice(0, length));
    } finally {
      this.rules = rules;
    }
  }

  /** @returns characters up to the end of the long word that `src` starts in, or 0. */
  #restOfLongWord(src: string): number {
    const left = src.length;
    if (left <= this.#word.start && left > this.#word.end) return left - this.#word.end;
    if (left <= this.#limits.word) return 0;
    const length = /^\S*/.exec(src)![0].length;
    if (length <= this.#limits.word) return 0;
    this.#word = { start: left, end: left - length };
    return length;
  }
}

/** Does the text need the tokenizer that takes more care, and more time? */
export function needsCare(text: string): boolean {
  return hasCjk(text) || (text.length > MAX_ATTEMPTS && (text.match(/[*_~]+/g)?.length ?? 0) > MAX_ATTEMPTS);
}

/**
 * For text with CJK characters: emphasis beside their punctuation (I-02), addresses that end before it (L-12).
 * For text with many delimiters: a bound on how many of them are tried in vain.
 */
export class CarefulTokenizer extends BoundedTokenizer {
  #attempts = 0;

  /** Before each run of inline text. */
  reset(): void {
    this.#attempts = 0;
  }

  override emStrong(src: string, maskedSrc: string, prevChar = ''): Tokens.Em | Tokens.Strong | undefined {
    if (src[0] !== '*' && src[0] !== '_') return undefined;
    return this.#attempt(src, () => super.emStrong(src, maskedSrc, isBesideCjk(src, prevChar, '*') ? '' : prevChar));
  }

  override del(src: string, maskedSrc: string, prevChar = ''): Tokens.Del | undefined {
    if (src[0] !== '~') return undefined;
    return this.#attempt(src, () => super.del(src, maskedSrc, isBesideCjk(src, prevChar, '~') ? '' : prevChar));
  }

  #attempt<Found>(src: string, find: () => Found | undefined): Found | undefined {
    if (this.#attempts >= MAX_ATTEMPTS) return undefined;
    const found = find();
    if (!found) {
      this.#attempts++;
      this.work += src.length;
    }
    return found;
  }

  override url(src: string): Tokens.Link | undefined {
    const link = super.url(src);
    const length = link ? addressLength(link.raw) : 0;
    if (!link || length === link.raw.length) return link;
    return length > 0 ? super.url(src.slice(0, length)) : undefined;
  }
}

/** Does the run of `mark` that `src` starts with have a CJK character beside it? Then nothing before it keeps it from opening. */
function isBesideCjk(src: string, before: string, mark: string): boolean {
  if (before === '' || before === mark || src[0] !== mark) return false;
  const end = runLength(src);
  return endsInCjk(before) || startsWithCjk(src.slice(end, end + 2));
}

/** How often `src` repeats its first character at its start. */
function runLength(src: string): number {
  let end = 1;
  while (src[end] === src[0]) end++;
  return end;
}

/**
 * marked masks links and code before it looks for delimiters; this masks a little more. It is all that the lexer asks of
 * its hooks; marked's own class would bring its parser and renderer along.
 */
export const CJK_HOOKS = { emStrongMask: maskCjkPunctuation } as Hooks;
