import type { ReactiveControllerHost } from 'lit';
import {
  emptyConversation,
  reduce,
  type Conversation,
  type ConversationFact,
  type Message,
} from '../chat/conversation.ts';
import type { ChatEvent } from '../chat/events.ts';
import { dispatch } from '../events/chat-events.ts';
import { FrameScheduler } from '../render/frame-scheduler.ts';
import { FrameThrottle } from './frame-throttle.ts';

/**
 * The conversation of an element: facts are folded at once, the events of a stream once per frame, by a timer while the page is
 * hidden. Every change asks the host for an update and says `chat-change`. Owns one pending frame.
 */
export class ConversationStore {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #frames = new FrameScheduler(() => this.take());
  readonly #changes: FrameThrottle;
  #conversation: Conversation = emptyConversation;
  #waiting: { id: string; events: readonly ChatEvent[] }[] = [];

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    this.#changes = new FrameThrottle(() => dispatch(host, 'chat-change', { messages: this.messages }));
  }

  get messages(): readonly Message[] {
    return this.#conversation.messages;
  }

  message(id: string | undefined): Message | undefined {
    return this.messages.find((message) => message.id === id);
  }

  /** Events of an answer; they are folded with the next frame. */
  receive(id: string, events: readonly ChatEvent[]): void {
    this.#waiting.push({ id, events });
    this.#frames.schedule();
  }

  /** Folds what arrived since the last frame. */
  take(): void {
    this.#frames.cancel();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { id, events } of waiting) this.fold({ type: 'events', id, events });
  }

  fold(fact: ConversationFact): void {
    const next = reduce(this.#conversation, fact);
    if (next === this.#conversation) return;
    this.#conversation = next;
    this.#host.requestUpdate();
    this.#changes.ask();
  }
}
