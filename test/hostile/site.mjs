import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

/** An answer with every kind of block; it takes the whole road: stream, markdown, sanitiser, decoration. */
export const ANSWER = [
  '## Plans\n\nThe **small** plan, a [link](https://example.com/plans) and `code`.\n\n',
  '- one\n- two\n\n| plan | price |\n|---|---|\n| small | 5 |\n\n',
  '```js\nconst price = 5;\n```\n\n> A quote, and 日本語.\n\n![A picture](https://example.com/a.png)\n',
];

const DELTAS = ANSWER.map((content) => `data: ${JSON.stringify({ content })}\n\n`);
const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
const SCRIPT = new URL('../../dist/', import.meta.url);

/** A page of these parts, as a careless site would write it. */
export const page = (head, body = '<stream-chat endpoint="/answer"></stream-chat>') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

export const SCRIPT_TAG = '<script src="/stream-chat.js" defer></script>';

/**
 * A site with pages, the built script under several addresses and an endpoint. `pages` maps a path to HTML or to
 * `{html, headers}`, and may grow at any time; `endpoints` maps a path to a handler. `requests` is all that was asked.
 *
 * `/stream-chat.js` and `/copy/stream-chat.js` are the built script, `/other/stream-chat.js` is one that calls itself another
 * version. `/answer` streams the answer, `/open` sends one delta and stays open.
 */
export async function startSite({ pages = {}, endpoints = {}, host = '127.0.0.1' } = {}) {
  const [script, highlight, composer] = await Promise.all(
    ['stream-chat.js', 'stream-chat-highlight.js', 'stream-chat-composer.js'].map((name) =>
      readFile(new URL(name, SCRIPT), 'utf8'),
    ),
  );
  const scripts = {
    '/stream-chat.js': script,
    '/copy/stream-chat.js': script,
    '/other/stream-chat.js': script.replaceAll(`"${version}"`, '"0.0.1"'),
    '/stream-chat-highlight.js': highlight,
    '/stream-chat-composer.js': composer,
  };
  const known = { '/answer': answer, '/open': leaveOpen, ...endpoints };
  const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://site.invalid');
    const body = await bodyOf(request);
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const found = pages[pathname];
    if (scripts[pathname]) response.writeHead(200, { 'content-type': 'text/javascript' }).end(scripts[pathname]);
    else if (known[pathname]) await known[pathname](request, response, body);
    else if (found === undefined) response.writeHead(404).end();
    else {
      const { html, headers = {} } = typeof found === 'string' ? { html: found } : found;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    pages,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function answer(_request, response, _body, headers = {}) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...headers });
  for (const delta of DELTAS) response.write(delta);
  response.end('data: [DONE]\n\n');
}

function leaveOpen(_request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(DELTAS[0]);
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
