import { ChatError } from '../chat/errors.ts';
import type { BackendIds, ChatEvent } from '../chat/events.ts';
import { protocolOf, type Protocol } from '../protocols/index.ts';
import { Cursor } from './cursor.ts';
import type { Fetch } from './fetch.ts';
import { openWithRepeats } from './open.ts';
import { isLost, Resumption } from './resume.ts';
import { AnswerState } from './answer-state.ts';
import { streamEvents } from './stream-events.ts';
import { systemClock, type Clock, type TransportRequest } from './transport.ts';
import { isSocketUrl, socketFetch, type Adjust } from './websocket.ts';

/** A wait before the next try: how long, until when on the clock, and a way to end it. */
interface Waiting {
  readonly attempt: number;
  readonly delayMs: number;
  readonly until: number;
  readonly tryNow: () => void;
}

/** Where a request stands. */
export type AnswerPhase =
  | { readonly type: 'connecting' }
  /** Waiting to repeat a request of which no byte was answered. */
  | (Waiting & { readonly type: 'retrying' })
  /** Headers arrived. `probe` gives the stream 5 s to show that it lives. */
  | { readonly type: 'open'; readonly probe: () => void }
  | { readonly type: 'first-byte' }
  /** The connection broke; waiting to ask for the rest. */
  | (Waiting & { readonly type: 'resuming' })
  /** The server wrote another answer instead of the rest: what comes now is not of the old one. */
  | { readonly type: 'restarted' }
  /** Of an answer that an earlier page began: it goes on, and comes now from its start; or nothing is left to go back to. */
  | { readonly type: 'recalled' | 'gone' };

export interface AnswerOptions {
  /** Name of the wire format, `auto`, or a format of the site's own. */
  readonly protocol: string | Protocol;
  /** Where answers are JSON: the field with the text that is shown, or its path such as `reply.text` (S12). */
  readonly answerField?: string;
  readonly fetch?: Fetch;
  readonly signal: AbortSignal;
  /** Automatic repeats before the first response byte. */
  readonly maxRetries: number;
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** Longest time for the whole answer, in ms. Default 10 minutes. */
  readonly totalTimeoutMs?: number;
  /** Where the rest of an answer is to be had when its connection broke. Without it nothing is resumed. */
  readonly resumeUrl?: string;
  /** How far the answer has been read; a new one by default. */
  readonly cursor?: Cursor;
  /** The answer was asked for before, and `cursor` says what came of it: the rest is got from `resumeUrl`, and nothing is asked. */
  readonly isBegun?: boolean;
  /** Ids that are known before the answer, for `resumeUrl`. */
  readonly ids?: BackendIds;
  /** Gives the request with fresh headers, once, after 401. */
  readonly refresh?: () => Promise<TransportRequest>;
  readonly onPhase?: (phase: AnswerPhase) => void;
  /** Hears the size of each piece of the body. */
  readonly onBytes?: (bytes: number) => void;
  /** Over a WebSocket: how to change parameters of the answer while it is written. */
  readonly onAdjustable?: (adjust: Adjust) => void;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
}

const TOTAL_TIMEOUT_MS = 600_000;

/**
 * Asks once and gives the events of the answer. The request is repeated by itself only before the first byte of a response,
 * with the same `Idempotency-Key` (law 6). Never throws: the last batch ends with a `finish` or an `error`, or nothing more
 * comes because the signal aborted.
 */
export async function* answer(
  request: TransportRequest,
  options: AnswerOptions,
): AsyncGenerator<readonly ChatEvent[], void> {
  const { signal, connectTimeoutMs, idleTimeoutMs, clock = systemClock, random = Math.random } = options;
  const onPhase = (phase: AnswerPhase): void => options.onPhase?.(phase);
  // Firefox keeps the socket of a body whose reader was cancelled; only an aborted request frees it.
  const connection = new AbortController();
  const close = (): void => connection.abort();
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  const endsAt = clock.now() + (options.totalTimeoutMs ?? TOTAL_TIMEOUT_MS);
  const fetch = isSocketUrl(request.url) ? socketFetch(options.onAdjustable) : options.fetch;
  const open = { fetch, signal: connection.signal, connectTimeoutMs, clock, onPhase, random };
  const resumption = options.resumeUrl
    ? new Resumption(options.cursor ?? new Cursor(), { ...options.ids }, { ...open, url: options.resumeUrl, request })
    : undefined;
  const protocol = protocolOf(options.protocol);
  let state = new AnswerState(protocol, options.answerField);
  let response: Response | undefined;
  try {
    if (resumption && options.isBegun) {
      // The same messages give the same state.
      const recalled = state.take(resumption.cursor.recorded ?? []);
      noteIds(resumption, recalled);
      if (!state.isFinished) response = await resumption.open();
      if (signal.aborted) return;
      const isThere = response !== undefined || state.isFinished;
      onPhase({ type: isThere ? 'recalled' : 'gone' });
      if (isThere) yield recalled;
      if (!response) yield isThere ? state.end([]) : [{ type: 'error', error: gone() }];
    } else {
      const { maxRetries, refresh } = options;
      response = await openWithRepeats(request, { ...open, maxRetries, refresh });
    }
    while (response) {
      let lost: ChatError | undefined;
      const events = streamEvents(response, {
        protocol,
        state,
        signal,
        idleTimeoutMs,
        endsAt,
        clock,
        ...(resumption && { cursor: resumption.cursor }),
        onOpen: (probe) => onPhase({ type: 'open', probe }),
        onFirstByte: () => onPhase({ type: 'first-byte' }),
        ...(options.onBytes && { onBytes: options.onBytes }),
        onRestart: () => {
          onPhase({ type: 'restarted' });
          return (state = new AnswerState(protocol, options.answerField));
        },
      });
      for await (const batch of events) {
        const last = batch.at(-1);
        if (resumption) noteIds(resumption, batch);
        if (resumption && last?.type === 'error' && isLost(last.error) && clock.now() < endsAt) {
          lost = last.error;
          yield batch.slice(0, -1);
        } else yield batch;
      }
      if (!lost || !resumption) return;
      response = await resumption.open(lost);
      if (!response && !signal.aborted) yield [{ type: 'error', error: lost }];
      state.reopen();
    }
  } catch (error) {
    if (!signal.aborted) yield [{ type: 'error', error: error as ChatError }];
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

function gone(): ChatError {
  return new ChatError('truncated', 'The rest of the answer is not to be had any more.');
}

function noteIds(resumption: Resumption, events: readonly ChatEvent[]): void {
  for (const event of events) if (event.type === 'meta') resumption.ids = { ...resumption.ids, ...event.ids };
}
