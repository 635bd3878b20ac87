import type { WireMessage } from '../wire/message.ts';

/** The `retry:` of a stream counts between these, in ms. */
const MIN_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
/** Most that is kept of a stream to be read again, in characters of payload. */
const MAX_RECORDED_CHARS = 500_000;
/** Where formats without event ids number their events. */
const NUMBER = /"(?:sequence_number|event_id)"\s*:\s*"?([^",}\s]+)/;
/** What ends a stream has an id in some of those that number everything else. */
const END_MARK = /^\[DONE\]$|"done"\s*:\s*true|"type"\s*:\s*"done"/;

/**
 * How far a stream has been read, so that after a break only the rest is taken. A message is known by its event id, by the
 * number in its payload, or, in a stream that has neither, by its place from the beginning. An id counts from the blank line
 * that ends its block, whether the block has data or not, and survives a connection that brings no new one.
 */
export class Cursor {
  /** For `Last-Event-ID`; empty while the stream has none. */
  id = '';
  /** Id or number of the newest message that has one. */
  mark = '';
  /** Shortest wait before the stream is asked for again, in ms; the server may say so. */
  retryMs = 0;
  /** What each mark carried, as a figure. */
  readonly #seen = new Map<string, number>();
  /** What came without a mark, in order, as figures. */
  #unmarked: number[] = [];
  /** Messages of the new connection that were there before, until one is new. */
  #repeated: WireMessage[] | undefined;
  #recorded: WireMessage[] | undefined = [];
  #recordedChars = 0;

  /** All messages so far, for another cursor to recall; undefined where they are too many to keep, or cannot be told apart. */
  get recorded(): readonly WireMessage[] | undefined {
    return this.#recorded;
  }

  /** Takes what another cursor recorded as read. */
  recall(messages: readonly WireMessage[]): void {
    for (const message of messages) this.#commit(message);
  }

  /** A new connection begins to send what follows the cursor, or all of it again. */
  resume(): void {
    if (this.#seen.size + this.#unmarked.length > 0) this.#repeated = [];
  }

  /**
   * @returns the messages that are new, in order; `isRestart` when the server writes another answer instead of the rest: then
   * they are all messages of the new connection so far.
   */
  take(messages: readonly WireMessage[]): { messages: WireMessage[]; isRestart: boolean } {
    const fresh: WireMessage[] = [];
    for (let index = 0; index < messages.length; index++) {
      const message = messages[index]!;
      const { retryMs } = message;
      if (retryMs !== undefined) this.retryMs = Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, retryMs));
      if (this.#repeated && !message.isControl) {
        const place = this.#placeOf(message, this.#repeated.length);
        if (place === 'elsewhere') {
          const all = [...this.#repeated, ...messages.slice(index)].filter(({ isControl }) => !isControl);
          this.#forget();
          for (const each of all) this.#commit(each);
          return { messages: all, isRestart: true };
        }
        if (place === 'known') {
          this.#repeated.push(message);
          continue;
        }
        this.#repeated = undefined;
      }
      this.#commit(message);
      if (!message.isControl) fresh.push(message);
    }
    return { messages: fresh, isRestart: false };
  }

  /** Was a message of a new connection there before, does it follow, or is it of another answer? The same mark says the same. */
  #placeOf(message: WireMessage, count: number): 'known' | 'new' | 'elsewhere' {
    const mark = markOf(message);
    const figure = figureOf(message.data);
    const known = mark === undefined ? this.#unmarked[count] : this.#seen.get(mark);
    if (mark !== undefined) return known === undefined ? 'new' : known === figure ? 'known' : 'elsewhere';
    if (this.#seen.size > 0) return END_MARK.test(message.data) ? 'new' : 'elsewhere';
    // Without marks only a repetition from the beginning can be told from another answer.
    return known === figure ? 'known' : known === undefined ? 'new' : 'elsewhere';
  }

  #commit(message: WireMessage): void {
    const { id, data, isControl, isText, isWhole } = message;
    const mark = markOf(message);
    if (id !== undefined) this.id = id;
    if (mark !== undefined) this.mark = mark;
    if (isControl && mark === undefined) return;
    if (mark === undefined) this.#unmarked.push(figureOf(data));
    else if (!isControl) this.#seen.set(mark, figureOf(data));
    this.#recordedChars += data.length;
    // Pieces of plain text differ from one connection to the next.
    if (isText || isWhole || this.#recordedChars > MAX_RECORDED_CHARS) this.#recorded = undefined;
    this.#recorded?.push(message);
  }

  #forget(): void {
    this.#repeated = undefined;
    this.#seen.clear();
    this.#unmarked = [];
    this.#recorded = [];
    this.#recordedChars = 0;
    this.id = this.mark = '';
  }
}

function markOf({ id, data }: WireMessage): string | undefined {
  return id ?? NUMBER.exec(data)?.[1];
}

/** Tells one payload from another without keeping it. */
function figureOf(data: string): number {
  let figure = data.length;
  for (let index = 0; index < data.length; index++) figure = (Math.imul(figure, 31) + data.charCodeAt(index)) | 0;
  return figure;
}
