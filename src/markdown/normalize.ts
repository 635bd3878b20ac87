/**
 * Characters that have no business in an answer: controls, bidirectional overrides and isolates, invisible operators and
 * interlinear annotation (L-10). Joiners, direction marks and variation selectors stay: scripts and emoji need them.
 */
const UNWANTED = /[\u0001-\u0008\u000b\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufff9-\ufffb]/g;

/** Tag characters outside a flag: invisible text that a reader cannot see and a model can be made to write. */
const FLAG_OR_TAGS = /(\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{2,6}\u{e007f})|[\u{e0001}-\u{e007f}]+/gu;

/** A text that may continue: a CR before its LF, half a surrogate pair, or a flag before its tags are complete. */
const UNFINISHED = /(?:\r|\u{1f3f4}[\u{e0020}-\u{e007e}]*[\ud800-\udbff]?|[\ud800-\udbff])$/u;

/** Cleans the text of one stream as it arrives; every way of cutting gives the same result. */
export class Normalizer {
  #rest = '';

  /** @returns `delta` with `\n` line ends and without unwanted characters, as far as it can be told yet. */
  feed(delta: string): string {
    const text = this.#rest + delta;
    const unfinished = UNFINISHED.exec(text);
    // A flag is at most 8 tag characters long; a longer run is no flag and need not be waited for.
    const isShort = unfinished && text.length - unfinished.index <= 20;
    const cut = isShort ? unfinished.index : text.length - (/[\ud800-\udbff]$/.test(text) ? 1 : 0);
    this.#rest = text.slice(cut);
    return clean(text.slice(0, cut));
  }

  /** @returns what was waiting. */
  end(): string {
    const text = clean(this.#rest);
    this.#rest = '';
    return text;
  }
}

function clean(text: string): string {
  return withoutUnwanted(/[\r\f\0]/.test(text) ? text.replace(/\r\n?|\f/g, '\n').replaceAll('\0', '\ufffd') : text);
}

/** `text` without unwanted characters. */
export function withoutUnwanted(text: string): string {
  if (!/[^\n\t -~\u00a0-\u2028\u2070-\ud7ff]/.test(text)) return text;
  return text.replace(UNWANTED, '').replace(FLAG_OR_TAGS, (_, flag: string | undefined) => flag ?? '');
}
