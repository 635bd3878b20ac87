/** One message of a conversation, as a client sends it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a client asks for: the conversation in order, and the model it would like. */
export interface Question {
  readonly messages: readonly Message[];
  readonly model?: string;
  /** From 0 to 2. Only a relay's model heeds it. */
  readonly temperature?: number;
  /** Does the client want to know the tokens used? Chat Completions send them only when asked (`stream_options.include_usage`). */
  readonly isUsageWanted: boolean;
}

/** Why an answer ended by itself, in the words of Chat Completions: `stop`, `length`, `content_filter`, or another of the provider's own. */
export type FinishReason = string;

/** What happens while an answer is written: every source speaks this, every wire format is written from it. */
export type AnswerEvent =
  | { readonly type: 'text'; readonly delta: string }
  /** Progress or reasoning, a line or a piece of one. Formats without a place for it leave it out. */
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly usage?: Usage }
  /** A planned breakdown: the connection goes down without an end mark. */
  | { readonly type: 'cut' }
  /** A planned breakdown: these bytes go out whatever the format. */
  | { readonly type: 'raw'; readonly bytes: string };

/** Tokens counted by the model. */
export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** How an answer is wanted. */
export interface AnswerContext {
  /** Aborts when the client is gone: nothing may be computed or paid for after that. */
  readonly signal: AbortSignal;
  /** Multiplies every delay of the embedded model; 1 is a human pace, 0 is no delay. */
  readonly pace: number;
}

/**
 * Something that answers: the embedded model or the relay.
 * A source that ends without `finish` broke down. It may throw an `AnswerError` at any time.
 */
export type AnswerSource = (question: Question, context: AnswerContext) => AsyncIterable<AnswerEvent>;

/** A failure that the visitor may read about: `message` is a plain sentence, `code` is for programs and logs. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
