import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../chat/conversation.ts';
import { dispatch } from '../events/chat-events.ts';

interface UnreadHost extends ReactiveControllerHost, HTMLElement {
  readonly messages: readonly Message[];
}

/**
 * Counts answers that came while their reader could not see them: the panel was closed, or they read further up. A conversation
 * that appears as a whole is history, not news. Owns nothing to release; `chat-unread` tells when the count changed.
 */
export class UnreadController implements ReactiveController {
  readonly #host: UnreadHost;
  readonly #isSeen: () => boolean;
  #ended = 0;
  #wasEmpty = true;
  #count = 0;
  #told = 0;

  /** @param isSeen - does the reader see the end of the conversation? */
  constructor(host: UnreadHost, isSeen: () => boolean) {
    this.#isSeen = isSeen;
    (this.#host = host).addController(this);
  }

  get count(): number {
    return this.#count;
  }

  hostUpdate(): void {
    const { messages } = this.#host;
    const ended = messages.filter(isEndedAnswer).length;
    const isHistory = this.#wasEmpty && messages.length > 1;
    if (this.#isSeen()) this.#count = 0;
    else if (ended > this.#ended && !isHistory) this.#count += ended - this.#ended;
    this.#ended = ended;
    this.#wasEmpty = messages.length === 0;
  }

  hostUpdated(): void {
    if (this.#count === this.#told) return;
    this.#told = this.#count;
    dispatch(this.#host, 'chat-unread', { unread: this.#count });
  }
}

function isEndedAnswer({ role, status }: Message): boolean {
  return role !== 'user' && status !== 'pending' && status !== 'streaming';
}
