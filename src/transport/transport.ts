import type { WireMessage } from '../wire/message.ts';

/** One request as it leaves: everything a site may still change in `chat-before-send`. */
export interface TransportRequest {
  url: string;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  body: Record<string, unknown>;
  credentials: RequestCredentials;
}

/** An open answer: facts of the response and its messages. Closing is by the signal it was opened with. */
export interface TransportResponse {
  readonly contentType: string;
  readonly headers: Headers;
  /** Bytes of the body as they arrive. */
  readonly body: ReadableStream<Uint8Array>;
}

export type { WireMessage };
