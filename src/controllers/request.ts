import type { Message } from '../chat/conversation.ts';
import type { BackendIds } from '../chat/events.ts';
import { ChatError } from '../chat/errors.ts';
import { historyOf } from '../protocols/history.ts';
import { protocolOf, type ChatRequest } from '../protocols/index.ts';
import { withHeaders } from '../transport/fetch.ts';
import { givenHeaders, type GivenHeaders } from '../transport/given-headers.ts';
import type { Clock, TransportRequest } from '../transport/transport.ts';

type Hook<Value> = () => Value | Promise<Value>;
type Json = Record<string, unknown>;

/** What the element's properties say about requests. */
export interface RequestSettings {
  readonly endpoint: string;
  readonly method: 'POST' | 'GET';
  readonly protocol: string;
  readonly model: string;
  readonly credentials: RequestCredentials;
  readonly headers: GivenHeaders;
  readonly body: Json | ((request: TransportRequest) => Json | Promise<Json>) | undefined;
  readonly context: Json | Hook<Json> | undefined;
  readonly user: unknown;
  readonly conversationId: string;
  /** Given by the site: the back end knows it. */
  readonly knownConversationId: string;
  readonly promptField: string;
  readonly history: 'all' | 'last';
}

/**
 * The request for a conversation, without what hooks have to be asked for.
 * @throws ChatError `no-endpoint` when none is set or it is no address.
 */
export function createRequest(
  settings: RequestSettings,
  messages: readonly Message[],
  idempotencyKey: string,
  ids: BackendIds = {},
): TransportRequest {
  const url = endpointUrl(settings.endpoint);
  const history = historyOf(messages);
  const newest = history.findLast(({ role }) => role === 'user')?.content ?? '';
  const metadata = messages.findLast(({ role }) => role === 'user')?.metadata;
  const protocol = protocolOf(settings.protocol);
  const { knownConversationId: known } = settings;
  const request: ChatRequest = {
    messages: settings.history === 'last' ? history.slice(-1) : history,
    text: newest,
    ids: { ...ids, ...(known && { conversation: known }) },
    conversationId: known || settings.conversationId,
    history: settings.history,
    ...(settings.model && { model: settings.model }),
  };
  const body = protocol.body(request);
  const isSaid = known && JSON.stringify({ ...body, messages: [] }).includes(JSON.stringify(known));
  return {
    url,
    method: settings.method,
    headers: { ...protocol.headers, 'Idempotency-Key': idempotencyKey },
    body: {
      ...body,
      ...(known && !isSaid && { conversation_id: known }),
      ...(settings.promptField && { [settings.promptField]: newest }),
      ...(metadata && { metadata }),
    },
    credentials: settings.credentials,
  };
}

/**
 * Asks the hooks. What `chat-before-send` set by itself stays. A hook that fails is reported and costs only what it would have
 * added.
 */
export async function completeRequest(settings: RequestSettings, request: TransportRequest): Promise<TransportRequest> {
  const { headers, body, context, user } = settings;
  const given = await askHook('headers', () => givenHeaders(headers));
  const metadata = typeof context === 'function' ? await askHook('context', context) : context;
  const complete: TransportRequest = {
    ...request,
    headers: withHeaders(given, request.headers),
    body: {
      ...request.body,
      ...(metadata && { metadata: { ...metadata, ...Object(request.body['metadata']) } }),
      ...(user !== undefined && { user }),
    },
  };
  if (typeof body === 'function')
    return { ...complete, body: (await askHook('body', () => givenBody(body, complete))) ?? complete.body };
  return { ...complete, body: { ...complete.body, ...body } };
}

/**
 * The same, but a hook that never answers must not hold a request for ever, nor anything once `signal` is aborted.
 * @throws ChatError `timeout` after `connectTimeout` ms.
 */
export function completeInTime(
  settings: RequestSettings & { readonly connectTimeout: number; readonly clock: Clock },
  request: TransportRequest,
  signal: AbortSignal,
): Promise<TransportRequest> {
  const { clock, connectTimeout } = settings;
  return new Promise((resolve, reject) => {
    const late = new ChatError('timeout', 'A hook of the page gave no answer.');
    const timer = clock.setTimeout(() => reject(late), connectTimeout);
    const clear = (): void => clock.clearTimeout(timer);
    signal.addEventListener('abort', clear, { once: true });
    void completeRequest(settings, request).then(resolve, reject).finally(clear);
  });
}

/** A function that gives nothing may have changed what it got. */
async function givenBody(
  hook: Extract<RequestSettings['body'], (request: TransportRequest) => unknown>,
  request: TransportRequest,
): Promise<Json | undefined> {
  const body: unknown = await hook(request);
  if (body !== undefined && Object(body) !== body) throw new TypeError('It gave no object.');
  return body as Json | undefined;
}

async function askHook<Value>(name: string, hook: Hook<Value>): Promise<Value | undefined> {
  try {
    return await hook();
  } catch (error) {
    console.warn(`<stream-chat> went on without the "${name}" of the page, which failed:`, error);
    return undefined;
  }
}

function endpointUrl(endpoint: string): string {
  if (endpoint.trim() === '') {
    throw new ChatError(
      'no-endpoint',
      'Set the "endpoint" attribute of <stream-chat> to the address of your back end.',
      { retryable: false },
    );
  }
  try {
    return new URL(endpoint, document.baseURI).href;
  } catch {
    throw new ChatError('no-endpoint', `The endpoint "${endpoint}" is no address.`, { retryable: false });
  }
}
