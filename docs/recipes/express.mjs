// npm install express
// OPENAI_API_KEY=… node express.mjs
//
// <stream-chat endpoint="/chat/stream" protocol="openai"></stream-chat>
import { once } from 'node:events';
import express from 'express';

const { OPENAI_API_KEY, OPENAI_BASE_URL = 'https://api.openai.com/v1', OPENAI_MODEL = 'gpt-5-mini' } = process.env;
const SILENCE_MS = 30_000;
const HEARTBEAT_MS = 10_000;

const app = express();
// app.use(express.static('public')): the page and stream-chat.js

app.post('/chat/stream', express.json({ limit: '1mb' }), async (request, response) => {
  const { messages } = request.body ?? {};
  if (!Array.isArray(messages)) return response.status(400).json({ error: { message: '"messages" must be a list.' } });

  // The visitor left, or the model fell silent: either aborts the upstream request, and nothing more is paid for.
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const silence = setTimeout(() => abort.abort(), SILENCE_MS);

  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  // A comment keeps proxies from closing a quiet line. It may stand between events, never inside one.
  let isBetweenEvents = true;
  const heartbeat = setInterval(() => isBetweenEvents && response.write(': keep-alive\n\n'), HEARTBEAT_MS);
  try {
    const upstream = await fetch(`${OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${OPENAI_API_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ model: OPENAI_MODEL, messages, stream: true }),
      signal: abort.signal,
    });
    if (!upstream.ok) throw new Error(`The model provider answered with status ${upstream.status}.`);
    for await (const chunk of upstream.body) {
      silence.refresh();
      isBetweenEvents = Buffer.from(chunk).subarray(-2).toString() === '\n\n';
      if (!response.write(chunk)) await once(response, 'drain', { signal: abort.signal });
    }
  } catch (error) {
    console.error(error);
    // After the headers an error is an event. Its own words stay on the server.
    response.write('\n\ndata: {"error":{"message":"The answer broke off."}}\n\n');
  } finally {
    clearTimeout(silence);
    clearInterval(heartbeat);
    response.end();
  }
});

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}/chat/stream`),
);
