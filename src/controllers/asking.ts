import type { Message } from '../chat/conversation.ts';
import { ChatError } from '../chat/errors.ts';
import type { BackendIds, ChatEvent } from '../chat/events.ts';
import { dispatch } from '../events/chat-events.ts';
import type { Cursor } from '../transport/cursor.ts';
import { tellStop } from '../transport/stop.ts';
import type { TransportRequest } from '../transport/transport.ts';
import { createId } from './identifiers.ts';
import { completeRequest, createRequest } from './request.ts';
import type { RunSettings } from './run.ts';

/** What requests are made with, and a target for events. */
interface AskingHost extends EventTarget, RunSettings {}

/** A request, or why there is none. */
export type Asked = TransportRequest | ChatError;

/** The requests of a conversation: with what the back end called its work, and as the page wants them to leave. */
export class Asking {
  /** What the back end called its work; a later request may have to say it again. */
  ids: BackendIds = {};
  readonly #host: AskingHost;

  constructor(host: AskingHost) {
    this.#host = host;
  }

  /** Events of an answer, which may say ids. */
  hear(events: readonly ChatEvent[]): void {
    for (const event of events) if (event.type === 'meta') this.ids = { ...this.ids, ...event.ids };
  }

  /** @returns the request for a conversation, with what the back end has called it. */
  prepare(messages: readonly Message[]): Asked {
    try {
      return createRequest(this.#host, messages, createId(), this.ids);
    } catch (error) {
      return error as ChatError;
    }
  }

  /** @returns the request as the page wants it to leave (`chat-before-send`); undefined if it wants none to. */
  ask(messages: readonly Message[]): Asked | undefined {
    const request = this.prepare(messages);
    const message = messages.findLast(({ role }) => role === 'user');
    if (request instanceof ChatError || !message) return request;
    return dispatch(this.#host, 'chat-before-send', { message, request }) ? request : undefined;
  }

  /** Tells a server that goes on without its reader, where the site says how. @param cursor - how far the answer was read. */
  tellStop(cursor: Cursor | undefined): void {
    const { stopUrl, fetch, conversationId, knownConversationId: known } = this.#host;
    const request = stopUrl && this.prepare([]);
    if (!request || request instanceof ChatError) return;
    const mark = cursor?.mark && { event: cursor.mark };
    const ids = { conversation: conversationId, ...this.ids, ...(known && { conversation: known }), ...mark };
    void completeRequest(this.#host, { ...request, headers: {}, body: {} }).then((complete) =>
      tellStop(new URL(stopUrl, document.baseURI).href, ids, complete, fetch),
    );
  }
}
