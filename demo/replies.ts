import type { ServerResponse } from 'node:http';

/** What the demo's pages may do: nothing but talk to this server. No inline script or style, no other host. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/** Sends a whole body. `HEAD` gets the headers alone (Node leaves the body out by itself). */
export function send(response: ServerResponse, status: number, contentType: string, body: string | Uint8Array): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}

export function sendHtml(response: ServerResponse, status: number, body: string | Uint8Array): void {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('Referrer-Policy', 'no-referrer');
  send(response, status, 'text/html; charset=utf-8', body);
}

/** Sends `{"error": {"code", "message"}}`; `message` is a plain sentence. */
export function sendProblem(response: ServerResponse, status: number, code: string, message: string): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify({ error: { code, message } }));
}
