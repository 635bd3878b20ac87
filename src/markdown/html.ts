import type { Token, Tokens } from './lexer.ts';
import { DEFAULT_LIMITS, type MarkdownLimits } from './limits.ts';
import { basicHtml, closeBasic, escapeHtml, hasMarkup, isDeeperThan, plainHtml, type HtmlMode } from './raw-html.ts';
import { PENDING_HREF } from './repair.ts';

/** Code whose fence is still open: its last line has not ended. */
export interface OpenCode extends Tokens.Code {
  isOpen?: boolean;
}

type Write<TokenType> = (token: TokenType) => string;

/**
 * Writes tokens as HTML: what marked's own renderer writes, without the line ends between blocks, and with raw HTML as
 * `mode` says. Its output is not safe; the sanitiser comes after it.
 */
export class HtmlWriter {
  readonly #mode: HtmlMode;
  readonly #nesting: number;
  /** Basic tags that raw HTML has left open. */
  #open: string[] = [];
  /** Behind every block. */
  #lineEnd = '';

  constructor(mode: HtmlMode, limits: MarkdownLimits = DEFAULT_LIMITS) {
    this.#mode = mode;
    this.#nesting = limits.nesting;
  }

  /**
   * Whole blocks. Tags that raw HTML left open are closed at their end.
   * Where raw HTML may leave an element open, line ends between blocks are content of that element, so they stay.
   */
  blocks(tokens: readonly Token[]): string {
    const isRaw = this.#hasMarkup(tokens);
    this.#start(isRaw ? '\n' : '');
    const html = this.#all(tokens) + closeBasic(this.#open);
    return isRaw && isDeeperThan(html, 3 * this.#nesting) ? plainHtml(tokens.map(({ raw }) => raw).join('')) : html;
  }

  /** Blocks one by one, where raw HTML does not hold them together. */
  pieces(tokens: readonly Token[]): string[] {
    return this.#hasMarkup(tokens) || tokens.some(({ type }) => type === 'html')
      ? [this.blocks(tokens)]
      : tokens.map((token) => this.blocks([token]));
  }

  items(items: readonly Tokens.ListItem[]): string[] {
    this.#start();
    return items.map((item) => this.#all([item]) + closeBasic(this.#open));
  }

  rows(rows: readonly Tokens.TableCell[][]): string[] {
    this.#start();
    return rows.map((row) => this.#row(row));
  }

  inline(tokens: readonly Token[]): string {
    this.#start();
    return this.#contained(tokens);
  }

  /** The list without its items. */
  emptyList(list: Tokens.List): string {
    this.#start();
    return this.#all([{ ...list, items: [] }]);
  }

  /** The table with its header row and an empty body. */
  emptyTable(table: Tokens.Table): string {
    this.#start();
    return this.#all([{ ...table, rows: [] }]).replace('</table>', '<tbody></tbody></table>');
  }

  emptyCode(code: Tokens.Code): string {
    this.#start();
    return this.#all([{ ...code, text: '' }]);
  }

  #hasMarkup(tokens: readonly Token[]): boolean {
    return (
      this.#mode === 'sanitized' &&
      tokens.some(({ type, raw }) => type === 'html' || (type !== 'code' && hasMarkup(raw)))
    );
  }

  #start(lineEnd = ''): void {
    this.#open = [];
    this.#lineEnd = lineEnd;
  }

  #all(tokens: readonly Token[]): string {
    let html = '';
    for (const token of tokens) html += (this.#writers[token.type] as Write<Token> | undefined)?.(token) ?? '';
    return html;
  }

  /** What is inside a block; a basic tag left open in it ends with it, so that it cannot reach the next one. */
  #contained(tokens: readonly Token[]): string {
    const depth = this.#open.length;
    return this.#all(tokens) + closeBasic(this.#open, depth);
  }

  #block(name: string, content: string, attribute = ''): string {
    return `<${name}${attribute}>${content}</${name}>${this.#lineEnd}`;
  }

  #row(cells: readonly Tokens.TableCell[]): string {
    const cell = ({ header, align, tokens }: Tokens.TableCell): string => {
      const name = header ? 'th' : 'td';
      return `<${name}${align ? ` align="${align}"` : ''}>${this.#contained(tokens)}</${name}>`;
    };
    return `<tr>${cells.map(cell).join('')}</tr>`;
  }

  readonly #mark =
    (name: string): Write<Tokens.Strong> =>
    ({ tokens }) =>
      `<${name}>${this.#all(tokens)}</${name}>`;

  /** By marked's token type. Spaces and link definitions are written as nothing. */
  readonly #writers: { readonly [type: string]: Write<never> } = {
    paragraph: ({ tokens }: Tokens.Paragraph) => this.#block('p', this.#contained(tokens)),
    heading: ({ tokens, depth }: Tokens.Heading) => this.#block(`h${depth}`, this.#contained(tokens)),
    blockquote: ({ tokens }: Tokens.Blockquote) => this.#block('blockquote', this.#contained(tokens)),
    hr: () => `<hr>${this.#lineEnd}`,
    list: ({ ordered, start, items }: Tokens.List) =>
      this.#block(ordered ? 'ol' : 'ul', this.#all(items), ordered && start !== 1 ? ` start="${start}"` : ''),
    list_item: ({ tokens }: Tokens.ListItem) => `<li>${this.#contained(tokens)}</li>`,
    table: ({ header, rows }: Tokens.Table) => {
      const body = rows.map((row) => this.#row(row)).join('');
      return this.#block('table', `<thead>${this.#row(header)}</thead>${body && `<tbody>${body}</tbody>`}`);
    },
    // A leading line end in <pre> is swallowed by the HTML parser; <code> stands between, so none is lost.
    code: ({ text, lang, isOpen }: OpenCode) => {
      const language = /^\S+/.exec(lang ?? '')?.[0];
      const attribute = language ? ` class="language-${escapeText(language)}"` : '';
      return this.#block(
        'pre',
        `<code${attribute}>${escapeHtml(text && text.replace(/\n$/, '') + (isOpen ? '' : '\n'))}</code>`,
      );
    },
    html: ({ text, block }: Tokens.HTML | Tokens.Tag) => {
      if (this.#mode === 'sanitized') return text;
      const html = this.#mode === 'basic' ? basicHtml(text, this.#open, this.#nesting) : escapeHtml(text);
      return block && !html.includes('<') ? `<p>${html.trim()}</p>` : html;
    },
    checkbox: ({ checked }: Tokens.Checkbox) => `<input ${checked ? 'checked="" ' : ''}disabled="" type="checkbox"> `,
    strong: this.#mark('strong'),
    em: this.#mark('em'),
    del: this.#mark('del'),
    br: () => '<br>',
    codespan: ({ text }: Tokens.Codespan) => `<code>${escapeHtml(text)}</code>`,
    escape: ({ text }: Tokens.Escape) => escapeText(text),
    text: (token: Tokens.Text) => {
      if (token.tokens) return this.#contained(token.tokens);
      // Behind `<script>`, `<kbd>` … marked calls text HTML; where such a tag is text itself, or listed, it is not.
      return token.escaped && this.#mode === 'sanitized' ? token.text : escapeText(token.text);
    },
    link: ({ href, title, text, tokens, autolink }: Tokens.Link) => {
      // References are not resolved inside an autolink, so every `&` there is literal.
      const content = autolink ? escapeHtml(text) : this.#all(tokens);
      if (href === PENDING_HREF) return `<a>${content}</a>`;
      const url = cleanUrl(href);
      if (url === undefined) return content;
      return `<a href="${autolink ? escapeHtml(url) : escapeText(url)}"${titleOf(title)}>${content}</a>`;
    },
    image: ({ href, title, text, tokens }: Tokens.Image) => {
      const alt = escapeText(tokens ? textOf(tokens) : text);
      const url = cleanUrl(href);
      return url === undefined ? alt : `<img src="${escapeText(url)}" alt="${alt}"${titleOf(title)}>`;
    },
  };
}

/** Escapes text in which character references stay what they are. */
function escapeText(text: string): string {
  return escapeHtml(text).replace(/&amp;(?=(?:#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g, '&');
}

function titleOf(title: string | null | undefined): string {
  return title ? ` title="${escapeText(title)}"` : '';
}

/** @returns undefined for an address with half a character in it. */
function cleanUrl(href: string): string | undefined {
  try {
    return encodeURI(href).replace(/%25/g, '%');
  } catch {
    return undefined;
  }
}

/** The words of inline tokens, for an image's text. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if ('tokens' in token && token.tokens) return textOf(token.tokens);
      if (token.type === 'br') return '\n';
      return token.type === 'checkbox' ? token.raw : ((token as Tokens.Text).text ?? '');
    })
    .join('');
}
