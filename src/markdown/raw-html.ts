/**
 * What becomes of raw HTML in an answer.
 * `text` shows it as text · `basic` keeps a fixed list of harmless tags, without attributes, and shows the rest as text ·
 * `sanitized` hands everything to the sanitiser and its allow-list.
 */
export type HtmlMode = 'text' | 'basic' | 'sanitized';

/** The tags of `html="basic"`. They never carry an attribute. */
export const BASIC_TAGS: ReadonlySet<string> = new Set([
  'br',
  'sub',
  'sup',
  'kbd',
  'mark',
  'del',
  'ins',
  'u',
  's',
  'small',
  'details',
  'summary',
]);

const VOID_TAG = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/** Elements whose content the HTML parser reads as text. */
const RAW_TEXT_TAGS = 'script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, every special character escaped. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character]!) : text;
}

/** Text that could not be read as markdown, shown as it is. */
export function plainHtml(text: string): string {
  return `<p>${escapeHtml(text.trim())}</p>`;
}

/** What may be raw HTML; not an address in angle brackets. */
const MARKUP = /<(?:[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])|[/!?])/;

/** Could `text` have raw HTML in it that reaches beyond it? A line break does not. */
export function hasMarkup(text: string): boolean {
  return text.includes('<') && MARKUP.test(text.replace(/<br *\/?>/gi, ''));
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g;

/**
 * One run of raw HTML under `html="basic"`: listed tags are written anew without attributes, everything else is escaped.
 * @param open - tags that are open so far; grows and shrinks, so that what is never closed can be closed by `closeBasic`.
 * @param nesting - most tags that may be open; beyond it they are shown as text.
 */
export function basicHtml(raw: string, open: string[], nesting: number): string {
  let html = '';
  let last = 0;
  for (const match of raw.matchAll(TAG)) {
    const name = match[2]!.toLowerCase();
    if (!BASIC_TAGS.has(name) || (open.length >= nesting && !match[1])) continue;
    html += escapeHtml(raw.slice(last, match.index));
    last = match.index + match[0].length;
    if (name === 'br') html += '<br>';
    else if (!match[1]) {
      open.push(name);
      html += `<${name}>`;
    } else if (open.includes(name)) {
      // Closing an outer tag closes what was opened inside it, so the output nests whatever the input did.
      let closed: string | undefined;
      do {
        closed = open.pop();
        html += `</${closed}>`;
      } while (closed !== name);
    }
  }
  return html + escapeHtml(raw.slice(last));
}

/** End tags for what `basicHtml` left open beyond `depth`. */
export function closeBasic(open: string[], depth = 0): string {
  let html = '';
  while (open.length > depth) html += `</${open.pop()}>`;
  return html;
}

/** Do elements stand in each other deeper than `levels`? The HTML parser and the sanitiser take seconds for 100,000. */
export function isDeeperThan(html: string, levels: number): boolean {
  let depth = 0;
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-zA-Z][^\s/>]*)/g)) {
    if (slash) depth = Math.max(0, depth - 1);
    else if (!VOID_TAG.test(name!) && ++depth > levels) return true;
  }
  return false;
}

/**
 * Follows which elements raw HTML leaves open from one block to the next, to know where blocks must be kept together.
 * Conservative: markup it cannot vouch for counts as open for good (`odd`), which costs speed and never correctness.
 */
export class OpenElements {
  readonly #mode: HtmlMode;
  #stack: string[] = [];
  #rawText: RegExp | undefined;
  #odd = false;

  constructor(mode: HtmlMode) {
    this.#mode = mode;
  }

  /** Nothing is open: the next block starts at the top. */
  get balanced(): boolean {
    return this.#stack.length === 0 && !this.#rawText && !this.#odd;
  }

  /** Reads one run of raw HTML, in document order. */
  read(raw: string): void {
    if (this.#mode === 'text') return;
    if (this.#mode === 'basic') this.#readDetails(raw);
    else this.#readAny(raw);
  }

  #readDetails(raw: string): void {
    for (const match of raw.matchAll(TAG)) {
      if (match[2]!.toLowerCase() !== 'details') continue;
      if (!match[1]) this.#stack.push('details');
      else this.#stack.pop();
    }
  }

  #readAny(raw: string): void {
    let rest = raw;
    while (rest && !this.#odd) {
      if (this.#rawText) {
        const end = this.#rawText.exec(rest);
        if (!end) return;
        rest = rest.slice(end.index + end[0].length);
        this.#rawText = undefined;
        continue;
      }
      const start = rest.indexOf('<');
      if (start < 0) return;
      rest = rest.slice(start);
      const comment = /^<!--[^]*?-->/.exec(rest);
      if (comment) {
        rest = rest.slice(comment[0].length);
        continue;
      }
      const tag = /^<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/.exec(rest);
      if (!tag) {
        if (/^<[!?/a-zA-Z]/.test(rest)) this.#odd = true;
        rest = rest.slice(1);
        continue;
      }
      rest = rest.slice(tag[0].length);
      this.#readTag(tag[2]!.toLowerCase(), tag[1] === '/', tag[3]!.endsWith('/'));
    }
  }

  #readTag(name: string, isEnd: boolean, selfClosing: boolean): void {
    if (VOID_TAG.test(name)) return;
    if (isEnd) {
      if (this.#stack.at(-1) === name) this.#stack.pop();
      else if (this.#stack.includes(name)) this.#odd = true;
      return;
    }
    if (/^(?:svg|math|template|select|form|frameset|body|html|head)$/.test(name)) {
      this.#odd = true;
      return;
    }
    if (new RegExp(`^(?:${RAW_TEXT_TAGS})$`).test(name)) {
      this.#rawText = new RegExp(`</${name}[\\s/>]`, 'i');
      return;
    }
    if (selfClosing) this.#odd ||= this.#mode === 'sanitized';
    this.#stack.push(name);
  }
}
