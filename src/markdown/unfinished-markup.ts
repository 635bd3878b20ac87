import { BASIC_TAGS, type HtmlMode } from './raw-html.ts';

/** Longest unfinished tag or character reference that is held back, in characters. */
export const HELD_MARKUP_CHARS = 400;

const ADDRESS_SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];

/**
 * Reads what `<` at `at` begins.
 * @returns the index behind a tag or address, the next index where `<` is plain text, undefined while it may still become one.
 */
export function markupEnd(text: string, at: number, mode: HtmlMode): number | undefined {
  const next = text[at + 1];
  if (next === undefined) return undefined;
  if (!/[a-zA-Z/!?]/.test(next)) return at + 1;
  const end = text.indexOf('>', at);
  if (end >= 0) return end + 1;
  if (text.length - at > HELD_MARKUP_CHARS) return at + 1;
  const rest = text.slice(at);
  return mayBeAddress(rest) || mayBeTag(rest, mode) ? undefined : at + 1;
}

/** `text` without the unfinished tag at its end. */
export function withoutUnfinishedTag(text: string, mode: HtmlMode): string {
  const at = text.lastIndexOf('<');
  return at >= 0 && markupEnd(text, at, mode) === undefined ? text.slice(0, at) : text;
}

/** `<https://…` or `<name@host…`. */
function mayBeAddress(rest: string): boolean {
  if (/^<[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*$/.test(rest) || /^<[^\s<>@]+@[^\s<>]*$/.test(rest)) return true;
  const name = rest.slice(1).toLowerCase();
  return ADDRESS_SCHEMES.some((scheme) => scheme.startsWith(name));
}

function mayBeTag(rest: string, mode: HtmlMode): boolean {
  if (mode === 'text') return false;
  if (rest === '</') return true;
  const tag = /^<\/?([a-zA-Z][a-zA-Z0-9-]*)(\s[^<>]*)?\/?$/.exec(rest);
  if (mode === 'sanitized') return tag !== null || /^<[!?]/.test(rest);
  if (!tag) return false;
  const name = tag[1]!.toLowerCase();
  return tag[2] === undefined ? [...BASIC_TAGS].some((basic) => basic.startsWith(name)) : BASIC_TAGS.has(name);
}
