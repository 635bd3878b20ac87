import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { dispatch } from '../events/chat-events.ts';
import { isClosable } from '../render/context.ts';

/** What is opened and closed. */
interface OpenHost extends ReactiveControllerHost, HTMLElement {
  open: boolean;
  isGreeted: boolean;
  readonly mode: string;
}

/** What `commandfor` and `command` of a button ask for; the same with `data-stream-chat-open` is `--show`. */
const COMMANDS: Readonly<Record<string, (isOpen: boolean) => boolean>> = {
  '--show': () => true,
  '--hide': () => false,
  '--toggle': (isOpen) => !isOpen,
};

/**
 * Opens and closes a floating chat or a sidebar: the visitor's focus goes along and comes back, a site's does not move
 * and both are told. Any element of the page opens it: `data-stream-chat-open`, whose value may be the chat's id, or an
 * invoker command.
 * Owns: a listener of the document while its host is connected.
 */
export class OpenController implements ReactiveController {
  readonly #host: OpenHost;
  #wasOpen = false;
  /** Gets the focus back. */
  #opener: HTMLElement | undefined;

  constructor(host: OpenHost) {
    (this.#host = host).addController(this);
  }

  closeCallOut(): void {
    this.#host.isGreeted = true;
    this.#host.requestUpdate();
  }

  /** The visitor opens or closes the panel. */
  async setByHand(isOpen: boolean, opener?: HTMLElement): Promise<void> {
    const host = this.#host;
    if (isOpen) this.#opener = opener;
    host.open = isOpen;
    await host.updateComplete;
    if (isOpen) host.focus();
    else (this.#opener ?? host.shadowRoot?.querySelector<HTMLElement>('.launcher'))?.focus();
  }

  /** Escape closes. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isClosable(this.#host.mode) || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    void this.setByHand(false);
  };

  hostConnected(): void {
    document.addEventListener('click', this.#onPageClick);
    this.#host.addEventListener('command', this.#onCommand);
  }

  hostDisconnected(): void {
    document.removeEventListener('click', this.#onPageClick);
    this.#host.removeEventListener('command', this.#onCommand);
  }

  hostUpdated(): void {
    const { open } = this.#host;
    if (open === this.#wasOpen) return;
    this.#wasOpen = open;
    this.#host.isGreeted = true;
    dispatch(this.#host, open ? 'chat-open' : 'chat-close', {});
  }

  readonly #onPageClick = (event: MouseEvent): void => {
    if (event.defaultPrevented) return;
    const opener = event
      .composedPath()
      .find((node): node is HTMLElement => node instanceof HTMLElement && 'streamChatOpen' in node.dataset);
    if (!opener) return;
    const id = opener.dataset['streamChatOpen'];
    const host = this.#host;
    if (id ? id !== host.id : document.querySelector(host.localName) !== host) return;
    // A link that leads to another page without the script opens the chat with it.
    event.preventDefault();
    void this.setByHand(true, opener);
  };

  readonly #onCommand = (event: Event): void => {
    const { command, source } = event as Event & { command: string; source: HTMLElement | null };
    const next = COMMANDS[command]?.(this.#host.open);
    if (next !== undefined) void this.setByHand(next, source ?? undefined);
  };
}
