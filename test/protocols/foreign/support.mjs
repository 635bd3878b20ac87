import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { WebSocket } from 'ws';

// Node has no WebSocket of its own before version 22.
globalThis.WebSocket ??= WebSocket;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TEST_LIMIT_MS = 60_000;

export const { module: core } = await runnerImport('/test/support/headless.ts', {
  root,
  configFile: false,
  logLevel: 'error',
});

/** A test that cannot hang. */
export const it = (name, run) => test(name, { timeout: TEST_LIMIT_MS }, run);

/** Serves `answer(request, response)` on loopback for one test. @returns its address. */
export async function serve(t, answer) {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

/** Asks without an element, and gives what the events make. */
export async function ask(url, question = {}) {
  const events = [];
  for await (const event of core.streamEvents({ url, messages: 'Why?', maxRetries: 0, ...question }))
    events.push(event);
  return { ...core.outcome(events), events };
}

/** Sends a `Response` of a library through Node's server. */
export async function send(response, nodeResponse) {
  nodeResponse.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body) nodeResponse.write(chunk);
  nodeResponse.end();
}
