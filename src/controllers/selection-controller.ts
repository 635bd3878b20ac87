import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longest quotation, in characters. */
const MAX_QUOTED_CHARS = 2000;

/**
 * Knows which words of the transcript are selected, to offer quoting them.
 * Owns: one listener of the document while its host is connected.
 */
export class SelectionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #words = '';

  constructor(host: ReactiveControllerHost & HTMLElement) {
    (this.#host = host).addController(this);
  }

  /** Selected words of messages; empty without any. */
  get words(): string {
    return this.#words;
  }

  clear(): void {
    this.#read()?.removeAllRanges();
    this.#set('');
  }

  hostConnected(): void {
    document.addEventListener('selectionchange', this.#onChange);
  }

  hostDisconnected(): void {
    document.removeEventListener('selectionchange', this.#onChange);
  }

  readonly #onChange = (): void => {
    const selection = this.#read();
    const isOurs =
      selection &&
      !selection.isCollapsed &&
      this.#host.shadowRoot?.querySelector('.log')?.contains(selection.anchorNode);
    this.#set(isOurs ? selection.toString().trim().slice(0, MAX_QUOTED_CHARS) : '');
  };

  /** Chromium tells of a selection inside a shadow root there, other engines at the document. */
  #read(): Selection | null {
    const root = this.#host.shadowRoot as (ShadowRoot & { getSelection?: () => Selection | null }) | null;
    return root?.getSelection?.() ?? document.getSelection();
  }

  #set(words: string): void {
    const isChanged = (words === '') !== (this.#words === '');
    this.#words = words;
    if (isChanged) this.#host.requestUpdate();
  }
}
