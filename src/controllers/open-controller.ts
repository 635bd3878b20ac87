import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { dispatch } from '../events/chat-events.ts';

/** What is opened and closed. */
interface OpenHost extends ReactiveControllerHost, HTMLElement {
  open: boolean;
  readonly mode: string;
}

/**
 * Opens and closes a floating chat: the visitor's focus goes along, a site's does not move, and both are told.
 * Owns nothing to release: it hears keys through the panel's own listener.
 */
export class OpenController implements ReactiveController {
  readonly #host: OpenHost;
  #wasOpen = false;

  constructor(host: OpenHost) {
    (this.#host = host).addController(this);
  }

  /** The visitor opens or closes the panel. */
  async toggleByHand(): Promise<void> {
    const host = this.#host;
    host.open = !host.open;
    await host.updateComplete;
    if (host.open) host.focus();
    else host.shadowRoot?.querySelector<HTMLElement>('.launcher')?.focus();
  }

  /** Escape closes a floating chat. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#host.mode !== 'floating' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    void this.toggleByHand();
  };

  hostUpdated(): void {
    const { open } = this.#host;
    if (open === this.#wasOpen) return;
    this.#wasOpen = open;
    dispatch(this.#host, open ? 'chat-open' : 'chat-close', {});
  }
}
