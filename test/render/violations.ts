/** What an attack may reach for, judged on the rendered nodes before any click. */
export type Violation =
  | 'exec'
  | 'handler'
  | 'script-url'
  | 'bad-scheme'
  | 'active-elem'
  | 'form'
  | 'custom-elem'
  | 'aria-inject'
  | 'clobber'
  | 'css-leak'
  | 'overlay'
  | 'net'
  | 'nav'
  | 'untrusted-origin'
  | 'throw'
  | 'hang'
  | 'spill'
  | 'invisible';

/** Where links and images may lead; without it, anywhere and nowhere. */
export interface Allowed {
  readonly links?: readonly string[] | undefined;
  readonly images?: readonly string[] | undefined;
}

const ACTIVE =
  /^(?:script|iframe|frame|frameset|object|embed|applet|portal|base|meta|link|template|svg|math|audio|video|source|track|area|map|marquee|noscript|slot|canvas|fencedframe)$/;
const CONTROLS =
  /^(?:form|input|button|select|option|optgroup|textarea|datalist|dialog|fieldset|legend|label|output|meter|progress|keygen|isindex)$/;
const URL_ATTRIBUTES =
  /^(?:href|src|action|formaction|xlink:href|data|poster|background|cite|longdesc|srcset|ping|manifest|code|codebase|archive|profile|usemap)$/;
const FORM_ATTRIBUTES =
  /^(?:popover|popovertarget|command|commandfor|form|formaction|formmethod|autofocus|accesskey|ping|download)$/;
const ARIA_ATTRIBUTES =
  /^(?:role|aria-.*|slot|part|tabindex|contenteditable|is|exportparts|inert|hidden|draggable|data-.*)$/;
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufff9-\ufffb]|[\u{e0001}-\u{e007f}]/u;

/** Attributes that the view itself sets, by selector; anything else of the kind comes from the message. */
const OWN: readonly (readonly [selector: string, attributes: RegExp])[] = [
  ['*', /^part$/],
  ['h1, h2, h3, h4, h5, h6', /^aria-level$/],
  ['pre, [part="table-scroll"]', /^(?:role|tabindex|aria-label)$/],
  ['button[part~="code-copy-button"]', /^(?:type|aria-label)$/],
  ['input[type="checkbox"][disabled]', /^aria-label$/],
  ['button[part~="image-button"]', /^(?:type|data-src|data-alt)$/],
];
const OWN_PARTS =
  /^(?:blocks|paragraph|heading heading-[1-6]|list list-(?:un)?ordered|list-item(?: task-item)?|blockquote|rule|table|table-header|table-cell|table-scroll|link|link-host|image|image image-text|image image-placeholder|image-button|inline-code|code|code-lines|code-block|code-header|code-language|copy-button code-copy-button|details|summary|checkbox|section)$/;

function isOwn(element: Element, name: string, value: string): boolean {
  // An element without a part of its own is one by its tag's name, unless the chat itself has such a part.
  const isTag = value === element.localName && !/^(?:header|footer)$/.test(value);
  if (name === 'part' && !isTag && !OWN_PARTS.test(value)) return false;
  return OWN.some(([selector, attributes]) => attributes.test(name) && element.matches(selector));
}

function protocolOf(value: string): string {
  try {
    return new URL(value, document.baseURI).protocol;
  } catch {
    return '';
  }
}

function isScript(value: string): boolean {
  const protocol = protocolOf(value);
  if (protocol === 'javascript:' || protocol === 'vbscript:') return true;
  return protocol === 'data:' && /^\s*data:(?:text\/html|[^,]*xml|image\/svg)/i.test(value);
}

function isOutside(value: string, prefixes: readonly string[]): boolean {
  const url = new URL(value, document.baseURI).href;
  return !prefixes.some((prefix) => url.startsWith(prefix));
}

function attributeViolations(element: Element, name: string, value: string): Violation[] {
  const found: Violation[] = [];
  if (INVISIBLE.test(value)) found.push('invisible');
  if (name.startsWith('on')) found.push('handler');
  if (URL_ATTRIBUTES.test(name) && isScript(value)) found.push('script-url');
  if (name === 'id' || name === 'name') found.push('clobber');
  if (name === 'style') found.push('css-leak');
  if (name === 'class' && value !== 'blocks' && !/^language-\S+$/.test(value)) found.push('css-leak');
  if (FORM_ATTRIBUTES.test(name)) found.push('form');
  if (ARIA_ATTRIBUTES.test(name) && !isOwn(element, name, value)) found.push('aria-inject');
  return found;
}

/** What is wrong with the nodes in `container`, without layout: cheap enough for every prefix. */
export function nodeViolations(container: Element, allowed: Allowed = {}): Set<Violation> {
  const found = new Set<Violation>();
  for (const element of container.querySelectorAll('*')) {
    const name = element.localName;
    if (ACTIVE.test(name)) found.add('active-elem');
    if (name === 'style') found.add('css-leak');
    if (name.includes('-')) found.add('custom-elem');
    const isOwnButton = name === 'button' && element.matches('[part~="image-button"], [part~="code-copy-button"]');
    const isTaskBox = name === 'input' && element.matches('[type="checkbox"][disabled]');
    if (CONTROLS.test(name) && !isOwnButton && !isTaskBox) found.add('form');
    for (const attribute of element.attributes) {
      for (const violation of attributeViolations(element, attribute.name, attribute.value)) found.add(violation);
    }
    const [href, src] = [element.getAttribute('href'), element.getAttribute('src')];
    if (href !== null && !/^(?:https?|mailto|tel):$/.test(protocolOf(href))) found.add('bad-scheme');
    if (href !== null && allowed.links && isOutside(href, allowed.links)) found.add('untrusted-origin');
    if (src !== null && !src.startsWith('data:') && (!allowed.images || isOutside(src, allowed.images)))
      found.add('untrusted-origin');
  }
  if (INVISIBLE.test(container.textContent)) found.add('invisible');
  return found;
}

/** Does anything leave the flow of the text? */
export function overlays(container: Element): boolean {
  return [...container.querySelectorAll('*')].some((element) =>
    /fixed|absolute|sticky/.test(getComputedStyle(element).position),
  );
}

/** Watches what a page cannot take back: calls, requests, navigation, uncaught errors. */
export class Canaries {
  readonly calls: string[] = [];
  readonly requests: string[] = [];
  readonly errors: string[] = [];
  readonly #address = location.href;
  readonly #observer = new PerformanceObserver((list) => this.#note(list.getEntries()));
  readonly #saved = new Map<string, unknown>();

  constructor() {
    const page = window as unknown as Record<string, unknown>;
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'attack', 'open']) {
      this.#saved.set(name, page[name]);
      page[name] = () => this.calls.push(name);
    }
    this.#observer.observe({ type: 'resource' });
    addEventListener('error', this.#onError);
    addEventListener('unhandledrejection', this.#onError);
  }

  get hasLeft(): boolean {
    return location.href !== this.#address;
  }

  release(): void {
    this.#note(this.#observer.takeRecords());
    this.#observer.disconnect();
    for (const [name, value] of this.#saved) (window as unknown as Record<string, unknown>)[name] = value;
    removeEventListener('error', this.#onError);
    removeEventListener('unhandledrejection', this.#onError);
  }

  #note(entries: PerformanceEntryList): void {
    for (const { name } of entries)
      if (!/\/__cases\/|\/__web-|\/wtr|\.json$|\.m?[jt]s(?:\?|$)/.test(name)) this.requests.push(name);
  }

  readonly #onError = (event: Event): void => {
    this.errors.push(String((event as ErrorEvent).message ?? (event as PromiseRejectionEvent).reason));
  };
}
