import { createServer } from 'node:http';
import { Exchange } from './exchange.mjs';

/**
 * A server that breaks as it is told. A script is a list of answers, one for each request in order, each a list of steps (see
 * `exchange.mjs`); it is played at `/run/<id>` on a port of its own, so that its connections are never those of the page.
 * Every connection is a fresh one: a browser repeats a request by itself when a kept connection turns out dead.
 * Owns a listening socket until `close`.
 */
export class FaultServer {
  #scripts = new Map();
  #server = createServer((request, response) => {
    void this.#answer(request, response);
  });
  #origin;

  /** Address of the server; it starts with the first call. */
  origin() {
    this.#origin ??= new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => {
        // The port alone keeps no process alive.
        this.#server.unref();
        resolve(`http://127.0.0.1:${this.#server.address().port}`);
      });
    });
    return this.#origin;
  }

  /** @param answers - one list of steps for each request; one request more than there are is answered with status 418. */
  play(id, answers) {
    this.#scripts.set(id, { answers, requests: [], waiting: [], gone: [] });
  }

  /** Every request so far: what was asked, how many bytes of a body were sent, and who ended the connection when (in ms). */
  log(id) {
    return this.#script(id).requests;
  }

  /** The visitor did their part. Resolves when the server has waited for it. */
  go(id) {
    const { waiting, gone } = this.#script(id);
    return new Promise((resolve) => {
      const go = (proceed) => {
        proceed();
        resolve();
      };
      if (waiting.length > 0) go(waiting.shift());
      else gone.push(go);
    });
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** For the test runner: `/__faults/origin`, and for each script `/__faults/<id>/play`, `log` and `go`. */
  middleware = async (context, next) => {
    const [, id, verb] = /^\/__faults\/([^/]+)(?:\/(play|log|go))?$/.exec(context.path) ?? [];
    if (!id) return next();
    if (id === 'origin') context.body = await this.origin();
    else if (verb === 'play') this.play(id, JSON.parse((await bodyOf(context.req)).toString()));
    else if (verb === 'log') context.body = JSON.stringify(this.log(id));
    else if (verb === 'go') await this.go(id);
    if (context.body === undefined) context.status = 204;
  };

  #script(id) {
    const script = this.#scripts.get(id);
    if (!script) throw new Error(`No script is called "${id}".`);
    return script;
  }

  async #answer(request, response) {
    const [, id] = /^\/run\/([^/?]+)/.exec(request.url) ?? [];
    if (!id || request.method === 'OPTIONS') return preflight(request, response, id ? 204 : 404);
    const script = this.#script(id);
    const steps = script.answers[script.requests.length] ?? [{ headers: { status: 418 } }, { end: 'chunk-end' }];
    const record = {
      at: performance.now(),
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: '',
      sent: 0,
      end: 'open',
    };
    script.requests.push(record);
    const abort = new AbortController();
    request.socket.once('close', () => {
      if (record.end === 'open') record.end = 'page';
      record.endedAt = performance.now();
      abort.abort();
    });
    // A reset by the page is reported here; the 'close' that follows is what counts.
    request.socket.on('error', () => undefined);
    const visitor = () =>
      new Promise((proceed) => {
        if (script.gone.length > 0) script.gone.shift()(proceed);
        else script.waiting.push(proceed);
      });
    try {
      record.body = (await bodyOf(request)).toString();
      await new Exchange(request.socket, record, abort.signal, visitor).play(steps);
    } catch (error) {
      // A page that is gone is no fault of the script. Its reset is heard of before the socket's 'close'.
      if (!request.socket.destroyed) throw error;
    }
  }
}

/** A page of another origin asks before it posts JSON. */
function preflight(request, response, status) {
  response.writeHead(status, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
    connection: 'close',
  });
  response.end();
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
