/** One unit of a stream after framing, before anybody knows what it means. */
export interface WireMessage {
  /** SSE event name; absent for unnamed events and other framings. */
  readonly event?: string;
  /** SSE id, where the event has one. */
  readonly id?: string;
  /** SSE data lines joined with LF, one NDJSON line, a whole JSON body, or a piece of plain text. */
  readonly data: string;
  /** A piece of a plain-text body: it is the answer, whatever it looks like. */
  readonly isText?: true;
  /** The whole body: it needs no end mark. */
  readonly isWhole?: true;
  /** No event, only what a stream says about itself: an `id` for resuming, or `retryMs`. */
  readonly isControl?: true;
  /** SSE `retry`, in ms. */
  readonly retryMs?: number;
}

/** Turns the text of a body into messages, in pieces of any size. */
export interface Framing {
  /** Takes off a byte order mark by itself. */
  readonly keepsMark?: true;
  feed(text: string): WireMessage[];
  /** The body ended cleanly. */
  end(): WireMessage[];
}
