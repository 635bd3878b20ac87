import type { Clock } from '../transport/transport.ts';
import type { RunPhase } from './run.ts';

/** A wait without a byte that is worth a word, and the step of a countdown, in ms. */
const HINT_MS = 10_000;
const COUNTDOWN_STEP_MS = 1000;

/** How long a run has been waiting, for the words about it; it changes nothing in the run. Owns: at most one timer. */
export class RunWait {
  /** Nothing came for a while. */
  isSlow = false;
  readonly #clock: Clock;
  readonly #onWord: () => void;
  #phase: RunPhase;
  #timer: unknown;

  /** @param onWord - there is another word to say. */
  constructor(phase: RunPhase, clock: Clock, onWord: () => void) {
    this.#phase = phase;
    this.#clock = clock;
    this.#onWord = onWord;
  }

  /** How long the wait before the next try still is, in whole seconds. */
  get secondsLeft(): number {
    return 'until' in this.#phase ? Math.ceil((this.#phase.until - this.#clock.now()) / 1000) : 0;
  }

  enter(phase: RunPhase): void {
    const wasQuiet = isQuiet(this.#phase);
    this.#phase = phase;
    if (!isQuiet(phase)) this.isSlow = false;
    if (!isQuiet(phase) || !wasQuiet || this.#timer === undefined) this.#arm();
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  /** The next moment at which there is another word to say. */
  #arm(): void {
    this.stop();
    const ms = isQuiet(this.#phase) ? HINT_MS : 'until' in this.#phase ? COUNTDOWN_STEP_MS : undefined;
    if (ms === undefined) return;
    this.#timer = this.#clock.setTimeout(() => {
      this.isSlow = isQuiet(this.#phase);
      this.#onWord();
      if (!this.isSlow) this.#arm();
    }, ms);
  }
}

/** Asked, and nothing has come back yet. */
function isQuiet({ type }: RunPhase): boolean {
  return type === 'connecting' || type === 'open' || type === 'queued';
}
