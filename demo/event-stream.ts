import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sink } from './pump.ts';

/** Headers of a stream that no proxy may hold back, change or compress (`X-Accel-Buffering` is nginx's own switch). */
const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Time in which a page on this machine reads what was sent, in ms. */
const CUT_DELAY_MS = 50;

/**
 * An answer on its way to one client: headers at once, writes that wait for the client, a comment as heartbeat.
 * Owns the heartbeat's timer, and lets go of it when the connection closes, whoever closes it.
 */
export class EventStream implements Sink {
  readonly #response: ServerResponse;
  readonly #abort = new AbortController();

  /** @param heartbeatMs - Time between comments, in ms. Proxies drop a quiet connection after 30 s to 100 s. */
  constructor(response: ServerResponse, heartbeatMs: number) {
    this.#response = response;
    response.writeHead(200, STREAM_HEADERS);
    response.flushHeaders();
    const heartbeat = setInterval(() => this.#beat(), heartbeatMs);
    // A write that meets a closing socket is reported here; the 'close' that follows is what counts.
    response.on('error', () => undefined);
    response.once('close', () => {
      clearInterval(heartbeat);
      if (!response.writableFinished) this.#abort.abort();
    });
  }

  /** Aborts when the client leaves before the end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Is the connection gone? True a moment before `signal` aborts. */
  get isClosed(): boolean {
    return this.#response.destroyed;
  }

  /**
   * Sends a piece and waits until the client has room for the next, so that at most one socket buffer is ever queued.
   * @throws DOMException `AbortError` once the client is gone.
   */
  async write(piece: string): Promise<void> {
    this.signal.throwIfAborted();
    if (piece === '' || this.#response.write(piece)) return;
    await once(this.#response, 'drain', { signal: this.signal });
  }

  end(): void {
    this.#response.end();
  }

  /** Takes the connection down without an end, as a crashed server does. */
  async cut(): Promise<boolean> {
    // A browser drops what its page has not read yet when the connection breaks (Fetch: an errored stream loses its queue).
    await wait(CUT_DELAY_MS);
    this.#response.socket?.destroySoon();
    return false;
  }

  #beat(): void {
    if (!this.#response.writableNeedDrain && !this.#response.writableEnded) this.#response.write(': keep-alive\n\n');
  }
}
