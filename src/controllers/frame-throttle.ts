import { FrameScheduler } from '../render/frame-scheduler.ts';

/** Calls back at once when asked, and at most once per frame however often it is asked. Idle it holds nothing. */
export class FrameThrottle {
  readonly #callback: () => void;
  readonly #frames = new FrameScheduler(() => this.#onFrame());
  #isAsked = false;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  ask(): void {
    this.#isAsked = true;
    if (!this.#frames.isScheduled) this.#onFrame();
  }

  #onFrame(): void {
    if (!this.#isAsked) return;
    this.#isAsked = false;
    this.#frames.schedule();
    this.#callback();
  }
}
