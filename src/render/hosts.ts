/**
 * Is `url` on a list of allowed places? An entry is a host (`example.com`, `example.com:8443`), an origin or an address
 * with a path (`https://example.com/media/`). Addresses are compared as parsed and with a boundary, so that neither
 * `example.com.evil.test` nor `/media-other` passes (L-05).
 * @param schemes - what an entry without a scheme stands for, best first: `['https:']`.
 */
export function isOnList(url: URL, entries: readonly string[], schemes: readonly string[]): boolean {
  return entries.some((entry) => {
    const isWhole = /^[a-z][a-z0-9+.-]*:\/\//i.test(entry);
    return isWhole
      ? matches(url, entry, schemes)
      : schemes.some((scheme) => matches(url, `${scheme}//${entry}`, schemes));
  });
}

function matches(url: URL, entry: string, schemes: readonly string[]): boolean {
  let allowed: URL;
  try {
    allowed = new URL(entry);
  } catch {
    return false;
  }
  if (!schemes.includes(allowed.protocol) || allowed.protocol !== url.protocol || allowed.host !== url.host)
    return false;
  const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
  return url.pathname === allowed.pathname || url.pathname.startsWith(folder);
}
