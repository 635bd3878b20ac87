import { ChatError } from '../chat/errors.ts';
import type { Clock } from './transport.ts';

/** Longest time between two looks at the clock, so that with the probe 6 s are kept, and how late a look is when the page slept, in ms. */
const LOOK_EVERY_MS = 900;
const LATE_MS = 2000;
/** After a sleep, or a change of network, a byte has this long to come, in ms. */
const PROBE_MS = 5000;

export interface WatchLimits {
  /** Silence between bytes that ends the answer, in ms; comments are bytes. */
  readonly idleTimeoutMs: number;
  /** When the whole answer has to be over, on the clock. */
  readonly endsAt: number;
}

/**
 * Watches a stream for silence and for its total time, and says once that it is over. A frozen tab, a closed lid and a page
 * in the back/forward cache lose no byte and get no error: they show by a timer that comes late, and begin a probe.
 * Owns one timer until `stop`.
 */
export class Watch {
  readonly #clock: Clock;
  readonly #limits: WatchLimits;
  readonly #onOver: (error: ChatError) => void;
  #silentAt = 0;
  #lookAt = 0;
  #isProbing = false;
  #timer: unknown;

  constructor(clock: Clock, limits: WatchLimits, onOver: (error: ChatError) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#onOver = onOver;
    this.heard();
  }

  /** Bytes came. */
  heard(): void {
    this.#isProbing = false;
    this.#silentAt = this.#clock.now() + this.#limits.idleTimeoutMs;
    this.#arm();
  }

  /** Without a byte in the next seconds, the stream is dead. */
  readonly probe = (): void => {
    this.#isProbing = true;
    this.#silentAt = Math.min(this.#silentAt, this.#clock.now() + PROBE_MS);
    this.#arm();
  };

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #arm(): void {
    this.stop();
    const now = this.#clock.now();
    this.#lookAt = Math.min(this.#silentAt, this.#limits.endsAt, now + LOOK_EVERY_MS);
    this.#timer = this.#clock.setTimeout(this.#look, this.#lookAt - now);
  }

  readonly #look = (): void => {
    const { idleTimeoutMs, endsAt } = this.#limits;
    const now = this.#clock.now();
    if (now >= endsAt) this.#onOver(new ChatError('timeout', 'The answer took longer than it may.'));
    else if (now - this.#lookAt > LATE_MS && !this.#isProbing) {
      // What came meanwhile is read after this.
      this.#silentAt = now + PROBE_MS;
      this.probe();
    } else if (now >= this.#silentAt)
      this.#onOver(new ChatError('timeout', `The server sent nothing for ${idleTimeoutMs} ms.`));
    else this.#arm();
  };
}
