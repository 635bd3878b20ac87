import type { BackendIds, ChatEvent } from '../chat/events.ts';
import type { WireMessage } from '../wire/message.ts';

/** One message as protocols send it. */
export interface RequestMessage {
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: string;
  readonly id: string;
}

/** What a request is made of, before a protocol gives it its shape. */
export interface ChatRequest {
  /** History in the order of the conversation, the newest user message last. */
  readonly messages: readonly RequestMessage[];
  /** The newest user text. */
  readonly text: string;
  /** Conversation id kept by the widget. */
  readonly conversationId: string;
  /** Ids that the back end gave in earlier answers. */
  readonly ids?: BackendIds;
  readonly model?: string;
}

/** Running state of one answer. Synchronous, and garbage never throws out of it. */
export interface Decoder {
  /** @returns what the message means; nothing for what it does not know. */
  push(message: WireMessage): readonly ChatEvent[];
  /** The body ended cleanly. @returns a `finish` where this wire format has no end mark of its own, otherwise what is left. */
  end(): readonly ChatEvent[];
}

/** A wire format: a pure value, given by name (`protocol="openai"`). */
export interface Protocol {
  readonly name: string;
  open(): Decoder;
  /** Default request body; the site's `body` is merged over it. */
  body(request: ChatRequest): Record<string, unknown>;
  /** Headers that the back end asks for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Message that ends a running answer over a WebSocket. */
  readonly cancel?: Readonly<Record<string, unknown>>;
}

/** The history without ids. */
export function roles({ messages }: ChatRequest): { role: string; content: string }[] {
  return messages.map(({ role, content }) => ({ role, content }));
}

/** `{model}` where one is set. */
export function modelOf({ model }: ChatRequest): { model?: string } {
  return model ? { model } : {};
}
