import { isOnList } from './hosts.ts';

/** What is done with images in answers: `click` shows a button that loads one, `allow` loads all, `none` leaves the text. */
export type ImagePolicy = 'click' | 'allow' | 'none';

/** Largest `data:` image, in characters, and the kinds that cannot run anything. */
const MAX_DATA_CHARS = 64 * 1024;
const SAFE_DATA = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i;

/**
 * May the image be fetched without being asked for?
 * @param hosts - allowed sources, see `isOnList`.
 */
export function isAllowedImage(src: string, policy: ImagePolicy, hosts: readonly string[]): boolean {
  if (policy === 'none') return false;
  const url = imageUrl(src);
  if (policy === 'allow') return url !== undefined || /^https?:$/.test(onPage(src)?.protocol ?? '');
  return url !== undefined && (url.protocol === 'data:' || isOnList(url, hosts, ['https:']));
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
function onPage(src: string): URL | undefined {
  try {
    return new URL(src, document.baseURI);
  } catch {
    return undefined;
  }
}
