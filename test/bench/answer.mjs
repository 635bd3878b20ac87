import { streamTokens } from './streams.mjs';

/** How often a paced answer writes, in ms; the tokens due since the last time go out together. */
const WRITE_INTERVAL_MS = 10;
const TOKENS_PER_UNPACED_WRITE = 50;

const chunk = (choice) =>
  `data: ${JSON.stringify({ id: 'bench', object: 'chat.completion.chunk', created: 0, model: 'bench', choices: [{ index: 0, ...choice }] })}\n\n`;

/** One event per token, as model servers write them. */
const FORMATS = {
  openai: {
    token: (content) => chunk({ delta: { content }, finish_reason: null }),
    end: `${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`,
  },
  'deep-chat': { token: (text) => `data: ${JSON.stringify({ text })}\n\n`, end: '' },
};

/**
 * Streams the answer over real HTTP. Query: `format` of the events; `rate` in tokens a second, or `full` for as fast as the
 * socket takes them; `stream` to send.
 */
export async function answer(request, response, query) {
  request.resume();
  const { token, end } = FORMATS[query.get('format') ?? 'openai'];
  const events = streamTokens(query.get('stream') ?? 'mixed-10k').map(token);
  const rate = query.get('rate');
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  response.socket.setNoDelay(true);
  await (rate === 'full' ? writeAll(response, events) : writePaced(response, events, Number(rate)));
  response.end(end);
}

/** Settles too when the reader is gone. */
function drained(response) {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}

async function writeAll(response, events) {
  for (let sent = 0; sent < events.length && !response.destroyed; sent += TOKENS_PER_UNPACED_WRITE) {
    const isTaken = response.write(events.slice(sent, sent + TOKENS_PER_UNPACED_WRITE).join(''));
    if (!isTaken) await drained(response);
  }
}

function writePaced(response, events, perSecond) {
  const start = performance.now();
  let sent = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(events.length, Math.floor(((performance.now() - start) / 1000) * perSecond));
      if (due > sent) response.write(events.slice(sent, due).join(''));
      sent = due;
      if (sent < events.length && !response.destroyed) return;
      clearInterval(timer);
      resolve();
    }, WRITE_INTERVAL_MS);
  });
}
