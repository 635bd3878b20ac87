import { dispatch } from '../events/chat-events.ts';
import type { LinkPolicy } from '../render/links.ts';

/** The blinking mark behind the last character; one element, moved along. */
export function createCursor(): HTMLElement {
  const cursor = document.createElement('span');
  cursor.className = 'cursor';
  cursor.setAttribute('part', 'cursor');
  cursor.setAttribute('aria-hidden', 'true');
  return cursor;
}

/** The text of the config child, if there is one. */
export function configText(host: HTMLElement): string | undefined {
  return host.querySelector(':scope > script[type="application/json"][slot="config"]')?.textContent ?? undefined;
}

/**
 * Properties from a `<script type="application/json" slot="config">` child. Only data: a page builder that takes no code
 * takes this. What does not parse is said in one warning and ignored.
 */
export function readConfig(host: HTMLElement, source: string): Record<string, unknown> {
  try {
    const config: unknown = JSON.parse(source);
    if (typeof config !== 'object' || config === null) throw new TypeError('it is no object');
    // Only properties that exist: a config cannot reach methods or add anything.
    const known = (host.constructor as unknown as { elementProperties: ReadonlyMap<string, unknown> })
      .elementProperties;
    return Object.fromEntries(Object.entries(config).filter(([name]) => known.has(name)));
  } catch (error) {
    console.warn('<stream-chat> could not read its config:', error);
    return {};
  }
}

/** A click on a link of an answer: the page may keep it, and the visitor is asked where `links="confirm"` says so. */
export function followLink(
  event: MouseEvent,
  host: HTMLElement,
  links: LinkPolicy,
  question: (address: string) => string,
): void {
  const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
  if (!link) return;
  const message = link.closest<HTMLElement>('[data-id]')?.dataset['id'];
  const isAllowed = dispatch(host, 'chat-link', { url: link.href, message });
  if (!isAllowed || (links === 'confirm' && !confirm(question(link.host || link.href)))) event.preventDefault();
}

/** With `debug`: a theme whose text is of the colour that it stands on. */
export function warnUnreadable(panel: Element | undefined): void {
  if (!panel) return;
  const { color, backgroundColor } = getComputedStyle(panel);
  if (color === backgroundColor)
    console.warn('<stream-chat> cannot be read: --chat-text is the same colour as --chat-background.');
}

let hasWarned = false;

/** A page that asks for files, voice or commands and has not their script. It may stand last: the page is whole first. */
export function warnWithout(chat: { attachments: boolean; voice: boolean; commands: readonly unknown[] }): void {
  if (hasWarned || document.readyState !== 'complete') return;
  if (!chat.attachments && !chat.voice && chat.commands.length === 0) return;
  hasWarned = true;
  console.warn('<stream-chat> needs stream-chat-composer.js for "attachments", "voice" and "commands".');
}
