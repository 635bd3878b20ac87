import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../chat/conversation.ts';
import type { FollowController } from './follow-controller.ts';

/** Messages of a long history that are drawn at once, a screen of short ones, and how many more with each step. */
const FIRST = 24;
const STEP = 40;
/** Pause between two steps, in ms: frames and the visitor's input come first. */
const PAUSE_MS = 16;

interface HistoryHost extends ReactiveControllerHost {
  readonly messages: readonly Message[];
}

/**
 * Draws a long conversation from its end: the newest messages with the first update, those around a reader who is further up,
 * and the older ones in steps. Until its turn a message stands empty in its place, so that a thousand open at once; soon all
 * of them are there, for searching, printing and screen readers, and stay.
 * Owns: a timer and a listener for printing while something is not drawn yet.
 */
export class HistoryController implements ReactiveController {
  readonly #host: HistoryHost;
  readonly #follow: FollowController;
  readonly #isShown: () => boolean;
  readonly #drawNow: () => void;
  #drawn = new Set<string>();
  #isDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isShown - is there a transcript? @param drawNow - updates the host within the task. */
  constructor(host: HistoryHost, follow: FollowController, isShown: () => boolean, drawNow: () => void) {
    this.#host = host;
    this.#follow = follow;
    this.#isShown = isShown;
    this.#drawNow = drawNow;
    host.addController(this);
  }

  readonly isDrawn = ({ id }: Message): boolean => this.#drawn.has(id);

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#rest();
  }

  hostUpdate(): void {
    const { messages } = this.#host;
    const waiting = this.#waiting();
    const isLong = waiting.length > STEP;
    const next = isLong ? [...messages.slice(-FIRST), ...this.#around(messages)] : waiting;
    for (const { id } of next) this.#drawn.add(id);
    if (isLong && this.#isDue) for (const { id } of waiting.slice(-STEP)) this.#drawn.add(id);
    this.#isDue = false;
  }

  hostUpdated(): void {
    const { messages } = this.#host;
    // A panel that is closed takes its messages along; ids of an earlier conversation are not kept for ever.
    if (!this.#isShown()) this.#drawn.clear();
    else if (this.#drawn.size > 2 * messages.length + STEP)
      this.#drawn = new Set(messages.filter(this.isDrawn).map(({ id }) => id));
    if (!this.#isShown() || this.#waiting().length === 0) return this.#rest();
    if (this.#timer === undefined) addEventListener('beforeprint', this.#drawAll);
    this.#timer ??= setTimeout(this.#step, PAUSE_MS);
  }

  readonly #step = (): void => {
    this.#timer = undefined;
    this.#isDue = true;
    this.#host.requestUpdate();
  };

  readonly #drawAll = (): void => {
    for (const { id } of this.#host.messages) this.#drawn.add(id);
    this.#host.requestUpdate();
    // Printing waits for nothing.
    this.#drawNow();
  };

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeEventListener('beforeprint', this.#drawAll);
  }

  #waiting(): readonly Message[] {
    const { messages } = this.#host;
    return messages.filter((message) => !this.isDrawn(message));
  }

  #around(messages: readonly Message[]): readonly Message[] {
    const { place } = this.#follow;
    const at = place ? messages.findIndex(({ id }) => id === place.id) : -1;
    return at < 0 ? [] : messages.slice(Math.max(0, at - STEP), at + STEP);
  }
}
