import type { RequestFacts } from './diagnosis.ts';
import type { Fetch } from './fetch.ts';

/** As much of a body as is kept for a diagnosis, in characters. */
const START_CHARS = 500;

/**
 * A `fetch` that notes what is to be seen of one request and its answer, and says so when the headers came, with each piece of
 * the body, or when the request failed. What it gives on is untouched.
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
    const method = init?.method === 'GET' ? 'GET' : 'POST';
    let facts: RequestFacts = { url: String(url), method, reads: 0, bytes: 0, start: '', ...page };
    const note = (more: Partial<RequestFacts>): void => onFacts((facts = { ...facts, ...more }));
    let response: Response;
    try {
      response = await send(url, init);
    } catch (error) {
      if (!init?.signal?.aborted) note({});
      throw error;
    }
    const { status, statusText, headers, redirected, body } = response;
    const headersMs = now() - begin;
    // A body that is refused is never read.
    note({
      status,
      contentType: headers.get('content-type') ?? '',
      isRedirected: redirected || response.type === 'opaqueredirect' || (status >= 300 && status < 400),
      headersMs,
    });
    if (!body) return response;
    const decoder = new TextDecoder();
    const observer = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        const ms = now() - begin;
        // With each piece: a reader that gives up does not take the rest.
        note({
          reads: facts.reads + 1,
          bytes: facts.bytes + bytes.length,
          firstByteMs: facts.firstByteMs ?? ms,
          lastByteMs: ms,
          longestSilenceMs: Math.max(facts.longestSilenceMs ?? 0, ms - (facts.lastByteMs ?? headersMs)),
          start: (facts.start + decoder.decode(bytes, { stream: true })).slice(0, START_CHARS),
        });
        controller.enqueue(bytes);
      },
    });
    const copy = new Response(body.pipeThrough(observer), { status, statusText, headers });
    // A made response says neither where it came from nor how.
    return Object.defineProperties(copy, { url: { value: response.url }, redirected: { value: redirected } });
  };
}
