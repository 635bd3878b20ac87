import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { startOf } from '../markdown/graphemes.ts';

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
    const range = this.#range();
    const isOurs =
      range && !range.collapsed && this.#host.shadowRoot?.querySelector('.log')?.contains(range.startContainer);
    const words = isOurs ? (this.#read()?.toString() || range.toString()).trim() : '';
    this.#set(startOf(words, MAX_QUOTED_CHARS));
  };

  /** Chromium tells of a selection inside a shadow root there, other engines at the document. */
  #read(): Selection | null {
    const root = this.#host.shadowRoot as (ShadowRoot & { getSelection?: () => Selection | null }) | null;
    return root?.getSelection?.() ?? document.getSelection();
  }

  /** Seen from outside, a selection in a shadow root stands at its host: newer engines say where it is when asked. */
  #range(): Range | undefined {
    const selection = this.#read();
    const root = this.#host.shadowRoot;
    if (!selection || !root || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    if (root.contains(range.startContainer) || !('getComposedRanges' in selection)) return range;
    const [composed] = selection.getComposedRanges({ shadowRoots: [root] });
    if (!composed) return undefined;
    const inside = document.createRange();
    inside.setStart(composed.startContainer, composed.startOffset);
    inside.setEnd(composed.endContainer, composed.endOffset);
    return inside;
  }

  #set(words: string): void {
    const isChanged = (words === '') !== (this.#words === '');
    this.#words = words;
    if (isChanged) this.#host.requestUpdate();
  }
}
