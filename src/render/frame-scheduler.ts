/** A hidden page has no frames; its text still has to be complete within 250 ms of being shown again. */
const HIDDEN_INTERVAL_MS = 200;

/** What waits for a frame. One listener for all: to add and remove one costs more than a frame's work. */
const waiting = new Set<FrameScheduler>();
let isListening = false;

function listen(): void {
  if (isListening) return;
  isListening = true;
  document.addEventListener('visibilitychange', () => {
    for (const scheduler of waiting) scheduler.moveOn();
  });
}

/** Calls back once, with the next frame, or by a timer while the page is hidden. Idle it holds nothing. */
export class FrameScheduler {
  readonly #callback: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  get isScheduled(): boolean {
    return waiting.has(this);
  }

  schedule(): void {
    if (this.isScheduled) return;
    listen();
    waiting.add(this);
    this.moveOn();
  }

  /** Waits anew: a page that is hidden in between loses its frame, not its text. */
  moveOn(): void {
    this.#stop();
    if (document.hidden) this.#timer = setTimeout(this.#run, HIDDEN_INTERVAL_MS);
    else this.#frame = requestAnimationFrame(this.#run);
  }

  cancel(): void {
    if (waiting.delete(this)) this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }

  readonly #run = (): void => {
    waiting.delete(this);
    this.#callback();
  };
}
