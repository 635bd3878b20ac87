import type { BackendIds } from '../chat/events.ts';
import { openResponse, type Fetch } from './fetch.ts';
import { systemClock, type TransportRequest } from './transport.ts';

/** How long the server may take to hear of a stop, in ms. */
const STOP_TIMEOUT_MS = 10_000;

/**
 * Tells a server that goes on without its reader to stop as well: one POST to `url`, in which `{task}`, `{run}`, `{response}`,
 * `{message}` and `{conversation}` stand for ids of the answer. Nothing is sent while one of them is not known. Never throws.
 */
export async function tellStop(
  url: string,
  ids: BackendIds,
  request: TransportRequest,
  fetch: Fetch | undefined,
): Promise<void> {
  let isMissing = false;
  const address = url.replace(/\{(\w+)\}|%7B(\w+)%7D/gi, (_, ...names: string[]) => {
    const id = ids[(names[0] ?? names[1]) as keyof BackendIds];
    if (id === undefined) isMissing = true;
    return encodeURIComponent(id ?? '');
  });
  if (isMissing) return;
  const { signal } = new AbortController();
  try {
    const response = await openResponse(
      { ...request, url: address, method: 'POST', body: { ...request.body, ...ids } },
      { fetch, signal, connectTimeoutMs: STOP_TIMEOUT_MS, clock: systemClock },
    );
    await response.body?.cancel();
  } catch {
    // The answer is over for the visitor either way.
  }
}
