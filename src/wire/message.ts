/** One unit of a stream after framing, before anybody knows what it means. */
export interface WireMessage {
  /** SSE event name; absent for unnamed events and other framings. */
  readonly event?: string;
  /** SSE last event id as of this message. */
  readonly id?: string;
  /** SSE data lines joined with LF, one NDJSON line, one WebSocket frame, or a piece of plain text. */
  readonly data: string;
}
