import { ChatError } from '../chat/errors.ts';
import type { AnswerPhase } from './answer.ts';
import { openResponse, type OpenOptions } from './fetch.ts';
import { retryDelayMs } from './retry.ts';
import type { Clock, TransportRequest } from './transport.ts';

export interface RepeatOptions extends OpenOptions {
  /** Automatic repeats before the first response byte. */
  readonly maxRetries: number;
  readonly onPhase: (phase: AnswerPhase) => void;
  /** In [0, 1). */
  readonly random: () => number;
  /** Asks the site once for fresh headers when the server says 401. */
  readonly refresh: (() => Promise<TransportRequest>) | undefined;
}

/**
 * Sends a request until it is answered or must not be repeated. Every try has the same `Idempotency-Key`.
 * @throws ChatError why there is no answer.
 */
export async function openWithRepeats(request: TransportRequest, options: RepeatOptions): Promise<Response> {
  const { maxRetries, onPhase, signal, random, clock } = options;
  let { refresh } = options;
  for (let attempt = 1; ; attempt++) {
    onPhase({ type: 'connecting' });
    try {
      return await openResponse(request, options);
    } catch (error) {
      if (!(error instanceof ChatError) || signal.aborted) throw error;
      if (error.type === 'unauthorized' && refresh) {
        request = await refresh();
        refresh = undefined;
        attempt--;
        continue;
      }
      const delayMs = retryDelayMs(error, attempt, maxRetries, random());
      if (delayMs === undefined) throw error;
      await wait(delayMs, signal, clock, (tryNow) =>
        onPhase({ type: 'retrying', attempt, delayMs, until: clock.now() + delayMs, tryNow }),
      );
      if (signal.aborted) throw error;
    }
  }
}

/** Ends after `delayMs`, when the signal aborts, or when `tryNow` is called. */
export function wait(
  delayMs: number,
  signal: AbortSignal,
  clock: Clock,
  begin: (tryNow: () => void) => void,
): Promise<void> {
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
