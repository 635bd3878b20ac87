import { paced, STANDING } from '../chat/pace.ts';
import { FrameScheduler } from './frame-scheduler.ts';
import type { MarkdownView } from './markdown-view.ts';

/** Reveals the text of a `MarkdownView` evenly while it arrives in bursts. Owns one pending frame while something waits. */
export class PacedText {
  readonly #view: MarkdownView;
  #waiting = '';
  #pace = STANDING;
  readonly #frames = new FrameScheduler(() => this.#step());
  #at = 0;
  #isEnding = false;

  constructor(view: MarkdownView) {
    this.#view = view;
  }

  /** @param isEven - false shows it, and all that waits, with the next frame. A hidden page has no frames to wait for. */
  append(text: string, isEven: boolean): void {
    this.#waiting += text;
    if (!isEven || document.hidden) this.#reveal(this.#waiting.length);
    else this.#wait();
  }

  /** Nothing more comes: what waits still takes its time. */
  finish(): void {
    this.#isEnding = true;
    if (this.#waiting === '' || document.hidden) this.#reveal(this.#waiting.length);
  }

  /** Nothing is revealed or rendered, and nothing is held for it, until `resume`. */
  pause(): void {
    this.#frames.cancel();
    this.#view.pause();
  }

  resume(): void {
    if (this.#waiting !== '') this.#wait();
    this.#view.resume();
  }

  disconnect(): void {
    this.#frames.cancel();
    this.#view.disconnect();
  }

  #wait(): void {
    if (this.#frames.isScheduled) return;
    this.#at = performance.now();
    this.#frames.schedule();
  }

  #step(): void {
    const elapsedMs = performance.now() - this.#at;
    const { chars, pace } = paced(this.#pace, this.#waiting.length, elapsedMs);
    this.#pace = pace;
    if (chars < this.#waiting.length) this.#wait();
    this.#reveal(chars);
  }

  #reveal(chars: number): void {
    if (chars > 0) this.#view.append(this.#waiting.slice(0, chars));
    this.#waiting = this.#waiting.slice(chars);
    if (this.#waiting !== '') return;
    this.#frames.cancel();
    if (this.#isEnding) this.#view.finishSoon();
  }
}

/** Is text revealed evenly? Not for readers who want no motion. */
export function isEven(pacing: string | undefined): boolean {
  return pacing === 'even' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
