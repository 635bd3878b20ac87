import { ChatError, type ErrorType } from '../chat/errors.ts';
import type { BackendIds } from '../chat/events.ts';
import type { AnswerPhase } from './answer.ts';
import type { Cursor } from './cursor.ts';
import { openResponse, type OpenOptions } from './fetch.ts';
import { wait } from './open.ts';
import { retryDelayMs } from './retry.ts';
import type { TransportRequest } from './transport.ts';

/** Tries to get back to an answer without one new event, and how an answer breaks off that may be got back. */
const MAX_TRIES = 5;
const LOST: ReadonlySet<ErrorType> = new Set(['network', 'offline', 'timeout', 'truncated', 'empty']);

export interface ResumeOptions extends OpenOptions {
  /** Where the rest of a running answer is; `{conversation}`, `{message}`, `{run}`, `{response}`, `{event}` … are its ids. */
  readonly url: string;
  /** The request that was answered; its headers are sent again, without the key that makes a request the same. */
  readonly request: TransportRequest;
  readonly onPhase: (phase: AnswerPhase) => void;
  readonly random: () => number;
}

/** Gets back to the same generation after a break: only where the site said how, with GET, never by asking again. */
export class Resumption {
  readonly cursor: Cursor;
  /** Ids that the back end gave so far. */
  ids: BackendIds;
  readonly #options: ResumeOptions;
  #tries = 0;
  #markBefore = '';

  constructor(cursor: Cursor, ids: BackendIds, options: ResumeOptions) {
    this.cursor = cursor;
    this.ids = ids;
    this.#options = options;
  }

  /**
   * @param lost - how the connection broke. Without it there was none, and the first try does not wait.
   * @returns the response that goes on, or undefined where there is none to be had.
   */
  async open(lost?: ChatError): Promise<Response | undefined> {
    const { clock, signal, onPhase, random } = this.#options;
    if (this.cursor.mark !== this.#markBefore) this.#tries = 0;
    this.#markBefore = this.cursor.mark;
    for (let error = lost; !error || LOST.has(error.type) || error.retryable;) {
      const request = this.#request();
      if (!request) return undefined;
      if (error) {
        const attempt = ++this.#tries;
        const backOffMs = retryDelayMs(new ChatError('network', ''), attempt, MAX_TRIES, random());
        if (backOffMs === undefined || signal.aborted) return undefined;
        const delayMs = Math.max(backOffMs, this.cursor.retryMs);
        await wait(delayMs, signal, clock, (tryNow) =>
          onPhase({ type: 'resuming', attempt, delayMs, until: clock.now() + delayMs, tryNow }),
        );
      }
      if (signal.aborted) return undefined;
      try {
        const response = await openResponse(request, this.#options);
        this.cursor.resume();
        return response;
      } catch (reason) {
        // "Nothing to resume" is an answer, and so is a refusal.
        if (!(reason instanceof ChatError) || reason.type === 'empty') return undefined;
        error = reason;
      }
    }
    return undefined;
  }

  /** @returns undefined while nothing says where the answer stands. */
  #request(): TransportRequest | undefined {
    const { url, request } = this.#options;
    const { id: lastEventId, mark } = this.cursor;
    const ids = { ...this.ids, ...(mark && { event: mark, sequence: mark }) };
    let isKnown = lastEventId !== '';
    let isMissing = false;
    const address = url.replace(/\{(\w+)\}/g, (_, name: string) => {
      const id = ids[name as keyof BackendIds];
      if (id === undefined) isMissing = true;
      isKnown = true;
      return encodeURIComponent(id ?? '');
    });
    if (!isKnown || isMissing) return undefined;
    const { 'Idempotency-Key': _key, ...headers } = request.headers;
    return {
      ...request,
      url: new URL(address, request.url).href,
      method: 'GET',
      headers: { ...headers, ...(lastEventId && { 'Last-Event-ID': lastEventId }) },
      body: {},
    };
  }
}

/** May an answer that ended so be got back? */
export function isLost({ type }: Pick<ChatError, 'type'>): boolean {
  return LOST.has(type);
}
