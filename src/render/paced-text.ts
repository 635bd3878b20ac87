import { paced, STANDING } from '../chat/pace.ts';
import type { MarkdownView } from './markdown-view.ts';

/** Reveals the text of a `MarkdownView` evenly while it arrives in bursts. Owns one pending frame while something waits. */
export class PacedText {
  readonly #view: MarkdownView;
  #waiting = '';
  #pace = STANDING;
  #frame = 0;
  #at = 0;
  #isEnding = false;

  constructor(view: MarkdownView) {
    this.#view = view;
  }

  /** @param isEven - false shows it, and all that waits, with the next frame. A hidden page has no frames to wait for. */
  append(text: string, isEven: boolean): void {
    this.#waiting += text;
    if (!isEven || document.hidden) this.#reveal(this.#waiting.length);
    else if (this.#frame === 0) {
      this.#at = performance.now();
      this.#frame = requestAnimationFrame(this.#step);
    }
  }

  /** Nothing more comes: what waits still takes its time. */
  finish(): void {
    this.#isEnding = true;
    if (this.#waiting === '' || document.hidden) this.#reveal(this.#waiting.length);
  }

  disconnect(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#view.disconnect();
  }

  readonly #step = (): void => {
    const now = performance.now();
    const { chars, pace } = paced(this.#pace, this.#waiting.length, now - this.#at);
    this.#at = now;
    this.#pace = pace;
    this.#frame = 0;
    if (chars < this.#waiting.length) this.#frame = requestAnimationFrame(this.#step);
    this.#reveal(chars);
  };

  #reveal(chars: number): void {
    if (chars > 0) this.#view.append(this.#waiting.slice(0, chars));
    this.#waiting = this.#waiting.slice(chars);
    if (this.#waiting !== '') return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#isEnding) this.#view.finishSoon();
  }
}

/** Is text revealed evenly? Not for readers who want no motion. */
export function isEven(pacing: string | undefined): boolean {
  return pacing === 'even' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
