import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import type { AnswerSource } from './answer.ts';
import { isAsset, NOT_BUILT, sendAsset } from './assets.ts';
import { answerChat, type ChatSettings } from './chat-endpoint.ts';
import { FORMATS } from './formats.ts';
import { scriptedModel } from './model.ts';
import { allowOrigin, isForeign, sendPreflight } from './origins.ts';
import { RequestProblem } from './question.ts';
import { relayFrom } from './relay.ts';
import { sendProblem } from './replies.ts';

export interface DemoOptions {
  /** 0 takes any free port. Default 8080. */
  readonly port?: number;
  /** Default `127.0.0.1`: this machine only. */
  readonly host?: string;
  /** `true` prints a line per answer; or a function that gets the lines. Default: silent. */
  readonly log?: boolean | ((line: string) => void);
  /** Who answers. Default: the relay if `environment` holds a key for it, else the embedded model. */
  readonly source?: AnswerSource;
  /** Where the relay's settings stand: see `relayFrom`. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Multiplies every delay of the embedded model; 0 is no delay. Default 1: a human pace. */
  readonly pace?: number;
  /** Time between heartbeat comments, in ms. Default 10,000. */
  readonly heartbeatMs?: number;
  /** Longest silence of the relay's upstream, in ms. Default 30,000. */
  readonly upstreamTimeoutMs?: number;
  /** Folder of the built scripts, ending with a slash. Default `dist/`. */
  readonly scripts?: URL;
}

export interface Demo {
  /** Address of the page, ending with a slash. */
  readonly url: string;
  /** Ends every running answer and resolves when the port is free. */
  close(): Promise<void>;
}

interface Site extends ChatSettings {
  readonly scripts: URL;
  readonly isRelay: boolean;
}

/**
 * Starts the demo: its pages, the script, and the streaming endpoints.
 * @throws Error with a plain sentence when the port is taken.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = 8080, host = '127.0.0.1', environment = process.env } = options;
  const { pace = 1, heartbeatMs = 10_000, upstreamTimeoutMs = 30_000 } = options;
  const scripts = options.scripts ?? new URL('../dist/', import.meta.url);
  const log = typeof options.log === 'function' ? options.log : options.log ? console.log : () => undefined;
  const relay = options.source ? undefined : relayFrom(environment, { timeoutMs: upstreamTimeoutMs, log });
  const source = options.source ?? relay ?? (await scriptedModel());
  const site: Site = { source, pace, heartbeatMs, log, scripts, isRelay: relay !== undefined };

  const server = createServer((request, response) => {
    void handle(request, response, site).catch((error: unknown) => fail(request, response, error, log));
  });
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
  const methods = format ? chatMethods(url.pathname) : ['GET', 'HEAD'];
  allowOrigin(request, response);
  if (!format && !isAsset(url.pathname))
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
  if (!format) return sendAsset(response, url.pathname, site.scripts);
  if (site.isRelay && isForeign(request)) {
    throw new RequestProblem(
      403,
      'foreign_origin',
      'While a model key is in use, only pages on this machine get answers.',
    );
  }
  return answerChat(request, response, url, format, site);
}

/** An `EventSource` can only GET, and reads plain text. */
const chatMethods = (path: string): readonly string[] => (path.endsWith('/text') ? ['GET', 'POST'] : ['POST']);

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
