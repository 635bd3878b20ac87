/** A hidden page has no frames; its text still has to be complete within 250 ms of being shown again. */
const HIDDEN_INTERVAL_MS = 200;

/** Calls back once, with the next frame, or by a timer while the page is hidden. Idle it holds nothing. */
export class FrameScheduler {
  readonly #callback: () => void;
  #cancel: (() => void) | undefined;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  get isScheduled(): boolean {
    return this.#cancel !== undefined;
  }

  schedule(): void {
    if (this.#cancel) return;
    const run = (): void => {
      this.cancel();
      this.#callback();
    };
    // Both: a page that is hidden in between loses its frame, not its text. A page that is only slow keeps waiting for its
    // frame, so that there is never more than one write in one.
    const onTimer = (): void => {
      if (document.hidden) run();
      else timer = setTimeout(onTimer, HIDDEN_INTERVAL_MS);
    };
    let timer = setTimeout(onTimer, HIDDEN_INTERVAL_MS);
    const frame = document.hidden ? undefined : requestAnimationFrame(run);
    this.#cancel = () => {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}

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
