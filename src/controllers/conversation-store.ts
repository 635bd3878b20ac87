import type { ReactiveControllerHost } from 'lit';
import {
  emptyConversation,
  reduce,
  type Conversation,
  type ConversationFact,
  type Message,
} from '../chat/conversation.ts';
import type { ChatEvent } from '../chat/events.ts';
import { messageOf, type MessageInput } from '../chat/message-input.ts';
import { dispatch } from '../events/chat-events.ts';
import { FrameScheduler } from '../render/frame-scheduler.ts';
import type { Clock } from '../transport/transport.ts';
import { FrameThrottle } from './frame-throttle.ts';
import { createId } from './identifiers.ts';

/** Where the conversation is shown. */
interface StoreHost extends ReactiveControllerHost, EventTarget {
  readonly clock: Clock;
}

/**
 * The conversation of an element: facts are folded at once, the events of a stream once per frame, by a timer while the page is
 * hidden. Every change asks the host for an update and says `chat-change`. Owns one pending frame.
 */
export class ConversationStore {
  readonly #host: StoreHost;
  readonly #frames = new FrameScheduler(() => this.take());
  readonly #changes: FrameThrottle;
  #conversation: Conversation = emptyConversation;
  #waiting: { id: string; events: readonly ChatEvent[] }[] = [];

  constructor(host: StoreHost) {
    this.#host = host;
    this.#changes = new FrameThrottle(() => dispatch(host, 'chat-change', { messages: this.messages }));
  }

  get messages(): readonly Message[] {
    return this.#conversation.messages;
  }

  message(id: string | undefined): Message | undefined {
    return this.messages.find((message) => message.id === id);
  }

  /** @throws TypeError for what is no message. */
  messageOf(input: MessageInput): Message {
    return messageOf(input, input.id ?? createId(), this.#host.clock.now());
  }

  /** Adds a message of the page, or puts it in the place of the one with its id. @throws TypeError for what is no message. */
  add(input: MessageInput): void {
    this.fold({ type: 'add', message: this.messageOf(input) });
  }

  /** Takes messages as they are, from an earlier page or another tab. A running answer goes on. */
  restore(messages: readonly Message[]): void {
    this.fold({ type: 'restore', messages });
  }

  /** Events of an answer; they are folded with the next frame. */
  receive(id: string, events: readonly ChatEvent[]): void {
    this.#waiting.push({ id, events });
    this.#frames.schedule();
  }

  /** Folds what arrived since the last frame: the page may not come to its next one. */
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
