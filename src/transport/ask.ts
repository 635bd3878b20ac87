import type { ChatEvent } from '../chat/events.ts';
import { protocolOf, type Protocol, type RequestMessage } from '../protocols/index.ts';
import { answer, type AnswerOptions } from './answer.ts';

/** A question without an element: what is asked, of whom, and how. */
export interface Question extends Partial<Omit<AnswerOptions, 'protocol' | 'refresh'>> {
  /** Absolute address; `ws:` and `wss:` ask over a WebSocket. */
  readonly url: string;
  /** The newest message, or the whole conversation with the newest last. */
  readonly messages: string | readonly Omit<RequestMessage, 'id'>[];
  /** Name of the wire format, or one of your own. Default `auto`. */
  readonly protocol?: string | Protocol;
  readonly method?: 'POST' | 'GET';
  readonly model?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Merged over what the protocol sends. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  readonly conversationId?: string;
}

/**
 * Asks and gives the events of the answer as they arrive, in Node and in workers: `for await (const event of streamEvents({url,
 * messages: 'Why?'}))`. The last event is a `finish` or an `error`; nothing is thrown. Leaving the loop closes the connection.
 */
export async function* streamEvents(question: Question): AsyncGenerator<ChatEvent, void> {
  const { url, messages, protocol = 'auto', method = 'POST', model, headers, body, credentials, ...options } = question;
  const list = typeof messages === 'string' ? [{ role: 'user' as const, content: messages }] : messages;
  const history = list.map((message, index) => ({ ...message, id: String(index + 1) }));
  const format = protocolOf(protocol);
  const conversationId = question.conversationId ?? crypto.randomUUID();
  const asked = format.body({
    messages: history,
    text: history.findLast(({ role }) => role === 'user')?.content ?? '',
    conversationId,
    ...(options.ids && { ids: options.ids }),
    ...(model && { model }),
  });
  const request = {
    url,
    method,
    headers: { ...format.headers, ...headers },
    body: { ...asked, ...body },
    credentials: credentials ?? 'same-origin',
  };
  const batches = answer(request, {
    signal: new AbortController().signal,
    maxRetries: 2,
    connectTimeoutMs: 60_000,
    idleTimeoutMs: 30_000,
    ...options,
    protocol,
  });
  for await (const batch of batches) yield* batch;
}
