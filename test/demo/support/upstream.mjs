import { once } from 'node:events';
import { createServer } from 'node:http';

/** Chat Completions chunks as a provider sends them. */
export const chunk = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
/** An event of Anthropic Messages as a provider sends it. */
export const messagesEvent = (type, rest = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
export const textDelta = (text, index = 0) =>
  messagesEvent('content_block_delta', { index, delta: { type: 'text_delta', text } });
export const DONE = 'data: [DONE]\n\n';

/**
 * A fake model provider for one test. `answer(response, request)` says what it does;
 * `requests` holds what was asked, `left` resolves when the relay closes a connection before its end.
 */
export async function upstream(t, answer) {
  const requests = [];
  let tellLeft;
  const left = new Promise((resolve) => (tellLeft = resolve));
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const piece of request) chunks.push(piece);
    const { method, url, headers } = request;
    requests.push({ method, url, headers, body: JSON.parse(Buffer.concat(chunks).toString() || 'null') });
    response.on('close', () => response.writableFinished || tellLeft());
    await answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}/v1`, requests, left };
}

/** An answer made of these pieces, each written by itself. */
export const stream = (...pieces) => {
  return async (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const piece of pieces) await new Promise((resolve) => response.write(piece, resolve));
    response.end();
  };
};
