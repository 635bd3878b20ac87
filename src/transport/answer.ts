import { ChatError } from '../chat/errors.ts';
import type { ChatEvent } from '../chat/events.ts';
import { protocolOf } from '../protocols/index.ts';
import { openResponse, type Fetch } from './fetch.ts';
import { retryDelayMs } from './retry.ts';
import { streamEvents } from './stream-events.ts';
import { systemClock, type Clock, type TransportRequest } from './transport.ts';

/** Where a request stands. */
export type AnswerPhase =
  | { readonly type: 'connecting' }
  /** Waiting to repeat; `tryNow` ends the wait. */
  | { readonly type: 'retrying'; readonly attempt: number; readonly delayMs: number; readonly tryNow: () => void }
  /** Headers arrived. */
  | { readonly type: 'open' }
  | { readonly type: 'first-byte' };

export interface AnswerOptions {
  /** Name of the wire format, or `auto`. */
  readonly protocol: string;
  readonly fetch?: Fetch;
  readonly signal: AbortSignal;
  /** Automatic repeats before the first response byte. */
  readonly maxRetries: number;
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly onPhase?: (phase: AnswerPhase) => void;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
}

/**
 * Asks once and gives the events of the answer. The request is repeated by itself only before the first byte of a response,
 * with the same `Idempotency-Key` (law 6). Never throws: the last batch ends with a `finish` or an `error`, or nothing more
 * comes because the signal aborted.
 */
export async function* answer(
  request: TransportRequest,
  options: AnswerOptions,
): AsyncGenerator<readonly ChatEvent[], void> {
  const { protocol, fetch, signal, connectTimeoutMs, idleTimeoutMs, onPhase, clock = systemClock } = options;
  // Firefox keeps the socket of a body whose reader was cancelled; only an aborted request frees it.
  const connection = new AbortController();
  const close = (): void => connection.abort();
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  try {
    const response = await openWithRepeats(request, options, {
      fetch,
      signal: connection.signal,
      connectTimeoutMs,
      clock,
    });
    onPhase?.({ type: 'open' });
    yield* streamEvents(response, {
      protocol: protocolOf(protocol),
      signal,
      idleTimeoutMs,
      clock,
      onFirstByte: () => onPhase?.({ type: 'first-byte' }),
    });
  } catch (error) {
    if (!signal.aborted) yield [{ type: 'error', error: error as ChatError }];
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

async function openWithRepeats(
  request: TransportRequest,
  { maxRetries, onPhase, signal, random = Math.random }: AnswerOptions,
  open: Parameters<typeof openResponse>[1],
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    onPhase?.({ type: 'connecting' });
    try {
      return await openResponse(request, open);
    } catch (error) {
      const delayMs =
        error instanceof ChatError && !signal.aborted ? retryDelayMs(error, attempt, maxRetries, random()) : undefined;
      if (delayMs === undefined) throw error;
      await wait(delayMs, signal, open.clock, (tryNow) => onPhase?.({ type: 'retrying', attempt, delayMs, tryNow }));
      if (signal.aborted) throw error;
    }
  }
}

/** Ends after `delayMs`, when the signal aborts, or when `tryNow` is called. */
function wait(delayMs: number, signal: AbortSignal, clock: Clock, begin: (tryNow: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimeout(end, delayMs);
    signal.addEventListener('abort', end, { once: true });
    begin(end);
  });
}
