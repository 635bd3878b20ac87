import { ChatError } from '../chat/errors.ts';
import { bound, isJson, jsonFraming, ndjsonFraming, textFraming } from './framings.ts';
import type { Framing, WireMessage } from './message.ts';
import { sseFraming } from './sse.ts';

/** Largest event, line or JSON body, in characters. */
export const MAX_MESSAGE_CHARS = 4 * 1024 * 1024;

/** As much of a body as is looked at to tell what it is, in characters. */
const SNIFF_CHARS = 1024;

/** Types that are no answer, whatever is in them. */
const REFUSED =
  /^(?:text\/html|application\/xhtml|application\/vnd\.amazon\.eventstream|(?:image|audio|video|font)\/|application\/(?:pdf|zip|wasm))/;

// Captured while loading: a page that replaces it later has no effect (E-08).
const Decoder = TextDecoder;

/**
 * Bytes of one response body → messages. The framing is told by the content type and the first bytes together, because
 * headers lie: SSE comes as text/plain, NDJSON as application/json. Every cutting of the bytes gives the same messages (law 4).
 */
export class BodyReader {
  readonly #contentType: string;
  readonly #maxChars: number;
  readonly #isText: boolean;
  readonly #decoder = new Decoder('utf-8', { ignoreBOM: true });
  #start = '';
  #framing: Framing | undefined;

  /**
   * @param isText - a body that begins like JSON is the answer itself, piece by piece.
   * @throws ChatError `content-type` for a type that is no answer.
   */
  constructor(contentType: string, maxChars = MAX_MESSAGE_CHARS, isText = false) {
    this.#contentType = contentType.split(';')[0]!.trim().toLowerCase();
    this.#maxChars = maxChars;
    this.#isText = isText;
    if (REFUSED.test(this.#contentType)) throw refused(this.#contentType);
  }

  /** @throws ChatError `content-type` for a page, `too-large` beyond the bound. */
  feed(bytes: Uint8Array): WireMessage[] {
    return this.#take(this.#decoder.decode(bytes, { stream: true }), false);
  }

  /** The body ended cleanly. Half a character at its end is dropped, not painted as U+FFFD. */
  end(): WireMessage[] {
    const rest = this.#framing ? [] : this.#take('', true);
    return [...rest, ...this.#framing!.end()];
  }

  #take(text: string, isEnd: boolean): WireMessage[] {
    if (this.#framing) return this.#framing.feed(text);
    this.#start += text;
    // The parser of SSE takes off the byte order mark by itself; a second one is content.
    const start = this.#start.replace(/^\ufeff/, '');
    const isJsonText = this.#isText && /^\s*[[{]/.test(start);
    this.#framing = isJsonText ? textFraming() : chooseFraming(this.#contentType, start, isEnd, this.#maxChars);
    if (!this.#framing) {
      bound(start, this.#maxChars);
      return [];
    }
    const whole = this.#framing.keepsMark ? this.#start : start;
    this.#start = '';
    return this.#framing.feed(whole);
  }
}

function refused(what: string): ChatError {
  return new ChatError('content-type', `The endpoint answered with ${what}, which is no stream of a chat answer.`);
}

/** How an HTML page begins that came under another type. */
const PAGE_STARTS = ['<!doctype ', '<html>', '<html '];
const SSE_FIELDS = ['data:', 'event:', 'id:', 'retry:'];

/** @returns undefined while more has to be seen: what is decided for a beginning holds for every continuation of it. */
function chooseFraming(type: string, start: string, isEnd: boolean, maxChars: number): Framing | undefined {
  if (type === 'text/event-stream') return sseFraming(maxChars);
  if (/ndjson|jsonl|json-seq/.test(type)) return ndjsonFraming(maxChars, true);
  const text = start.trimStart();
  if (text === '') return isEnd ? textFraming() : undefined;
  const first = text.slice(0, PAGE_STARTS[0]!.length).toLowerCase();
  if (PAGE_STARTS.some((page) => first.startsWith(page))) throw refused('an HTML page');
  if (!isEnd && PAGE_STARTS.some((page) => page.startsWith(first))) return undefined;
  if (type === 'text/markdown') return textFraming();
  if (/json/.test(type) ? /^[[{"]/.test(text) : /^(?:\{\s*["}]|\[\s*[[{"\]])/.test(text))
    return chooseJson(text, isEnd, maxChars);
  if (/^[[{]\s*$/.test(text) && !isEnd) return undefined;
  return chooseLines(text.slice(0, SNIFF_CHARS), isEnd || text.length >= SNIFF_CHARS, maxChars);
}

function chooseJson(text: string, isEnd: boolean, maxChars: number): Framing | undefined {
  const line = /^(.*)\n/.exec(text)?.[1];
  // A first line that is JSON by itself: lines follow, or it was all.
  if (line !== undefined && isJson(line)) return ndjsonFraming(maxChars, false);
  return line !== undefined || isEnd || text.startsWith('[') ? jsonFraming(maxChars) : undefined;
}

/** SSE under another type: its first field tells, or its first payload. A text that begins with "data: " stays text. */
function chooseLines(text: string, isLast: boolean, maxChars: number): Framing | undefined {
  const lines = text.split(/\r\n?|\n/);
  // The AI SDK's older data stream: a code and JSON in each line.
  if (/^[0-9a-k]:?$/.test(text) && !isLast) return undefined;
  if (/^[0-9a-k]:["[{]/.test(text)) {
    if (lines.length === 1 && !isLast) return undefined;
    if (isJson(lines[0]!.slice(2))) return ndjsonFraming(maxChars, true);
  }
  let rest = lines.length;
  for (const line of lines) {
    const isWhole = --rest > 0 || isLast;
    if (line === '' || line.startsWith(':')) continue;
    if (/^(?:event|id|retry):/.test(line)) return sseFraming(maxChars);
    const payload = /^data:\s*(.*)/.exec(line)?.[1];
    if (payload && /^[[{"]/.test(payload)) return sseFraming(maxChars);
    const isOpen = !isWhole && (payload === '' || SSE_FIELDS.some((field) => field.startsWith(line)));
    return isOpen ? undefined : textFraming();
  }
  return isLast ? sseFraming(maxChars) : undefined;
}
