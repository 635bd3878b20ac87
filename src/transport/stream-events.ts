import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import type { Protocol } from '../protocols/index.ts';
import { BodyReader } from '../wire/body.ts';
import { AnswerState } from './answer-state.ts';
import type { WireMessage } from '../wire/message.ts';
import type { Cursor } from './cursor.ts';
import type { Clock } from './transport.ts';
import { turn } from './turn.ts';
import { Watch } from './watch.ts';

export interface StreamOptions {
  readonly protocol: Protocol;
  readonly signal: AbortSignal;
  /** Silence between bytes that ends the answer, in ms; comments are bytes. */
  readonly idleTimeoutMs: number;
  /** When the answer has to be over, on the clock. Default: never. */
  readonly endsAt?: number;
  readonly clock: Clock;
  readonly onFirstByte: () => void;
  /** Hears the size of each piece of the body. */
  readonly onBytes?: (bytes: number) => void;
  /** Reading begins; `probe` gives the stream 5 s to show that it lives. */
  readonly onOpen?: (probe: () => void) => void;
  /** Where an answer stands that an earlier response began. */
  readonly state?: AnswerState;
  /** Where the site resumes: how far the stream was read, and what to do when the server writes another answer. */
  readonly cursor?: Cursor;
  readonly onRestart?: () => AnswerState;
}

/** An answer that is finished waits this long, in ms, for what may follow it (usage, the stream's own end mark). */
const GRACE_MS = 500;

/** What arrives faster than it is read is read for so long, in ms; then the page has its turn (law 3). */
const READING_MS = 8;
/** Bytes between two looks at the clock: a network read may bring 64 kB, which took 75 to 100 ms. */
const READING_BYTES = 4000;

/**
 * The events of one response, in batches as they are read. The last batch ends with exactly one `finish` or `error`, unless the
 * signal aborted. Complete means that the protocol's end mark was seen: the end of the body alone does not say so.
 */
export async function* streamEvents(
  response: Response,
  options: StreamOptions,
): AsyncGenerator<readonly ChatEvent[], void> {
  const { signal, onFirstByte, clock, cursor, idleTimeoutMs, endsAt = Infinity } = options;
  let answer = options.state ?? new AnswerState(options.protocol);
  const reader = response.body?.getReader();
  // A cancelled reader is done, in the middle of a read too.
  const cancel = (): void => void reader?.cancel().catch(() => undefined);
  let failure: ChatError | undefined;
  const watch = new Watch(clock, { idleTimeoutMs, endsAt }, (error) => {
    failure = error;
    cancel();
  });
  const take = (messages: readonly WireMessage[]): readonly WireMessage[] => {
    if (!cursor) return messages;
    const taken = cursor.take(messages);
    if (taken.isRestart) answer = options.onRestart?.() ?? answer;
    return taken.messages;
  };
  let grace: unknown;
  signal.addEventListener('abort', cancel, { once: true });
  try {
    options.onOpen?.(watch.probe);
    const body = new BodyReader(
      response.headers.get('content-type') ?? '',
      undefined,
      options.protocol.name === 'text',
    );
    // Since the last turn, without what is waited for; while reading, minus the time when it began.
    let readMs = 0;
    for (let isFirst = true; reader;) {
      const { done, value } = await reader.read();
      readMs -= clock.now();
      if (signal.aborted) return;
      if (failure) throw failure;
      watch.heard();
      if (value) {
        options.onBytes?.(value.length);
        if (isFirst) onFirstByte();
        isFirst = false;
      }
      for (let at = 0; !signal.aborted && (done || at < value!.length); at += READING_BYTES) {
        const messages = take(done ? body.end() : body.feed(value!.subarray(at, at + READING_BYTES)));
        const events = done ? answer.end(messages) : answer.take(messages);
        if (events.length > 0) yield events;
        if (done || answer.isOver) return;
        if (answer.isFinished) grace ??= clock.setTimeout(cancel, GRACE_MS);
        if (readMs + clock.now() < READING_MS) continue;
        await turn();
        readMs = -clock.now();
      }
      readMs += clock.now();
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
    watch.stop();
    signal.removeEventListener('abort', cancel);
    // Whatever ended it, the socket is free at once; events after the end are not read.
    cancel();
  }
}
