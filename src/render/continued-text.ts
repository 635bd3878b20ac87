import { withoutUnwanted } from '../markdown/normalize.ts';
import { escapeHtml } from '../markdown/raw-html.ts';

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** What `escapeHtml` writes. */
export const OWN_REFERENCES = /&(amp|lt|gt|quot|#39);/g;

/** What `escapeHtml` did, undone. A character reference of the message may have brought back what its source lost (L-10). */
export function unescapeHtml(html: string): string {
  return withoutUnwanted(html.replace(OWN_REFERENCES, (_, name: string) => CHARACTERS[name]!));
}

/**
 * Where the text ends that `html` ends in: before the end tags behind it. The text of links and of code blocks does not
 * count: what is drawn of them depends on all of it.
 * @returns -1 if it does not end in text.
 */
function textEnd(html: string): number {
  let end = html.length;
  while (html[end - 1] === '>') {
    const start = html.lastIndexOf('<', end - 1);
    if (html[start + 1] !== '/' || html.startsWith('a>', start + 2) || html.startsWith('pre>', start + 2)) return -1;
    end = start;
  }
  return end > 0 ? end : -1;
}

/** `html` with `text` behind the text that it ends in. */
export function continueText(html: string, text: string): string {
  const end = textEnd(html);
  return html.slice(0, end) + escapeHtml(text) + html.slice(end);
}
