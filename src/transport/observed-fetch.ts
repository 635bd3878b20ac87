import type { RequestFacts } from './diagnosis.ts';
import type { Fetch } from './fetch.ts';

/** As much of a body as is kept for a diagnosis, in characters. */
const START_CHARS = 500;

/**
 * A `fetch` that notes what is to be seen of one request and its answer, and says so when the headers came, when the body has
 * ended, or when the request failed. What it gives on is untouched.
 * @param now - ms of a clock that only grows.
 */
export function observedFetch(
  send: Fetch,
  onFacts: (facts: RequestFacts) => void,
  page: Pick<RequestFacts, 'pageUrl'> = {},
  now: () => number = () => performance.now(),
): Fetch {
  return async (url, init) => {
    const begin = now();
    const base = { url: String(url), method: init?.method === 'GET' ? ('GET' as const) : ('POST' as const), ...page };
    let response: Response;
    try {
      response = await send(url, init);
    } catch (error) {
      if (!init?.signal?.aborted) onFacts({ ...base, reads: 0, bytes: 0, start: '' });
      throw error;
    }
    const headersMs = now() - begin;
    let facts: RequestFacts = {
      ...base,
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      isRedirected:
        response.redirected || response.type === 'opaqueredirect' || Math.floor(response.status / 100) === 3,
      headersMs,
      reads: 0,
      bytes: 0,
      start: '',
    };
    const decoder = new TextDecoder();
    // A body that is refused is never read.
    onFacts(facts);
    let heardMs = headersMs;
    const observer = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        const ms = now() - begin;
        facts = {
          ...facts,
          reads: facts.reads + 1,
          bytes: facts.bytes + bytes.length,
          firstByteMs: facts.firstByteMs ?? ms,
          lastByteMs: ms,
          longestSilenceMs: Math.max(facts.longestSilenceMs ?? 0, ms - heardMs),
          start: (facts.start + decoder.decode(bytes, { stream: true })).slice(0, START_CHARS),
        };
        heardMs = ms;
        controller.enqueue(bytes);
      },
      flush: () => onFacts(facts),
    });
    if (!response.body) return response;
    const { status, statusText, headers, redirected } = response;
    const copy = new Response(response.body.pipeThrough(observer), { status, statusText, headers });
    // A made response says neither where it came from nor how.
    return Object.defineProperties(copy, { url: { value: response.url }, redirected: { value: redirected } });
  };
}
