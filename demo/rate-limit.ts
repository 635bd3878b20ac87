import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestProblem } from './question.ts';

const WINDOW_MS = 60_000;
/** Addresses that are counted at once. */
const MAX_ADDRESSES = 10_000;

/** A fixed number of questions per minute and address. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #counts = new Map<string, { count: number; endsAt: number }>();

  /** @param perMinute - `Infinity` counts nothing. */
  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /**
   * Counts a question and says in the response's headers how many are left (`RateLimit-*`).
   * @throws RequestProblem 429, with `Retry-After`, when none is.
   */
  take(request: IncomingMessage, response: ServerResponse): void {
    if (this.#perMinute === Infinity) return;
    const window = this.#windowOf(request.socket.remoteAddress ?? '');
    const isOver = window.count >= this.#perMinute;
    if (!isOver) window.count++;
    const waitSeconds = Math.max(1, Math.ceil((window.endsAt - Date.now()) / 1000));
    response.setHeader('RateLimit-Limit', this.#perMinute);
    response.setHeader('RateLimit-Remaining', this.#perMinute - window.count);
    response.setHeader('RateLimit-Reset', waitSeconds);
    if (!isOver) return;
    response.setHeader('Retry-After', waitSeconds);
    throw new RequestProblem(429, 'rate_limited', `Too many questions. Try again in ${waitSeconds} seconds.`);
  }

  #windowOf(address: string): { count: number; endsAt: number } {
    const known = this.#counts.get(address);
    if (known && known.endsAt > Date.now()) return known;
    const window = { count: 0, endsAt: Date.now() + WINDOW_MS };
    this.#counts.delete(address);
    this.#counts.set(address, window);
    // The oldest window goes first: it is the one that ends first.
    if (this.#counts.size > MAX_ADDRESSES) this.#counts.delete(this.#counts.keys().next().value!);
    return window;
  }
}
