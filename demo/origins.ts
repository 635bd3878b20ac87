import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Lets pages of any origin read the answer, and those on the list (`CORS_ORIGINS`) with cookies too, as `credentials: include`
 * wants it. A browser takes no `*` then, so the origin is named.
 */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, trusted: readonly string[]): void {
  const { origin } = request.headers;
  response.setHeader('Vary', 'Origin');
  if (origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader(
    'Access-Control-Expose-Headers',
    'Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset',
  );
  if (trusted.includes(origin)) response.setHeader('Access-Control-Allow-Credentials', 'true');
}

/** Answers a preflight: the browser's question before a JSON POST to another origin. */
export function sendPreflight(request: IncomingMessage, response: ServerResponse, methods: readonly string[]): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers':
      request.headers['access-control-request-headers'] ??
      'Content-Type, Authorization, Idempotency-Key, Last-Event-ID',
    'Access-Control-Max-Age': '600',
  });
  response.end();
}

/**
 * Is this a page from elsewhere that would spend the relay's key? Only pages of this machine, and those that the demo itself served
 * under an IP address, are its own; a host name could have been pointed here by its owner (DNS rebinding). Those on the list
 * are welcome.
 */
export function isForeign({ headers }: IncomingMessage, trusted: readonly string[]): boolean {
  if (headers.origin !== undefined && trusted.includes(headers.origin)) return false;
  if (headers['sec-fetch-site'] === 'cross-site') return true;
  if (headers.origin === undefined) return false;
  if (!URL.canParse(headers.origin)) return true;
  const { host, hostname } = new URL(headers.origin);
  if (LOOPBACK.test(hostname)) return false;
  return host !== headers.host || isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}
