import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatStatus } from '../events/chat-events.ts';

/**
 * Mirrors the status as a custom state, for `:state(streaming)` in CSS.
 * Owns: a listener on its host while that is connected.
 */
export class StatusController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & { readonly status: ChatStatus };
  readonly #states: CustomStateSet;
  #shown: ChatStatus | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement & { readonly status: ChatStatus }, states: CustomStateSet) {
    this.#host = host;
    this.#states = states;
  }

  hostConnected(): void {
    this.#host.addEventListener('chat-status', this.#show);
    this.#show();
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('chat-status', this.#show);
  }

  readonly #show = (): void => {
    if (this.#shown) this.#states.delete(this.#shown);
    this.#states.add((this.#shown = this.#host.status));
  };
}
