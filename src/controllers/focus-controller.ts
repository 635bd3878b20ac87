import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Catches the focus of someone at the keyboard whose control goes away with what it did, such as Send, Stop, Retry or a
 * suggestion: it goes into the text field instead of to the top of the page. A finger's or a mouse's is left alone,
 * so that no on-screen keyboard opens by itself. Owns nothing to release.
 */
export class FocusController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #focused: Element | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  hostUpdate(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    this.#focused = focused?.matches(':focus-visible') ? focused : undefined;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.isConnected) this.#host.focus({ preventScroll: true });
    this.#focused = undefined;
  }
}
