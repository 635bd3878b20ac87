import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { WebSocketServer } from 'ws';
import type { AnswerSource } from './answer.ts';
import { isAsset, NOT_BUILT, sendAsset } from './assets.ts';
import { answerChat, resumeChat, stopChat, type ChatSettings } from './chat-endpoint.ts';
import { serveSocket, SOCKET_PATH } from './chat-socket.ts';
import { FORMATS } from './formats.ts';
import { Metrics } from './metrics.ts';
import { allowOrigin, isForeign, sendPreflight } from './origins.ts';
import { MAX_BODY_BYTES, RequestProblem } from './question.ts';
import { RateLimit } from './rate-limit.ts';
import { Replays } from './replays.ts';
import { send, sendProblem } from './replies.ts';
import { only, sourcesFrom } from './sources.ts';

export interface DemoOptions {
  /** 0 takes any free port. Default 8080. */
  readonly port?: number;
  /** Default `127.0.0.1`: this machine only. */
  readonly host?: string;
  /** `true` prints a line per answer; or a function that gets the lines. Default: silent. */
  readonly log?: boolean | ((line: string) => void);
  /** Who answers. Default: a relay if `environment` holds a key for it, else the embedded model. */
  readonly source?: AnswerSource;
  /** Where the relay's settings stand (see `sourcesFrom`), and `CORS_ORIGINS`. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Multiplies every delay of the embedded model; 0 is no delay. Default 1: a human pace. */
  readonly pace?: number;
  /** Time between heartbeat comments, in ms. Default 10,000. */
  readonly heartbeatMs?: number;
  /** Longest silence of the relay's upstream, in ms. Default 30,000. */
  readonly upstreamTimeoutMs?: number;
  /** How long a resumable answer waits for its client to come back, in ms. Default 30,000. */
  readonly resumeMs?: number;
  /** Questions per minute and address. Default: as many as come. */
  readonly questionsPerMinute?: number;
  /** Folder of the built scripts, ending with a slash. Default `dist/`. */
  readonly scripts?: URL;
}

export interface Demo {
  /** Address of the page, ending with a slash. */
  readonly url: string;
  /** Ends every running answer and resolves when the port is free. */
  close(): Promise<void>;
}

/** Where a page says that its visitor stopped an answer which would go on without them. */
const STOP_PATH = '/chat/stop';

interface Site extends ChatSettings {
  readonly scripts: URL;
  readonly limit: RateLimit;
  /** Origins whose pages may send cookies, and spend the relay's key. */
  readonly trusted: readonly string[];
}

/**
 * Starts the demo: its pages, the script, and the streaming endpoints.
 * @throws Error with a plain sentence when the port is taken.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = 8080, host = '127.0.0.1', environment = process.env } = options;
  const { pace = 1, heartbeatMs = 10_000, upstreamTimeoutMs = 30_000, resumeMs = 30_000 } = options;
  const scripts = options.scripts ?? new URL('../dist/', import.meta.url);
  const log = typeof options.log === 'function' ? options.log : options.log ? console.log : () => undefined;
  const sources = options.source
    ? only(options.source)
    : await sourcesFrom(environment, { timeoutMs: upstreamTimeoutMs, log });
  const site: Site = {
    sources,
    pace,
    heartbeatMs,
    replays: new Replays(resumeMs),
    metrics: new Metrics(log),
    log,
    scripts,
    limit: new RateLimit(options.questionsPerMinute ?? Infinity),
    trusted: environment['CORS_ORIGINS']?.split(/[\s,]+/).filter(Boolean) ?? [],
  };

  const server = createServer((request, response) => {
    void handle(request, response, site).catch((error: unknown) => fail(request, response, error, log));
  });
  const sockets = acceptSockets(server, site);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Choose another one with PORT.`) : error),
    );
    server.listen(port, host, resolve);
  });
  if (!existsSync(new URL('stream-chat.js', scripts))) log(NOT_BUILT);
  return {
    url: `http://${nameOf(host)}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        site.replays.close();
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A name that a browser can open. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

async function handle(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://demo.invalid');
  const format = Object.hasOwn(FORMATS, url.pathname) ? FORMATS[url.pathname] : undefined;
  const lastEventId = format && (request.headers['last-event-id'] as string | undefined);
  const isStop = url.pathname === STOP_PATH;
  const methods = format ? chatMethods(url.pathname, request) : isStop ? ['POST'] : ['GET', 'HEAD'];
  allowOrigin(request, response, site.trusted);
  if (!format && !isStop && !isAsset(url.pathname) && url.pathname !== '/metrics')
    throw new RequestProblem(404, 'not_found', `There is nothing at ${url.pathname}.`);
  if (request.method === 'OPTIONS') return sendPreflight(request, response, methods);
  if (!methods.includes(request.method ?? '')) {
    response.setHeader('Allow', methods.join(', '));
    throw new RequestProblem(
      405,
      'method_not_allowed',
      `${url.pathname} answers ${methods.join(' and ')}, not ${request.method}.`,
    );
  }
  if (url.pathname === '/metrics') return sendMetrics(request, response, site);
  if (!format && !isStop) return sendAsset(response, url.pathname, site.scripts);
  refuseForeign(request, site);
  if (!format) return stopChat(request, response, site);
  if (lastEventId) return resumeChat(request, response, lastEventId, site);
  site.limit.take(request, response);
  return answerChat(request, response, url, format, site);
}

function refuseForeign(request: IncomingMessage, { sources, trusted }: Site): void {
  if (sources.isRelay && isForeign(request, trusted)) {
    throw new RequestProblem(
      403,
      'foreign_origin',
      'While a model key is in use, only pages on this machine get answers.',
    );
  }
}

function sendMetrics(request: IncomingMessage, response: ServerResponse, { metrics, trusted }: Site): void {
  if (isForeign(request, trusted)) throw new RequestProblem(403, 'foreign_origin', 'The figures are for this machine.');
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(metrics.snapshot(), undefined, 2));
}

/** No preflight protects a WebSocket: a page from elsewhere is refused before it opens, where a key is in use. */
function acceptSockets(server: Server, site: Site): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    const isHere = new URL(request.url ?? '/', 'http://demo.invalid').pathname === SOCKET_PATH;
    const isRefused = site.sources.isRelay && isForeign(request, site.trusted);
    socket.on('error', () => undefined);
    if (isHere && !isRefused) sockets.handleUpgrade(request, socket, head, (client) => serveSocket(client, site));
    else socket.end(`HTTP/1.1 ${isHere ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
  });
  return sockets;
}

/** An `EventSource` can only GET, and reads plain text. What is resumed is got, and what is stopped is deleted. */
function chatMethods(path: string, { headers, method }: IncomingMessage): readonly string[] {
  if (headers['last-event-id'] || method === 'OPTIONS') return ['GET', 'POST', 'DELETE'];
  return path.endsWith('/text') ? ['GET', 'POST'] : ['POST'];
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown, log: (line: string) => void): void {
  if (response.destroyed) return;
  if (response.headersSent) return void response.destroy();
  const problem =
    error instanceof RequestProblem
      ? error
      : new RequestProblem(500, 'internal_error', 'The server failed. Its log says why.');
  log(`${request.method} ${request.url}: ${problem.status} ${problem === error ? problem.message : String(error)}`);
  sendProblem(response, problem.status, problem.code, problem.message);
}
