/**
 * What can go wrong, from the visitor's point of view. The words for each are in `i18n/`.
 *
 * - `no-endpoint` no `endpoint` is set · `network` no connection, a blocked one, or a lost one · `offline` the device says so
 * - `timeout` no headers or no bytes within the limit · `http` a status that is no answer · `rate-limit` 429 · `unauthorized` 401
 * - `content-type` the answer is a page, a picture or another thing that is no stream · `unrecognized` a wire format nobody knows
 * - `malformed` JSON that does not parse in a JSON protocol · `too-large` over a bound · `truncated` no end mark before the end
 * - `empty` an answer without content · `provider` an error the back end reported in its stream · `aborted` by a signal that is not Stop
 */
export type ErrorType =
  | 'no-endpoint'
  | 'network'
  | 'offline'
  | 'timeout'
  | 'http'
  | 'rate-limit'
  | 'unauthorized'
  | 'content-type'
  | 'unrecognized'
  | 'malformed'
  | 'too-large'
  | 'truncated'
  | 'empty'
  | 'provider'
  | 'aborted';

export interface ChatErrorDetails {
  /** May the visitor's Retry succeed? Default true. */
  retryable?: boolean;
  httpStatus?: number;
  /** How long the server asks to wait, in ms. */
  retryAfterMs?: number;
  /** The back end's own code, for logs. */
  code?: string;
  cause?: unknown;
}

/** The one error class: callers switch on `type`, people read `message` (the server's words as plain text, or ours for the developer). */
export class ChatError extends Error {
  // An accessor: where a page has frozen Error.prototype, a field of this name cannot be assigned (E-06).
  override get name(): string {
    return 'ChatError';
  }
  readonly type: ErrorType;
  readonly retryable: boolean;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly code: string | undefined;

  constructor(type: ErrorType, message: string, details: ChatErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.type = type;
    this.retryable = details.retryable ?? true;
    this.httpStatus = details.httpStatus;
    this.retryAfterMs = details.retryAfterMs;
    this.code = details.code;
  }
}
