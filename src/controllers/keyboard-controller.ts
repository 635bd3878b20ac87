import type { ReactiveController } from 'lit';

/**
 * Keeps a panel that fills the screen above the on-screen keyboard: engines lay it over the page without resizing it.
 * Owns: a listener of the visual viewport while its host is connected.
 */
export class KeyboardController implements ReactiveController {
  readonly #host: HTMLElement;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  hostConnected(): void {
    globalThis.visualViewport?.addEventListener('resize', this.#onResize);
  }

  hostDisconnected(): void {
    globalThis.visualViewport?.removeEventListener('resize', this.#onResize);
  }

  readonly #onResize = (): void => {
    const { height = innerHeight, scale = 1 } = globalThis.visualViewport ?? {};
    const covered = Math.round(innerHeight - height * scale);
    // Below a keyboard's height it is a bar of the browser, which the page knows about.
    if (covered > 100) this.#host.style.setProperty('--chat-keyboard', `${covered}px`);
    else this.#host.style.removeProperty('--chat-keyboard');
  };
}
