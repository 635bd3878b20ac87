import type { WireMessage } from '../wire/message.ts';

/** The `retry:` of a stream counts between these, in ms. */
const MIN_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;

/**
 * How far a stream with event ids has been read, so that after a break only the rest is taken. An id counts from the
 * blank line that ends its block, whether the block has data or not, and survives a connection that brings no new one.
 */
export class Cursor {
  /** For `Last-Event-ID`; empty while the stream has none. */
  id = '';
  /** Shortest wait before the stream is asked for again, in ms; the server may say so. */
  retryMs = 0;
  /** What each id carried, as a figure. */
  readonly #seen = new Map<string, number>();
  /** Messages of the new connection that were there before, until one is new. */
  #repeated: WireMessage[] | undefined;

  /** A new connection begins to send what follows the cursor. */
  resume(): void {
    this.#repeated = [];
  }

  /**
   * @returns the messages that are new, in order; `isRestart` when the server writes another answer instead of the rest: then
   * they are all messages of the new connection so far.
   */
  take(messages: readonly WireMessage[]): { messages: WireMessage[]; isRestart: boolean } {
    const fresh: WireMessage[] = [];
    for (let index = 0; index < messages.length; index++) {
      const message = messages[index]!;
      const { id, retryMs, data } = message;
      if (retryMs !== undefined) this.retryMs = Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, retryMs));
      if (this.#repeated && !message.isControl) {
        const known = id === undefined ? undefined : this.#seen.get(id);
        // Without ids nobody can tell the rest from a beginning; with them, the same id says the same.
        if (id === undefined || (known !== undefined && known !== figureOf(data))) {
          const all = [...this.#repeated, ...messages.slice(index)].filter(({ isControl }) => !isControl);
          this.#repeated = undefined;
          this.#seen.clear();
          this.id = '';
          for (const each of all) this.#commit(each);
          return { messages: all, isRestart: true };
        }
        if (known !== undefined) {
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

  #commit({ id, data, isControl }: WireMessage): void {
    if (id === undefined) return;
    this.id = id;
    if (!isControl) this.#seen.set(id, figureOf(data));
  }
}

/** Tells one payload from another without keeping it. */
function figureOf(data: string): number {
  let figure = data.length;
  for (let index = 0; index < data.length; index++) figure = (Math.imul(figure, 31) + data.charCodeAt(index)) | 0;
  return figure;
}
