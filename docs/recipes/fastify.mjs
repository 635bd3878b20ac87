// npm install fastify
// OPENAI_API_KEY=… node fastify.mjs
//
// <stream-chat endpoint="/chat/stream" protocol="openai"></stream-chat>
import { Readable } from 'node:stream';
import Fastify from 'fastify';

const { OPENAI_API_KEY, OPENAI_BASE_URL = 'https://api.openai.com/v1', OPENAI_MODEL = 'gpt-5-mini' } = process.env;
const SILENCE_MS = 30_000;
const HEARTBEAT_MS = 10_000;

const app = Fastify({ bodyLimit: 1_048_576 });
const schema = { body: { type: 'object', required: ['messages'], properties: { messages: { type: 'array' } } } };

app.post('/chat/stream', { schema }, (request, reply) => {
  // The visitor left: the upstream request is aborted, and nothing more is paid for.
  const left = new AbortController();
  reply.raw.on('close', () => left.abort());
  return reply
    .header('Content-Type', 'text/event-stream; charset=utf-8')
    .header('Cache-Control', 'no-cache, no-transform')
    .header('X-Accel-Buffering', 'no')
    .send(Readable.from(answer(request.body.messages, left.signal), { objectMode: false }));
});

/** Readable pulls a piece when the client has room for it: that is the whole of backpressure. */
async function* answer(messages, left) {
  const abort = new AbortController();
  left.addEventListener('abort', () => abort.abort());
  const silence = setTimeout(() => abort.abort(), SILENCE_MS);
  try {
    const upstream = fetch(`${OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${OPENAI_API_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: OPENAI_MODEL, messages, stream: true }),
      signal: abort.signal,
    });
    upstream.catch(() => undefined);
    // A comment at once sends the headers; more of them keep proxies from closing a quiet line.
    yield ': connected\n\n';
    while ((await Promise.race([upstream, pause(HEARTBEAT_MS)])) === undefined) yield ': keep-alive\n\n';
    const { ok, status, body } = await upstream;
    if (!ok) throw new Error(`The model provider answered with status ${status}.`);
    for await (const chunk of body) {
      silence.refresh();
      yield chunk;
    }
  } catch (error) {
    console.error(error);
    // After the headers an error is an event. Its own words stay on the server.
    yield '\n\ndata: {"error":{"message":"The answer broke off."}}\n\n';
  } finally {
    clearTimeout(silence);
    abort.abort();
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref());

console.log(`${await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' })}/chat/stream`);
