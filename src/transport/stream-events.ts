import { MAX_ANSWER_CHARS } from '../chat/conversation.ts';
import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import type { Protocol } from '../protocols/index.ts';
import { BodyReader } from '../wire/body.ts';
import type { WireMessage } from '../wire/message.ts';
import type { Clock } from './transport.ts';

export interface StreamOptions {
  readonly protocol: Protocol;
  readonly signal: AbortSignal;
  /** Silence between bytes that ends the answer, in ms; comments are bytes. */
  readonly idleTimeoutMs: number;
  readonly clock: Clock;
  readonly onFirstByte: () => void;
}

/** An answer that is finished waits this long, in ms, for what may follow it (usage, the stream's own end mark). */
const GRACE_MS = 500;

/** Events that still count behind a finish. */
const AFTER_FINISH: ReadonlySet<ChatEvent['type']> = new Set(['usage', 'meta', 'source', 'data']);

/**
 * The events of one response, one batch per network read. The last batch ends with exactly one `finish` or `error`, unless the
 * signal aborted. Complete means that the protocol's end mark was seen: the end of the body alone does not say so.
 */
export async function* streamEvents(
  response: Response,
  options: StreamOptions,
): AsyncGenerator<readonly ChatEvent[], void> {
  const { signal, onFirstByte, clock } = options;
  const answer = new AnswerState(options.protocol);
  const reader = response.body?.getReader();
  let grace: unknown;
  try {
    const body = new BodyReader(response.headers.get('content-type') ?? '');
    for (let isFirst = true; reader;) {
      const { done, value } = await readOrTimeOut(reader, options);
      if (signal.aborted) return;
      if (isFirst && value) {
        isFirst = false;
        onFirstByte();
      }
      const events = done ? answer.end(body.end()) : answer.take(body.feed(value!));
      if (events.length > 0) yield events;
      if (done || answer.isOver) return;
      // A cancelled reader is done: the answer ends as if the server had closed it.
      if (answer.isFinished) grace ??= clock.setTimeout(() => reader.cancel().catch(() => undefined), GRACE_MS);
    }
    yield answer.end([]);
  } catch (error) {
    if (signal.aborted) return;
    if (answer.isFinished) {
      yield answer.end([]);
      return;
    }
    const known =
      error instanceof ChatError ? error : new ChatError('network', 'The connection was lost.', { cause: error });
    yield [{ type: 'error', error: known }];
  } finally {
    clock.clearTimeout(grace);
    // Whatever ended it, the socket is free at once; events after the end are not read.
    reader?.cancel().catch(() => undefined);
  }
}

/** @throws ChatError `timeout` after silence. An engine without a reason gives an error of its own: the connection is lost. */
async function readOrTimeOut(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { clock, signal, idleTimeoutMs }: StreamOptions,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  let timer: unknown;
  let onAbort: (() => void) | undefined;
  const interruption = new Promise<never>((_, reject) => {
    timer = clock.setTimeout(
      () => reject(new ChatError('timeout', `The server sent nothing for ${idleTimeoutMs} ms.`)),
      idleTimeoutMs,
    );
    onAbort = () => reject(new ChatError('aborted', 'The answer was stopped.'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([reader.read(), interruption]);
  } finally {
    clock.clearTimeout(timer);
    signal.removeEventListener('abort', onAbort!);
  }
}

/** Messages → events, up to the one that ends the answer: the part of a stream that knows neither time nor network. */
export class AnswerState {
  readonly #decoder;
  #hasContent = false;
  #chars = 0;
  #finish: ChatEvent | undefined;
  isOver = false;

  get isFinished(): boolean {
    return this.#finish !== undefined;
  }

  constructor(protocol: Protocol) {
    this.#decoder = protocol.open();
  }

  take(messages: readonly WireMessage[]): ChatEvent[] {
    const result: ChatEvent[] = [];
    for (const message of messages) {
      if (this.isOver) break;
      const events = this.#decoder.push(message);
      this.#add(result, events);
      if (message.data === '[DONE]' && this.#finish) this.#close(result);
      if (message.isWhole && !this.isOver && !this.#finish && this.#hasContent)
        this.#finish = { type: 'finish', reason: 'stop' };
    }
    return result;
  }

  end(messages: readonly WireMessage[]): ChatEvent[] {
    const result = this.take(messages);
    if (this.isOver) return result;
    this.#add(result, this.#decoder.end());
    if (!this.isOver) this.#close(result);
    return result;
  }

  #add(result: ChatEvent[], events: readonly ChatEvent[]): void {
    for (const event of events) {
      if (this.isOver) return;
      // A finish waits for what may follow it: usage, and the end mark of the stream.
      if (event.type === 'finish') this.#finish ??= event;
      else if (!this.#finish || AFTER_FINISH.has(event.type)) {
        result.push(event);
        if ('delta' in event) this.#chars += event.delta.length;
        if (this.#chars > MAX_ANSWER_CHARS) {
          result.push({ type: 'error', error: new ChatError('too-large', 'The answer is too long.') });
          this.isOver = true;
        }
        if (event.type === 'error') this.isOver = true;
        else if (event.type !== 'meta' && event.type !== 'usage') this.#hasContent = true;
      }
    }
  }

  #close(result: ChatEvent[]): void {
    this.isOver = true;
    if (this.#finish) result.push(this.#finish);
    else if (this.#hasContent)
      result.push({ type: 'error', error: new ChatError('truncated', 'The stream ended without its end mark.') });
    else result.push({ type: 'error', error: new ChatError('empty', 'The stream ended before anything arrived.') });
  }
}
