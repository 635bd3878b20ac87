import { once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { constants, createGzip, gzipSync } from 'node:zlib';

/** Time between two segments that have to travel apart, in ms. */
const SEGMENT_GAP_MS = 5;
const WORDS = { 200: 'OK', 204: 'No Content', 206: 'Partial Content', 302: 'Found', 429: 'Too Many Requests' };

/**
 * Plays the steps of one answer on the raw socket of one request. Nothing is added and nothing is mended: a body may be
 * shorter than it says, end in the middle of a character, or never end.
 */
export class Exchange {
  #socket;
  #record;
  #signal;
  #visitor;
  #isChunked = true;
  #sliceBytes = Infinity;

  /**
   * @param record - of the log: `sent` counts the bytes of the body.
   * @param signal - aborts when the page is gone.
   * @param visitor - resolves when the test says that the visitor did their part.
   */
  constructor(socket, record, signal, visitor) {
    this.#socket = socket;
    this.#record = record;
    this.#signal = signal;
    this.#visitor = visitor;
    socket.setNoDelay(true);
  }

  async play(steps) {
    for (const step of steps) {
      const [[name, value]] = Object.entries(step);
      const play = STEPS[name];
      if (!play) throw new Error(`No step is called "${name}". There are: ${Object.keys(STEPS).join(', ')}.`);
      if (this.#signal.aborted) return;
      await play.call(this, value);
    }
  }

  async #write(bytes) {
    for (let at = 0; at < bytes.length; at += this.#sliceBytes) {
      if (at > 0) await nextTurn();
      await this.#writeWhole(bytes.subarray(at, at + this.#sliceBytes));
    }
  }

  async #writeWhole(bytes) {
    if (this.#signal.aborted) return;
    this.#record.sent += bytes.length;
    const framed = this.#isChunked
      ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
      : bytes;
    if (!this.#socket.write(framed)) await once(this.#socket, 'drain', { signal: this.#signal });
  }

  /** One TCP segment each. */
  async #writeApart(pieces) {
    for (const piece of pieces) {
      await this.#write(piece);
      await wait(SEGMENT_GAP_MS, undefined, { signal: this.#signal });
    }
  }

  static steps = {
    /** `framing`: `chunked`, `close`, or the length that the header claims. */
    async headers({ status = 200, framing = 'chunked', ...headers } = {}) {
      this.#isChunked = framing === 'chunked';
      const length = typeof framing === 'number' ? { 'content-length': framing } : {};
      const coding = this.#isChunked ? { 'transfer-encoding': 'chunked' } : length;
      const lines = Object.entries({
        'content-type': 'text/event-stream',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': '*',
        connection: 'close',
        ...([204, 205, 304].includes(status) ? {} : coding),
        ...headers,
      }).map(([name, value]) => `${name}: ${value}\r\n`);
      if ([204, 205, 304].includes(status)) this.#isChunked = false;
      this.#socket.write(`HTTP/1.1 ${status} ${WORDS[status] ?? 'Status'}\r\n${lines.join('')}\r\n`);
    },
    /** From now on so many bytes travel in one segment and one chunk; what is repeated without end stays whole. */
    slice(bytes) {
      this.#sliceBytes = bytes;
    },
    send(text) {
      return this.#write(Buffer.from(text));
    },
    sendB64(text) {
      return this.#write(Buffer.from(text, 'base64'));
    },
    sendSplit(texts) {
      return this.#writeApart(texts.map((text) => Buffer.from(text)));
    },
    sendFirstBytes({ k, of }) {
      return this.#write(Buffer.from(of).subarray(0, k));
    },
    async dripBytes({ of, bytes = 1, everyMs = SEGMENT_GAP_MS }) {
      const whole = Buffer.from(of);
      for (let at = 0; at < whole.length; at += bytes) {
        await this.#write(whole.subarray(at, at + bytes));
        await wait(everyMs, undefined, { signal: this.#signal });
      }
    },
    waitMs(ms) {
      return ms === 'forever'
        ? once(this.#signal, 'abort')
        : wait(ms, undefined, { signal: this.#signal }).catch(() => undefined);
    },
    waitFor(who) {
      if (who !== 'visitor') throw new Error(`Only the visitor can be waited for, not "${who}".`);
      return Promise.race([this.#visitor(), once(this.#signal, 'abort')]);
    },
    async repeat({ send, everyMs = 0, times = 'forever' }) {
      const piece = Buffer.from(send);
      for (let count = 0; times === 'forever' || count < times; count++) {
        if (this.#signal.aborted) return;
        await this.#writeWhole(piece);
        if (everyMs > 0) await wait(everyMs, undefined, { signal: this.#signal });
      }
    },
    /** What the headers say is compressed, and is not all there. */
    sendGzipTruncatedBy({ of, by }) {
      const whole = gzipSync(of);
      return this.#write(whole.subarray(0, whole.length - by));
    },
    /** Compressed and flushed behind each piece, as a streaming server should. */
    async gzipSyncFlushEach(pieces) {
      const gzip = createGzip();
      const out = [];
      gzip.on('data', (chunk) => out.push(chunk));
      for (const piece of pieces) {
        gzip.write(piece);
        await new Promise((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, resolve));
        await this.#writeApart([Buffer.concat(out.splice(0))]);
      }
      gzip.end();
      await once(gzip, 'end');
      await this.#write(Buffer.concat(out));
    },
    /** All in one burst: what a proxy makes of a stream that it compresses. */
    gzipNoFlush(pieces) {
      return this.#write(gzipSync(pieces.join('')));
    },
    /** Bytes behind or instead of a response, without any framing. */
    raw(text) {
      this.#socket.write(text);
    },
    /**
     * `chunk-end` ends the body as the framing says, `fin` closes the connection without that, `rst` resets it.
     * A page drops what it has not read yet when the connection breaks: scripts wait for the visitor to see it before that.
     */
    async end(how) {
      this.#record.end = how;
      if (how === 'chunk-end') this.#socket.end(this.#isChunked ? '0\r\n\r\n' : '');
      else if (how === 'fin') this.#socket.end();
      else if (how === 'rst') this.#socket.resetAndDestroy();
      else throw new Error(`Nothing ends by "${how}".`);
    },
  };
}

const STEPS = Exchange.steps;
