import type { Message, MessageError } from '../chat/conversation.ts';
import type { TransportRequest } from '../transport/transport.ts';

/** What the element is doing. */
export type ChatStatus = 'idle' | 'connecting' | 'streaming' | 'retrying' | 'offline';

/** `detail` of every event of the element; all of them bubble and cross shadow roots. */
export interface ChatEventDetails {
  /** A request is about to leave: for a question, asked again, continued or with a tool's result. `request` may be changed; `preventDefault()` keeps the draft and sends nothing. */
  'chat-before-send': { readonly message: Message; readonly request: TransportRequest };
  'chat-send': { readonly message: Message };
  'chat-first-token': { readonly message: Message };
  /** An answer ended: complete, stopped, interrupted or failed. */
  'chat-finish': { readonly message: Message };
  'chat-error': { readonly error: MessageError; readonly message: Message };
  /** The messages changed; at most once per frame. */
  'chat-change': { readonly messages: readonly Message[] };
  'chat-status': { readonly status: ChatStatus };
  /** A link in an answer was followed; `preventDefault()` stays on the page. */
  'chat-link': { readonly url: string; readonly message: string | undefined };
  /** A visitor rated an answer, took that back (`none`), or wrote words on it. */
  'chat-feedback': { readonly message: Message; readonly value: 'up' | 'down' | 'none'; readonly comment?: string };
  /** How many messages came that nobody saw. */
  'chat-unread': { readonly unread: number };
  /**
   * A visitor wants to talk to a person (`visitor`), or the back end says that one is needed (`back-end`; `data` is what it sent
   * along). `preventDefault()` keeps the page of `handoff-url` from opening.
   */
  'chat-handoff': {
    readonly reason: 'visitor' | 'back-end';
    readonly messages: readonly Message[];
    readonly data?: unknown;
  };
  /**
   * The model wants a tool of the page. `respondWith(result)` takes what the tool gives, or a promise of it, which may be rejected
   * with an error; when every call of an answer has its own, they are sent and the answer goes on. Only while the event is heard.
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
  'chat-open': Record<string, never>;
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
