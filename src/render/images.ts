/** What is done with images in answers: `click` shows a button that loads one, `allow` loads all, `none` leaves the text. */
export type ImagePolicy = 'click' | 'allow' | 'none';

/** Largest `data:` image, in characters, and the kinds that cannot run anything. */
const MAX_DATA_CHARS = 64 * 1024;
const SAFE_DATA = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i;

/**
 * @param hosts - allowed sources: `example.com`, `https://example.com:8443/path/`; compared on the parsed address with a
 * boundary, so that `example.com.evil.test` and `/path-other` do not pass (L-05).
 */
export function isAllowedImage(src: string, policy: ImagePolicy, hosts: readonly string[]): boolean {
  if (policy === 'none') return false;
  if (policy === 'allow') return imageUrl(src) !== undefined || /^https?:$/.test(resolve(src)?.protocol ?? '');
  const url = imageUrl(src);
  return url !== undefined && (url.protocol === 'data:' || hosts.some((host) => matches(url, host)));
}

/** @returns the address of an image that may be shown at all, by itself or after a click. */
export function imageUrl(src: string): URL | undefined {
  if (/^data:/i.test(src)) return src.length <= MAX_DATA_CHARS && SAFE_DATA.test(src) ? new URL(src) : undefined;
  try {
    const url = new URL(src);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Where the site allows every image, its own may be named relative to the page. */
function resolve(src: string): URL | undefined {
  try {
    return new URL(src, document.baseURI);
  } catch {
    return undefined;
  }
}

function matches(url: URL, allowed: string): boolean {
  try {
    const base = new URL(/^[a-z]+:\/\//i.test(allowed) ? allowed : `https://${allowed}`);
    if (base.protocol !== 'https:' || base.host !== url.host) return false;
    const path = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
    return path === '/' || url.pathname === base.pathname || url.pathname.startsWith(path);
  } catch {
    return false;
  }
}
