import { html, type TemplateResult } from 'lit';
import { safeUrl } from './links.ts';

/** A link with the host that it leads to; its text alone where the address is none to follow. */
export function linkTemplate(
  url: string | undefined,
  title: string | undefined,
  part: string,
): TemplateResult | string {
  const address = url ? safeUrl(url) : undefined;
  if (!address?.protocol.startsWith('http')) return title ?? '';
  return html`<a
      part=${`link ${part}`}
      href=${address.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerpolicy="no-referrer"
      >${title ?? address.host}</a
    >
    <span part="link-host">${address.host}</span>`;
}
