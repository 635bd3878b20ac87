import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { constants, createSecureServer } from 'node:http2';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { selfSigned } from '../support/certificate.mjs';
import { ChatPage, isChromium, openBrowser } from './page.mjs';

const LIMIT = { timeout: 60_000 };
const PATIENCE_MS = 10_000;
const EVENTS = { ':status': 200, 'content-type': 'text/event-stream' };
const delta = (content) => `data: ${JSON.stringify({ content })}\n\n`;

/** A site over HTTP/2 with a certificate of its own; `answer` gets each question's stream. */
class SecureSite {
  /** Every question: its headers, and how its stream ended. */
  requests = [];
  #sessions = new Set();
  #server;

  static async open(t, html, answer) {
    const site = new SecureSite();
    const script = await readFile(new URL('../../dist/stream-chat.js', import.meta.url));
    site.#server = createSecureServer(selfSigned());
    site.#server.on('session', (session) => {
      site.#sessions.add(session);
      // A client that does not know the certificate says so here.
      session.on('error', () => undefined);
    });
    site.#server.on('stream', (stream, headers) => {
      stream.on('error', () => undefined);
      const path = headers[':path'];
      if (path === '/chat') return site.#ask(stream, headers, answer);
      const type = path === '/' ? 'text/html' : 'text/javascript';
      stream.respond({ ':status': path === '/favicon.ico' ? 404 : 200, 'content-type': type });
      stream.end(path === '/' ? html : path === '/stream-chat.js' ? script : '');
    });
    await new Promise((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      for (const session of site.#sessions) session.destroy();
      site.#server.close();
    });
    site.url = `https://127.0.0.1:${site.#server.address().port}/`;
    return site;
  }

  #ask(stream, headers, answer) {
    const request = { headers, isClosed: false };
    this.requests.push(request);
    stream.on('close', () => (request.isClosed = true));
    stream.resume();
    stream.on('end', () => void answer(stream, this.requests.length));
  }
}

const PAGE = (tag) => `<!doctype html><title>Help</title><script src="/stream-chat.js"></script>${tag}`;
const CHAT = PAGE('<stream-chat endpoint="/chat"></stream-chat>');

describe('over HTTP/2', () => {
  let browser;
  before(async () => (browser = await openBrowser({ acceptInsecureCerts: true })));
  after(() => browser?.close());

  async function visit(t, html, answer) {
    const site = await SecureSite.open(t, html, answer);
    const chat = await ChatPage.open(browser, site.url);
    t.after(() => chat.close());
    return { site, chat };
  }

  for (const [name, end] of [
    ['reset stream', (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
    ['cancelled stream', (stream) => stream.close(constants.NGHTTP2_CANCEL)],
    ['connection that goes away', (stream) => stream.session.destroy(undefined, constants.NGHTTP2_INTERNAL_ERROR)],
  ]) {
    test(
      `a ${name} midway shows the answer interrupted, with its text, and asks nothing again (R-03, R-04, F-02)`,
      LIMIT,
      async (t) => {
        let seen;
        const isSeen = new Promise((resolve) => (seen = resolve));
        const { site, chat } = await visit(t, CHAT, async (stream) => {
          stream.respond(EVENTS);
          stream.write(delta('One') + delta(' two'));
          await isSeen;
          end(stream);
        });
        await chat.ask('Why?');
        await chat.until((root) => /One two/.test(root.querySelector('[part~="log"]').textContent), 'the text is seen');
        seen();
        await chat.untilAnswer('interrupted');
        assert.equal((await chat.answer()).text, 'One two');
        assert.match(await chat.text('notice'), /Answer interrupted/);
        assert.equal(site.requests.length, 1);
        assert.deepEqual(chat.errors, []);
      },
    );
  }

  test(
    'a stream that is reset before its headers is asked for again, three times in all, with one key (R-06, R-08, F-12)',
    LIMIT,
    async (t) => {
      const { site, chat } = await visit(t, CHAT, (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
      await chat.page.evaluate(() => {
        window.tries = 0;
        document.querySelector('stream-chat').fetch = (...request) => {
          window.tries++;
          return fetch(...request);
        };
      });
      await chat.ask('Why?');
      await chat.untilAnswer('failed');
      assert.equal(await chat.page.evaluate(() => window.tries), 3);
      // Firefox asks up to ten times by itself for what no byte of an answer came to.
      if (isChromium) assert.equal(site.requests.length, 3);
      assert.equal(new Set(site.requests.map(({ headers }) => headers['idempotency-key'])).size, 1);
    },
  );

  test('Stop closes the stream, and the connection serves the next question (R-16)', LIMIT, async (t) => {
    const { site, chat } = await visit(t, CHAT, (stream, count) => {
      stream.respond(EVENTS);
      stream.write(delta(`Answer ${count}`));
      if (count > 1) stream.end('data: {"done":true}\n\n');
    });
    await chat.ask('Why?');
    await chat.untilAnswer('streaming');
    await chat.press('stop-button');
    await chat.untilAnswer('stopped');
    for (const end = Date.now() + PATIENCE_MS; !site.requests[0].isClosed && Date.now() < end;) await wait(10);
    assert.equal(site.requests[0].isClosed, true);
    await chat.ask('And now?');
    await chat.untilAnswer('complete');
    assert.equal((await chat.answer()).text, 'Answer 2');
  });

  test('eight streams write at the same time: none waits for a connection (R-24)', LIMIT, async (t) => {
    const tags = Array.from({ length: 8 }, () => '<stream-chat endpoint="/chat"></stream-chat>').join('');
    const { site, chat } = await visit(t, PAGE(tags), (stream) => {
      stream.respond(EVENTS);
      stream.write(delta('One'));
    });
    await chat.page.evaluate(() => {
      for (const each of document.querySelectorAll('stream-chat')) void each.send('Why?');
    });
    await chat.page.waitForFunction(() =>
      [...document.querySelectorAll('stream-chat')].every(({ status }) => status === 'streaming'),
    );
    assert.equal(site.requests.length, 8);
  });
});
