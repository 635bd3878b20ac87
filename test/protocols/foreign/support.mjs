import assert from 'node:assert/strict';
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

/**
 * Asks without an element, and gives what the events make. The bytes that came are read again, whole, byte by byte and at 20
 * random cuttings: each gives the same (law 4).
 */
export async function ask(url, question = {}) {
  const events = [];
  const recorded = recorder();
  const { protocol = 'auto' } = question;
  for await (const event of core.streamEvents({
    url,
    messages: 'Why?',
    maxRetries: 0,
    fetch: (...request) => recorded.fetch(...request),
    ...question,
  }))
    events.push(event);
  const outcome = core.outcome(events);
  const bytes = recorded.bytes();
  for (const { name, chunks } of core.byteChunkings(new Uint8Array(bytes))) {
    // A connection that broke is no body that ended.
    if (name.startsWith('cut at') || bytes.length === 0 || outcome.error?.type === 'network') continue;
    const again = core.outcome(core.received(chunks, { protocol, contentType: recorded.type }));
    assert.deepEqual(again, outcome, `the same bytes, ${name}`);
  }
  return { ...outcome, events };
}

/** A `fetch` that keeps what is read of the body that it answers with. */
function recorder() {
  const pieces = [];
  const recorded = {
    type: '',
    async fetch(...request) {
      const response = await globalThis.fetch(...request);
      if (!response.ok || !response.body) return response;
      recorded.type = response.headers.get('content-type') ?? '';
      const copying = new TransformStream({
        transform(piece, controller) {
          pieces.push(piece);
          controller.enqueue(piece);
        },
      });
      return new Response(response.body.pipeThrough(copying), response);
    },
    bytes: () => Buffer.concat(pieces),
  };
  return recorded;
}

/** Sends a `Response` of a library through Node's server. */
export async function send(response, nodeResponse) {
  nodeResponse.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body) nodeResponse.write(chunk);
  nodeResponse.end();
}
