import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { ChatPage, openBrowser, openSite } from './page.mjs';

const LIMIT = { timeout: 60_000 };
const WORDS = `data: {"content":"${'word '.repeat(100)}"}\n\ndata: {"done":true}\n\n`;
const SHARED = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
const stream = (response, headers = SHARED) =>
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });

/** A back end of another origin. */
async function backEnd(t, answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/chat`;
}

describe('debug says what is wrong, from one real request (F-35)', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  const html = (endpoint) =>
    `<!doctype html><html lang="en"><title>Shop</title><script src="/stream-chat.js"></script>` +
    `<stream-chat debug max-retries="0" idle-timeout="4000" endpoint="${endpoint}"></stream-chat></html>`;

  /** @returns what is said after one question to `endpoint`, on a page with these headers. */
  async function said(t, endpoint, headers = {}) {
    const site = await openSite(t, { '/': { html: html(endpoint), headers } });
    const chat = await ChatPage.open(browser, site);
    t.after(() => chat.close());
    await chat.ask('Why?');
    await chat.untilHas('diagnosis-item');
    return chat.read((root) => [...root.querySelectorAll('[part~="diagnosis-item"]')].map((item) => item.innerText));
  }

  /** Each with a server that misbehaves so, and the words of the first thing that is said. */
  const SERVERS = [
    [
      'the CORS header is missing',
      (request, response) =>
        request.method === 'OPTIONS' ? response.writeHead(204, SHARED).end() : stream(response, {}).end(WORDS),
      /does not let this page read its answer \(CORS\).*Access-Control-Allow-Origin: http:\/\/127\.0\.0\.1/,
    ],
    [
      'the preflight is refused',
      (request, response) =>
        request.method === 'OPTIONS' ? response.writeHead(405).end() : stream(response).end(WORDS),
      /\(CORS\).*Answer OPTIONS with 204.*content-type, idempotency-key/,
    ],
    [
      'a redirect would turn POST into GET',
      (request, response) =>
        request.method === 'OPTIONS'
          ? response.writeHead(204, SHARED).end()
          : response.writeHead(302, { location: '/there', ...SHARED }).end(),
      /The endpoint redirects\. Set "endpoint" to the address that it redirects to/,
    ],
    [
      'a page comes instead of a stream',
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html', ...SHARED }).end('<!doctype html>'),
      /A page came instead of an answer/,
    ],
    [
      'the token is missing',
      (request, response) => response.writeHead(request.method === 'OPTIONS' ? 204 : 401, SHARED).end(),
      /401.*"headers"/,
    ],
    [
      'a proxy collects the answer',
      async (request, response) => {
        if (request.method !== 'OPTIONS') await wait(1700);
        stream(response).end(WORDS);
      },
      /The whole answer came at once, after 1\.\d s: a proxy or compression collects it\. Send X-Accel-Buffering: no/,
    ],
    [
      'nobody knows the format',
      (_request, response) => stream(response).end('data: {"zzz":"Ada Lovelace"}\n\n'),
      /of no wire format that this chat knows\. It begins: data: {"zzz":"Ada …"}/,
    ],
    [
      'heartbeats are missing',
      (_request, response) => void stream(response).write('data: {"content":"Half"}\n\n'),
      /The stream was silent for too long; proxies close such connections\. Send the comment ": keep-alive"/,
    ],
    [
      'the end mark is missing',
      (_request, response) => stream(response).end('data: {"content":"Half"}\n\n'),
      /ended without its end mark/,
    ],
  ];

  for (const [name, answer, words] of SERVERS) {
    test(name, LIMIT, async (t) => {
      const lines = await said(t, await backEnd(t, answer));
      assert.match(lines[0], words);
      assert.equal(lines.length, 1);
    });
  }

  test('a policy of the page blocks the request: not taken for CORS', LIMIT, async (t) => {
    let count = 0;
    const endpoint = await backEnd(t, (_request, response) => (count++, stream(response).end(WORDS)));
    const [line] = await said(t, endpoint, { 'content-security-policy': "default-src 'self'; connect-src 'self'" });
    const { origin } = new URL(endpoint);
    assert.equal(
      line,
      `The Content-Security-Policy of the page forbids requests to ${origin}. Add ${origin} to its connect-src.`,
    );
    assert.equal(count, 0);
  });

  test('a page over https asks without it: mixed content', LIMIT, async (t) => {
    const script = await (await fetch(`${await openSite(t, {})}/stream-chat.js`)).text();
    const chat = await ChatPage.open(browser, 'https://shop.example/', {
      prepare: async (page) => {
        await page.setRequestInterception(true);
        page.on('request', (request) => {
          const { protocol, pathname } = new URL(request.url());
          if (protocol !== 'https:') return request.continue();
          if (pathname === '/stream-chat.js') return request.respond({ contentType: 'text/javascript', body: script });
          return request.respond({ contentType: 'text/html; charset=utf-8', body: html('http://api.example/chat') });
        });
      },
    });
    t.after(() => chat.close());
    await chat.ask('Why?');
    await chat.untilHas('diagnosis-item');
    assert.equal(
      await chat.text('diagnosis-item'),
      'The page is https and the endpoint is not. Serve the endpoint over https.',
    );
  });

  test('nothing, of a stream that is well', LIMIT, async (t) => {
    const endpoint = await backEnd(t, (_request, response) => stream(response).end(WORDS));
    const site = await openSite(t, { '/': html(endpoint) });
    const chat = await ChatPage.open(browser, site);
    t.after(() => chat.close());
    await chat.ask('Why?');
    await chat.untilAnswer('complete');
    assert.equal(await chat.has('diagnosis-item'), false);
  });
});
