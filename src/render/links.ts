import { isOnList } from './hosts.ts';

/** What is done with links in answers: `show-host` prints a hidden host, `confirm` asks before leaving, `none` leaves text. */
export type LinkPolicy = 'show-host' | 'confirm' | 'none';

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** A query longer than this, in characters, can carry a conversation away unseen. */
const LONG_QUERY_CHARS = 100;

/**
 * @param hosts - where links may lead, see `isOnList`; undefined: anywhere.
 * @returns the address as the browser will read it, or undefined if it is none that may be followed (L-08).
 */
export function safeUrl(href: string, hosts?: readonly string[]): URL | undefined {
  let url: URL;
  try {
    url = new URL(href, document.baseURI);
  } catch {
    return undefined;
  }
  if (!SCHEMES.has(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return !hosts || isOnList(url, hosts, ['https:', 'http:']) ? url : undefined;
}

/** A host name as people write one, also behind a user name. */
const HOST = /(?<=^|[\s/@("'“])(?:[\p{L}\p{N}-]+[.。．｡])+\p{L}{2,}(?=$|[\s/:?#@)"'”.,])/gu;

/**
 * The host to print beside a link, when the link's text hides where it leads: the text names another host, the host is
 * punycode or has letters beyond ASCII, or the query is long (L-06).
 */
export function hiddenHost(url: URL, text: string): string | undefined {
  if (!url.protocol.startsWith('http') || url.origin === location.origin) return undefined;
  const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '');
  // Most texts have no dot, and compiling the pattern takes milliseconds.
  const isOther = /[.。．｡]/.test(text) && [...text.matchAll(HOST)].some(([host]) => bare(host) !== bare(url.hostname));
  const isStrange = /(?:^|\.)xn--/.test(url.hostname);
  return isOther || isStrange || url.search.length > LONG_QUERY_CHARS ? url.host : undefined;
}
