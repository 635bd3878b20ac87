import type { Message, MessageError } from '../chat/conversation.ts';
import type { TransportRequest } from '../transport/transport.ts';

/** What the element is doing. */
export type ChatStatus = 'idle' | 'connecting' | 'streaming' | 'retrying' | 'offline';

/**
 * `detail` of every event of the element; all of them bubble and cross shadow roots. The reference takes the first paragraph of
 * each comment.
 */
export interface ChatEventDetails {
  /**
   * A request is about to leave, for a question, Retry, Regenerate, Continue or a tool's result; `detail.request` may be changed.
   * Cancelable: the draft stays.
   */
  'chat-before-send': { readonly message: Message; readonly request: TransportRequest };
  /** A message left. */
  'chat-send': { readonly message: Message };
  /** The first text of an answer arrived. */
  'chat-first-token': { readonly message: Message };
  /**
   * The model wants a tool of the page: `detail.respondWith(result)` sends what it gave, and the answer goes on. With
   * `detail.needsPermission` a tool of the server waits for `true` or `false`.
   *
   * `respondWith` takes what the tool gives, or a promise of it, which may be rejected with an error; when every call of an answer
   * has its own, they are sent. Only while the event is heard.
   */
  'chat-tool-call': {
    readonly message: Message;
    readonly id: string;
    readonly name: string;
    readonly args: unknown;
    /** The tool is the server's, and waits: `respondWith(true)` allows it, `respondWith(false)` does not (`stream-chat-protocols.js`). */
    readonly needsPermission: boolean;
    readonly respondWith: (result: unknown) => void;
  };
  /** An answer ended: complete, stopped, interrupted or failed. */
  'chat-finish': { readonly message: Message };
  /** An answer ended with an error. */
  'chat-error': { readonly error: MessageError; readonly message: Message };
  /** The messages changed; at most once per frame. */
  'chat-change': { readonly messages: readonly Message[] };
  /** `status` changed. */
  'chat-status': { readonly status: ChatStatus };
  /** A link in an answer was followed. Cancelable: the page stays. */
  'chat-link': { readonly url: string; readonly message: string | undefined };
  /** A visitor rated an answer, took that back, or wrote words on it. */
  'chat-feedback': { readonly message: Message; readonly value: 'up' | 'down' | 'none'; readonly comment?: string };
  /**
   * A visitor wants to talk to a person, or the back end says so. Cancelable: `handoff-url` is not opened.
   *
   * `reason` says which; `data` is what the back end sent along.
   */
  'chat-handoff': {
    readonly reason: 'visitor' | 'back-end';
    readonly messages: readonly Message[];
    readonly data?: unknown;
  };
  /** The number of messages changed that came while nobody could see them. */
  'chat-unread': { readonly unread: number };
  /** A floating chat opened. */
  'chat-open': Record<string, never>;
  /** A floating chat closed. */
  'chat-close': Record<string, never>;
}

export type ChatEventName = keyof ChatEventDetails;

declare global {
  // eslint-disable-next-line typescript/no-empty-object-type -- an augmentation has no body of its own
  interface HTMLElementEventMap extends ChatEventMap {}
}

type ChatEventMap = { [Name in ChatEventName]: CustomEvent<ChatEventDetails[Name]> };

const CANCELABLE: ReadonlySet<ChatEventName> = new Set(['chat-before-send', 'chat-link', 'chat-handoff']);

/**
 * Dispatches an event from `target`. A listener that throws is the page's business: the browser reports it and goes on.
 * @returns false if a listener cancelled it.
 */
export function dispatch<Name extends ChatEventName>(
  target: EventTarget,
  name: Name,
  detail: ChatEventDetails[Name],
): boolean {
  return target.dispatchEvent(
    new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: CANCELABLE.has(name) }),
  );
}
