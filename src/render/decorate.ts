import { imageUrl, isAllowedImage, type ImagePolicy } from './images.ts';
import { hiddenHost, safeUrl, type LinkPolicy } from './links.ts';
import { fillCode } from './code-lines.ts';

/** Words on the controls that stand inside a rendered message. */
export interface MarkdownStrings {
  readonly copy: string;
  readonly copied: string;
  readonly copyCode: (language: string) => string;
  readonly loadImage: (host: string) => string;
  /** Stands for a picture that has no description and may not be shown. */
  readonly image: string;
  readonly code: string;
  readonly table: string;
  /** Names the box of a task; its text stands behind it. */
  readonly task: string;
}

export interface DecorateOptions {
  readonly links: LinkPolicy;
  readonly linkHosts: readonly string[] | undefined;
  readonly images: ImagePolicy;
  readonly imageHosts: readonly string[];
  /** Images that the visitor asked for: they stay while the text around them is still written. */
  readonly loadedImages: ReadonlySet<string>;
  /** How far the headings stand below their signs: 0 leaves them, 2 makes a `#` a heading of level 3. */
  readonly headingShift: number;
  readonly strings: MarkdownStrings;
}

type Decorate = (element: Element, options: DecorateOptions) => void;

/** `part` names by tag, where they are not the tag's own name; every element has one. */
const PARTS: Readonly<Record<string, string>> = {
  p: 'paragraph',
  h1: 'heading heading-1',
  h2: 'heading heading-2',
  h3: 'heading heading-3',
  h4: 'heading heading-4',
  h5: 'heading heading-5',
  h6: 'heading heading-6',
  ul: 'list list-unordered',
  ol: 'list list-ordered',
  li: 'list-item',
  blockquote: 'blockquote',
  hr: 'rule',
  table: 'table',
  th: 'table-header',
  td: 'table-cell',
  a: 'link',
  img: 'image',
  code: 'inline-code',
  details: 'details',
  summary: 'summary',
  input: 'checkbox',
  // Parts of the chat itself have these names.
  header: 'section',
  footer: 'section',
};

/** Direction is each block's own (I-03, L-11), and says nothing of code in it; a table's is that of its header. */
const OWN_DIRECTION = /^(?:p|h[1-6]|li|td|summary|d[td]|code|kbd|samp)$/;

const DECORATIONS: Readonly<Record<string, Decorate>> = {
  a: decorateLink,
  img: decorateImage,
  input: decorateCheckbox,
  pre: decorateCode,
  table: decorateTable,
};

/**
 * Gives sanitised nodes, before they enter the document, what only the DOM may give: parts, direction, link and image policy,
 * the controls of code blocks. It creates elements and sets attributes; it never parses HTML.
 */
export function decorate(root: DocumentFragment | Element, options: DecorateOptions): void {
  for (const element of root.querySelectorAll('*')) {
    const name = element.localName;
    // A block of code has named its own, which runs from left to right.
    if (!element.hasAttribute('part')) {
      element.setAttribute('part', PARTS[name] ?? name);
      if (OWN_DIRECTION.test(name)) element.setAttribute('dir', 'auto');
    }
    if (options.headingShift > 0 && /^h[1-6]$/.test(name))
      element.setAttribute('aria-level', String(Number(name[1]) + options.headingShift));
    DECORATIONS[name]?.(element, options);
  }
}

function decorateLink(link: Element, { links, linkHosts }: DecorateOptions): void {
  const href = link.getAttribute('href');
  const url = href === null ? undefined : safeUrl(href, linkHosts);
  if (!url || links === 'none') {
    link.removeAttribute('href');
    return;
  }
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow ugc');
  link.setAttribute('referrerpolicy', 'no-referrer');
  const host = links === 'show-host' ? hiddenHost(url, link.textContent) : undefined;
  if (host) link.after(make('span', 'link-host', ` (${host})`));
}

function decorateImage(image: Element, { images, imageHosts, loadedImages, strings }: DecorateOptions): void {
  const src = image.getAttribute('src') ?? '';
  if (isAllowedImage(src, images, imageHosts) || loadedImages.has(imageUrl(src)?.href ?? '')) {
    image.setAttribute('loading', 'lazy');
    image.setAttribute('decoding', 'async');
    image.setAttribute('referrerpolicy', 'no-referrer');
    return;
  }
  const url = images === 'click' ? imageUrl(src) : undefined;
  const alt = image.getAttribute('alt') ?? '';
  if (!url) {
    image.replaceWith(make('span', 'image image-text', alt || strings.image));
    return;
  }
  const placeholder = make('span', 'image image-placeholder', alt && `${alt} `);
  const button = make('button', 'image-button', strings.loadImage(url.host));
  button.setAttribute('type', 'button');
  button.setAttribute('data-src', url.href);
  button.setAttribute('data-alt', alt);
  placeholder.append(button);
  image.replaceWith(placeholder);
}

function decorateCheckbox(box: Element, { strings }: DecorateOptions): void {
  if (box.getAttribute('type') !== 'checkbox') {
    box.remove();
    return;
  }
  box.setAttribute('disabled', '');
  box.setAttribute('aria-label', strings.task);
  box.closest('li')?.setAttribute('part', 'list-item task-item');
}

/** A code block: header with language and copy button, then lines in groups. */
function decorateCode(pre: Element, { strings }: DecorateOptions): void {
  const code = pre.firstElementChild;
  if (code?.localName !== 'code' || pre.childNodes.length !== 1) {
    makeScrollable(pre, strings.code);
    return;
  }
  code.setAttribute('part', 'code');
  const language = /^language-(\S+)$/.exec(code.className)?.[1] ?? '';
  fillCode(code, code.textContent);
  const block = make('div', 'code-block');
  const header = make('div', 'code-header');
  header.append(make('span', 'code-language', language));
  const button = make('button', 'copy-button code-copy-button', strings.copy);
  button.setAttribute('type', 'button');
  button.setAttribute('aria-label', strings.copyCode(language));
  header.append(button);
  pre.replaceWith(block);
  makeScrollable(pre, language || strings.code);
  pre.setAttribute('dir', 'ltr');
  block.append(header, pre);
}

function decorateTable(table: Element, { strings }: DecorateOptions): void {
  const frame = make('div', 'table-scroll');
  makeScrollable(frame, strings.table);
  table.replaceWith(frame);
  frame.append(table);
  // The first letter of a cell with a direction of its own does not count, so this is the header's.
  frame.setAttribute('dir', 'auto');
}

/** What scrolls sideways can be reached by keyboard. */
function makeScrollable(element: Element, label: string): void {
  element.setAttribute('tabindex', '0');
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
}

function make(name: string, part: string, text = ''): HTMLElement {
  const element = document.createElement(name);
  element.setAttribute('part', part);
  if (text) element.textContent = text;
  return element;
}
