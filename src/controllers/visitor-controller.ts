import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Rating, VisitorState } from '../render/context.ts';

/** How long a copied message says so, in ms. */
const COPIED_MS = 1600;

/**
 * What the visitor is doing with messages: editing, rating, copying. None of it belongs to the conversation.
 * Owns: one timer while a message says that it was copied.
 */
export class VisitorController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #state: VisitorState = { ratings: {} };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    (this.#host = host).addController(this);
  }

  get state(): VisitorState {
    return this.#state;
  }

  change(change: Partial<VisitorState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.requestUpdate();
  }

  copied(id: string): void {
    clearTimeout(this.#timer);
    this.change({ copied: id });
    this.#timer = setTimeout(() => this.change({ copied: undefined }), COPIED_MS);
  }

  /** Pressing the same thumb again takes the rating back. @returns what holds now. */
  rate(id: string, rating: Rating): Rating | undefined {
    const { ratings } = this.#state;
    const next = ratings[id] === rating ? undefined : rating;
    this.change({ ratings: { ...ratings, [id]: next }, commenting: next && id });
    return next;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#state = { ...this.#state, copied: undefined };
  }
}
