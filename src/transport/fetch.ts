import { ChatError, type ErrorType } from '../chat/errors.ts';
import { withoutHalves } from '../chat/surrogates.ts';
import { isRepeatable, retryAfterMs } from './retry.ts';
import type { Clock, TransportRequest } from './transport.ts';

export type Fetch = typeof globalThis.fetch;

// Captured while loading: a page that wraps them later has no effect (E-08).
export const pageFetch: Fetch | undefined = typeof fetch === 'function' ? fetch.bind(globalThis) : undefined;
const { stringify, parse } = JSON;

/** Longest piece of the server's own words, in characters (X-19). */
const MAX_SERVER_WORDS = 300;
/** Most of an error body that is read, in characters. */
const MAX_ERROR_BODY = 64 * 1024;

export interface OpenOptions {
  readonly fetch: Fetch | undefined;
  readonly signal: AbortSignal;
  /** Time to the response headers, in ms. */
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
}

/**
 * Sends one request. @returns a response with a body that may be an answer.
 * @throws ChatError `network`, `timeout`, `http`, `rate-limit`, `unauthorized` or `empty`. The kind of a failure is never read
 * off an error's words, which differ by engine (R-05).
 */
export async function openResponse(
  request: TransportRequest,
  { fetch: own, signal, connectTimeoutMs, clock }: OpenOptions,
): Promise<Response> {
  const send = own ?? pageFetch;
  if (!send) throw new ChatError('network', 'This environment has no fetch.');
  const abort = new AbortController();
  const onAbort = (): void => abort.abort();
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  let isTimedOut = false;
  const timer = clock.setTimeout(() => {
    isTimedOut = true;
    abort.abort();
  }, connectTimeoutMs);
  try {
    const response = await send(address(request), init(request, abort.signal));
    await check(response, request);
    return response;
  } catch (error) {
    if (error instanceof ChatError) throw error;
    if (isTimedOut)
      throw new ChatError('timeout', `The server sent no answer within ${connectTimeoutMs} ms.`, { cause: error });
    if (signal.aborted) throw new ChatError('aborted', 'The request was cancelled.', { cause: error });
    throw new ChatError(isOffline() ? 'offline' : 'network', `${request.url} could not be reached.`, { cause: error });
  } finally {
    clock.clearTimeout(timer);
  }
}

function isOffline(): boolean {
  return typeof navigator === 'object' && navigator.onLine === false;
}

function address({ url, method, body }: TransportRequest): string {
  if (method !== 'GET') return url;
  const { messages } = body;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    message: (last as { content?: unknown } | undefined)?.content,
    ...body,
  })) {
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value));
  }
  const [place, fragment] = url.split('#');
  const separator = query.size === 0 ? '' : place!.includes('?') ? '&' : '?';
  return `${place}${separator}${query.toString()}${fragment === undefined ? '' : `#${fragment}`}`;
}

function init({ method, headers, body, credentials }: TransportRequest, signal: AbortSignal): RequestInit {
  const accept = 'text/event-stream, application/x-ndjson;q=0.9, application/json;q=0.8, text/plain;q=0.7';
  // A redirect would turn a POST into a GET, or carry the visitor's words to an address that the site did not name (R-11).
  const redirect = method === 'POST' ? 'manual' : 'follow';
  const common = { method, credentials, signal, cache: 'no-store', redirect } as const;
  // An EventSource back end is asked as an EventSource would: no header that needs a preflight.
  if (method === 'GET') {
    const { 'Idempotency-Key': _key, ...own } = headers;
    return { ...common, headers: withHeaders({ Accept: accept }, own) };
  }
  const usual = { Accept: accept, 'Content-Type': 'application/json' };
  return { ...common, headers: withHeaders(usual, headers), body: json(body) };
}

/** Names of headers are the same in any case: of two that `fetch` would join, the one of `more` stands. */
export function withHeaders(
  headers: Record<string, string> = {},
  more: Record<string, string>,
): Record<string, string> {
  const said = Object.keys(more).map((name) => name.toLowerCase());
  const others = Object.entries(headers).filter(([name]) => !said.includes(name.toLowerCase()));
  return { ...Object.fromEntries(others), ...more };
}

/** JSON of plain data, also on a page where an old library taught arrays and strings a `toJSON` of its own (E-07). */
function json(body: Record<string, unknown>): string {
  const prototypes = [Array.prototype, String.prototype, Object.prototype] as unknown as { toJSON?: unknown }[];
  const own = prototypes.map((prototype) => Object.getOwnPropertyDescriptor(prototype, 'toJSON'));
  if (own.every((descriptor) => descriptor === undefined)) return stringify(body);
  for (const prototype of prototypes) delete prototype.toJSON;
  try {
    return stringify(body);
  } finally {
    prototypes.forEach((prototype, index) => own[index] && Object.defineProperty(prototype, 'toJSON', own[index]));
  }
}

const TYPES: Readonly<Record<number, ErrorType>> = {
  401: 'unauthorized',
  429: 'rate-limit',
  204: 'empty',
  205: 'empty',
  206: 'empty',
};

async function check(response: Response, request: TransportRequest): Promise<void> {
  const { status } = response;
  const type = TYPES[status];
  if (isLedAway(response, request)) {
    const words = 'The endpoint redirects. Set "endpoint" to the address that it redirects to.';
    throw new ChatError('http', words, { retryable: false });
  }
  if (response.ok && !type) return;
  const words = type === 'empty' ? '' : await serverWords(response);
  const wait = retryAfterMs(response.headers);
  throw new ChatError(type ?? 'http', words || `The server answered with status ${status}.`, {
    httpStatus: status,
    retryable: type === 'empty' || isRepeatable(response),
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

function isLedAway({ type, redirected, url }: Response, request: TransportRequest): boolean {
  if (type === 'opaqueredirect') return true;
  return redirected && (request.method === 'POST' || new URL(url).origin !== new URL(request.url, url).origin);
}

/** What the server says about the error, as plain text. */
async function serverWords(response: Response): Promise<string> {
  let body: string;
  try {
    body = (await response.text()).slice(0, MAX_ERROR_BODY);
  } catch {
    return '';
  }
  if (/^\s*</.test(body)) return '';
  return withoutHalves((wordsOf(parsed(body)) ?? body).trim().slice(0, MAX_SERVER_WORDS));
}

function parsed(body: string): unknown {
  try {
    return parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** `{error: {message}}`, `{error}`, `{message}`, `{detail}`, `{detail: [{msg}]}`, `[{error}]` */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return wordsOf(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const source = value as Record<string, unknown>;
  for (const key of ['error', 'message', 'detail', 'msg']) {
    const words = source[key] === undefined ? undefined : wordsOf(source[key]);
    if (words !== undefined) return words;
  }
  return '';
}
