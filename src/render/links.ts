/** What is done with links in answers: `show-host` prints a hidden host, `confirm` asks before leaving, `none` leaves text. */
export type LinkPolicy = 'show-host' | 'confirm' | 'none';

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** A query longer than this, in characters, can carry a conversation away unseen. */
const LONG_QUERY_CHARS = 100;

/** @returns the address as the browser will read it, or undefined if it is none that may be followed (L-08). */
export function safeUrl(href: string): URL | undefined {
  let url: URL;
  try {
    url = new URL(href, document.baseURI);
  } catch {
    return undefined;
  }
  return SCHEMES.has(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}

/**
 * The host to print beside a link, when the link's text hides where it leads: the text names another host, the host is
 * punycode or has letters beyond ASCII, or the query is long (L-06).
 */
export function hiddenHost(url: URL, text: string): string | undefined {
  if (!url.protocol.startsWith('http') || url.origin === location.origin) return undefined;
  const named = /(?:^|[\s/@(])((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=$|[\s/:?#).,])/u.exec(text)?.[1]?.toLowerCase();
  const bare = (host: string): string => host.replace(/^www\./, '');
  const isOther = named !== undefined && bare(named) !== bare(url.hostname);
  const isStrange = /(?:^|\.)xn--/.test(url.hostname);
  return isOther || isStrange || url.search.length > LONG_QUERY_CHARS ? url.host : undefined;
}
