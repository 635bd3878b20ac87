import type { HtmlMode } from '../../src/markdown/raw-html.ts';
import { MarkdownView, type MarkdownViewOptions } from '../../src/render/markdown-view.ts';
import { nodeViolations, overlays, type Allowed, type Violation } from './violations.ts';

/** An attack, from the project's own list or from one that is served beside it. */
export interface AttackCase {
  readonly id: string;
  readonly markdown?: string;
  /** Joined; a repeated part is not written out. */
  readonly markdownParts?: readonly (string | { readonly repeat: string; readonly times: number })[];
  readonly config?: {
    readonly allowedLinkPrefixes?: readonly string[];
    readonly allowedImagePrefixes?: readonly string[];
  };
  readonly atEveryPrefix?: boolean;
  readonly budgetMs?: number;
}

export interface Verdict {
  readonly id: string;
  readonly html: HtmlMode;
  readonly violations: readonly Violation[];
}

export function textOf({ markdown, markdownParts }: AttackCase): string {
  return (
    markdown ??
    (markdownParts ?? []).map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('')
  );
}

function allowedBy({ config }: AttackCase): Allowed {
  return config ? { links: config.allowedLinkPrefixes, images: config.allowedImagePrefixes } : {};
}

function optionsOf(attack: AttackCase, html: HtmlMode): MarkdownViewOptions {
  const { links, images } = allowedBy(attack);
  return { html, ...(links ? { linkHosts: links } : {}), ...(images ? { imageHosts: images } : {}) };
}

/** A message after the attack: it has to be what it is without one. */
const NEXT = '**next** [message](https://next.example/) `code`\n\n- item\n\n| a |\n|---|\n| b |\n';

function render(container: HTMLElement, text: string, options: MarkdownViewOptions): void {
  const view = new MarkdownView(container, options);
  view.append(text);
  view.finish();
}

/** Renders the attack in `host`, as a whole and where asked for at every prefix, then another message. */
export function judge(attack: AttackCase, html: HtmlMode, host: HTMLElement): Verdict {
  const found = new Set<Violation>();
  const [text, options, allowed] = [textOf(attack), optionsOf(attack, html), allowedBy(attack)];
  const message = host.appendChild(document.createElement('div'));
  const next = host.appendChild(document.createElement('div'));
  const look = (container: Element): void =>
    nodeViolations(container, allowed).forEach((violation) => found.add(violation));
  try {
    const start = performance.now();
    render(message, text, options);
    if (performance.now() - start > (attack.budgetMs ?? 1000)) found.add('hang');
    look(message);
    if (overlays(message)) found.add('overlay');
    // Nothing may be swallowed: only in `sanitized` is an element without text a right answer.
    const isEmpty = message.textContent.trim() === '' && !message.querySelector('br, img, hr, input, td, li');
    if (html !== 'sanitized' && isEmpty && /[a-z0-9]/i.test(text) && !/^\s*\[[^\]]*\]:/.test(text)) found.add('throw');
    if (attack.atEveryPrefix) {
      for (const prefix of prefixes(text, options)) look(prefix);
    }
    render(next, NEXT, options);
    const alone = document.createElement('div');
    render(alone, NEXT, options);
    if (!next.isEqualNode(alone)) found.add('spill');
  } catch (error) {
    console.error(attack.id, error);
    found.add('throw');
  }
  return { id: attack.id, html, violations: [...found] };
}

/** What is on screen at every prefix of the stream, and at some of them what is left there when it ends. */
function* prefixes(text: string, options: MarkdownViewOptions): Generator<Element> {
  const container = document.createElement('div');
  const view = new MarkdownView(container, options);
  for (let length = 1; length <= text.length; length++) {
    view.append(text[length - 1]!);
    view.flush();
    yield container;
    if (length % 5 !== 0) continue;
    const ended = document.createElement('div');
    render(ended, text.slice(0, length), options);
    yield ended;
  }
  view.finish();
  yield container;
}
