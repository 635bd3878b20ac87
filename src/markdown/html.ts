import { Parser, Renderer } from 'marked';
import type { Token, Tokens } from './lexer.ts';
import { basicHtml, closeBasic, escapeHtml, type HtmlMode } from './raw-html.ts';
import { PENDING_HREF } from './repair.ts';

/**
 * Writes tokens as HTML: what marked writes, without the line ends between blocks, and with raw HTML as `mode` says.
 * Its output is not safe; the sanitiser comes after it.
 */
export class HtmlWriter {
  readonly #mode: HtmlMode;
  readonly #renderer: BlockRenderer;
  readonly #parser: Parser;

  constructor(mode: HtmlMode) {
    this.#mode = mode;
    this.#renderer = new BlockRenderer(mode);
    this.#parser = new Parser({ renderer: this.#renderer });
  }

  /**
   * Whole blocks. Tags that raw HTML left open are closed at their end.
   * Where raw HTML may leave an element open, line ends between blocks are content of that element, so they stay.
   */
  blocks(tokens: readonly Token[]): string {
    this.#renderer.reset(this.#mode === 'sanitized' && tokens.some(({ raw }) => raw.includes('<')) ? '\n' : '');
    return this.#parser.parse(tokens as Token[]) + this.#renderer.closeAll();
  }

  items(items: readonly Tokens.ListItem[]): string {
    this.#renderer.reset();
    return items.map((item) => this.#renderer.listitem(item)).join('') + this.#renderer.closeAll();
  }

  rows(rows: readonly Tokens.TableCell[][]): string {
    this.#renderer.reset();
    return rows.map((row) => this.#renderer.row(row)).join('');
  }

  inline(tokens: readonly Token[]): string {
    this.#renderer.reset();
    return this.#renderer.inline(tokens as Token[]);
  }

  /** The list without its items. */
  emptyList(list: Tokens.List): string {
    return this.#renderer.list({ ...list, items: [] });
  }

  /** The table with its header row and an empty body. */
  emptyTable(table: Tokens.Table): string {
    this.#renderer.reset();
    return this.#renderer.table({ ...table, rows: [] }).replace('</table>', '<tbody></tbody></table>');
  }

  emptyCode(code: Tokens.Code): string {
    return this.#renderer.code({ ...code, text: '' });
  }
}

class BlockRenderer extends Renderer {
  readonly #mode: HtmlMode;
  #open: string[] = [];
  /** Behind every block. */
  #lineEnd = '';

  constructor(mode: HtmlMode) {
    super();
    this.#mode = mode;
  }

  reset(lineEnd = ''): void {
    this.#open = [];
    this.#lineEnd = lineEnd;
  }

  closeAll(): string {
    return closeBasic(this.#open);
  }

  /** Inline text; a basic tag left open in it ends with it, so that it cannot reach the next block. */
  inline(tokens: Token[]): string {
    const depth = this.#open.length;
    return this.parser.parseInline(tokens) + closeBasic(this.#open, depth);
  }

  /** Blocks inside a block: a basic tag left open in them ends with the container. */
  #contained(tokens: Token[]): string {
    const depth = this.#open.length;
    return this.parser.parse(tokens) + closeBasic(this.#open, depth);
  }

  row(cells: readonly Tokens.TableCell[]): string {
    return `<tr>${cells.map((cell) => this.tablecell(cell)).join('')}</tr>`;
  }

  override html(token: Tokens.HTML | Tokens.Tag): string {
    if (this.#mode === 'sanitized') return token.text;
    const html = this.#mode === 'basic' ? basicHtml(token.text, this.#open) : escapeHtml(token.text);
    return token.block && !html.includes('<') ? `<p>${html.trim()}</p>` : html;
  }

  override code({ text, lang, escaped }: Tokens.Code): string {
    const language = /^\S+/.exec(lang ?? '')?.[0];
    const code = text ? `${text.replace(/\n$/, '')}\n` : '';
    const attribute = language ? ` class="language-${escapeHtml(language).replace(/&amp;(?=#?\w+;)/g, '&')}"` : '';
    // A leading line end in <pre> is swallowed by the HTML parser; <code> stands between, so none is lost.
    return `<pre><code${attribute}>${escaped ? code : escapeHtml(code)}</code></pre>${this.#lineEnd}`;
  }

  override blockquote({ tokens }: Tokens.Blockquote): string {
    return `<blockquote>${this.#contained(tokens)}</blockquote>${this.#lineEnd}`;
  }

  override heading({ tokens, depth }: Tokens.Heading): string {
    return `<h${depth}>${this.inline(tokens)}</h${depth}>${this.#lineEnd}`;
  }

  override hr(): string {
    return `<hr>${this.#lineEnd}`;
  }

  override list({ ordered, start, items }: Tokens.List): string {
    const name = ordered ? 'ol' : 'ul';
    const attribute = ordered && start !== 1 ? ` start="${start}"` : '';
    return `<${name}${attribute}>${items.map((item) => this.listitem(item)).join('')}</${name}>${this.#lineEnd}`;
  }

  override listitem(item: Tokens.ListItem): string {
    return `<li>${this.#contained(item.tokens)}</li>`;
  }

  override paragraph({ tokens }: Tokens.Paragraph): string {
    return `<p>${this.inline(tokens)}</p>${this.#lineEnd}`;
  }

  override table({ header, rows }: Tokens.Table): string {
    const body = rows.map((row) => this.row(row)).join('');
    return `<table><thead>${this.row(header)}</thead>${body && `<tbody>${body}</tbody>`}</table>${this.#lineEnd}`;
  }

  override tablecell({ header, align, tokens }: Tokens.TableCell): string {
    const name = header ? 'th' : 'td';
    return `<${name}${align ? ` align="${align}"` : ''}>${this.inline(tokens)}</${name}>`;
  }

  override link(token: Tokens.Link): string {
    return token.href === PENDING_HREF ? `<a>${this.parser.parseInline(token.tokens)}</a>` : super.link(token);
  }

  override text(token: Tokens.Text | Tokens.Escape): string {
    if ('tokens' in token && token.tokens) return this.inline(token.tokens);
    return super.text(token);
  }
}
