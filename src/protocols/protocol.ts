import type { ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';

/** What a request is made of, before a protocol gives it its shape. */
export interface ChatRequest {
  /** History in the order of the conversation, the newest user message last. */
  readonly messages: readonly { readonly role: 'user' | 'assistant' | 'system'; readonly content: string; readonly id: string }[];
  /** The newest user text. */
  readonly text: string;
  /** Conversation id kept by the widget. */
  readonly conversationId: string;
  readonly model?: string;
  readonly metadata?: unknown;
}

/** Running state of one answer. Synchronous; garbage never throws out of it but a `ChatError('malformed')` may. */
export interface Decoder {
  /** @returns what the message means; nothing for what it does not know. */
  push(message: WireMessage): ChatEvent[];
  /** The body ended cleanly. @returns a `finish` where this wire format has no end mark of its own, otherwise what is left. */
  end(): ChatEvent[];
}

/** A wire format: a pure value, given by name (`protocol="openai"`) or as an object. */
export interface Protocol {
  readonly name: string;
  /** How likely the first informative payload is of this format; the first protocol that says true is chosen by `auto`. */
  matches(message: WireMessage, json: unknown): boolean;
  open(): Decoder;
  /** Default request body; the site's `model` and `body` are merged over it. */
  body(request: ChatRequest): Record<string, unknown>;
}
