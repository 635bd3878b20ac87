import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ChatPage, goBack, openBrowser, openSite } from './page.mjs';

const LIMIT = { timeout: 60_000 };
/** Longest wait for a request, and the time between two looks, in ms. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 10;
const PAGE = `<!doctype html><title>Help</title><script src="/stream-chat.js"></script>
<stream-chat endpoint="/chat" persist="local" max-retries="0"></stream-chat><a href="/other">Elsewhere</a>`;

/** An endpoint whose answers the test writes by hand. */
class Endpoint {
  requests = 0;
  #open = [];

  answer = (_request, response) => {
    this.requests++;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    this.#open.push(response);
  };

  /** Resolves once so many requests have reached it. */
  async asked(count) {
    for (const end = Date.now() + PATIENCE_MS; this.requests < count; await wait(LOOK_EVERY_MS))
      assert.ok(Date.now() < end, `Not in ${PATIENCE_MS} ms: ${count} requests`);
  }

  write(words) {
    this.#open.at(-1).write(`data: ${JSON.stringify({ content: words })}\n\n`);
  }

  finish() {
    this.#open.at(-1).end('data: {"done":true}\n\n');
  }

  /** The newest connection was closed by the page. */
  get isLeft() {
    return this.#open.at(-1).destroyed;
  }
}

describe('a conversation over reloads and tabs, in real ones (R-13, R-14, R-29)', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  async function visit(t) {
    const endpoint = new Endpoint();
    const site = await openSite(t, {
      '/': PAGE,
      '/help': PAGE,
      '/other': '<p>Elsewhere</p>',
      '/chat': endpoint.answer,
    });
    const open = async (path) => {
      const chat = await ChatPage.open(browser, site + path);
      t.after(() => chat.page.isClosed() || chat.close());
      return chat;
    };
    return { endpoint, site, open };
  }

  const untilText = (chat, words) =>
    chat.until(
      (root, wanted) =>
        [...root.querySelectorAll('[data-role="assistant"] [part~="content"]')].at(-1)?.textContent === wanted,
      `the answer is "${words}"`,
      words,
    );
  const untilDrawn = (chat) =>
    chat.until((root) => Boolean(root?.querySelector('[part~="root"]')), 'the chat is drawn');

  test(
    'a reload in the middle of an answer shows it interrupted with all its text, and Retry goes on',
    LIMIT,
    async (t) => {
      const { endpoint, open } = await visit(t);
      const chat = await open('/');
      await chat.ask('Why?');
      await endpoint.asked(1);
      endpoint.write('Because ');
      endpoint.write('it is');
      await untilText(chat, 'Because it is');
      await chat.page.keyboard.type('A draft');
      await chat.page.reload();
      await untilDrawn(chat);
      await chat.untilAnswer('interrupted');
      await untilText(chat, 'Because it is');
      assert.equal(await chat.read((root) => root.querySelector('[part~="input"]').value), 'A draft');
      assert.match(await chat.text('notice'), /Answer interrupted/);
      assert.equal(endpoint.requests, 1);
      await chat.press('retry-button');
      await endpoint.asked(2);
      await chat.untilAnswer('pending');
      endpoint.write('Because.');
      endpoint.finish();
      await chat.untilAnswer('complete');
      assert.equal(endpoint.requests, 2);
      assert.deepEqual(chat.errors, []);
    },
  );

  test('two tabs show one conversation live; one holds the stream; the other may come and go', LIMIT, async (t) => {
    const { endpoint, open } = await visit(t);
    const one = await open('/');
    await one.ask('Why?');
    await endpoint.asked(1);
    endpoint.write('Because ');
    await untilText(one, 'Because');
    const two = await open('/help');
    await untilText(two, 'Because');
    await two.untilAnswer('streaming');
    endpoint.write('it is');
    await untilText(two, 'Because it is');
    await two.page.reload();
    await untilDrawn(two);
    await untilText(two, 'Because it is');
    endpoint.write(' so.');
    endpoint.finish();
    for (const chat of [one, two]) {
      await chat.untilAnswer('complete');
      await untilText(chat, 'Because it is so.');
      assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
    }
    assert.equal(endpoint.requests, 1);
    assert.deepEqual([...one.errors, ...two.errors], []);
  });

  test(
    'the tab that holds the stream is closed: the other shows the answer interrupted, and may ask again',
    LIMIT,
    async (t) => {
      const { endpoint, open } = await visit(t);
      const [one, two] = [await open('/'), await open('/help')];
      await one.page.bringToFront();
      await one.ask('Why?');
      await endpoint.asked(1);
      endpoint.write('Because it is');
      await untilText(two, 'Because it is');
      await one.close();
      await two.page.bringToFront();
      await two.untilAnswer('interrupted');
      await untilText(two, 'Because it is');
      await two.press('retry-button');
      await endpoint.asked(2);
      await two.untilAnswer('pending');
      endpoint.write('Because.');
      endpoint.finish();
      await two.untilAnswer('complete');
      const three = await open('/');
      assert.deepEqual(await three.messages(), ['user complete', 'assistant complete']);
      assert.equal(endpoint.requests, 2);
    },
  );

  test('Stop and clear work from either tab', LIMIT, async (t) => {
    const { endpoint, open } = await visit(t);
    const [one, two] = [await open('/'), await open('/help')];
    await one.page.bringToFront();
    await one.ask('Why?');
    await endpoint.asked(1);
    endpoint.write('Because it is');
    await untilText(two, 'Because it is');
    await two.page.bringToFront();
    await two.press('stop-button');
    await one.untilAnswer('stopped');
    await two.untilAnswer('stopped');
    await one.until(() => true);
    assert.equal(endpoint.isLeft, true);
    await two.page.evaluate(() => document.querySelector('stream-chat').clear());
    await one.until((root) => !root.querySelector('[data-id]'), 'nothing is left');
    assert.equal(await two.page.evaluate(() => localStorage.length), 0);
    await one.page.reload();
    await untilDrawn(one);
    assert.deepEqual(await one.messages(), []);
    assert.equal(await one.page.evaluate(() => localStorage.length), 0);
  });

  test('a page that is left keeps its place in the back/forward cache, and catches up', LIMIT, async (t) => {
    const { endpoint, open, site } = await visit(t);
    const chat = await open('/');
    await chat.ask('Why?');
    await endpoint.asked(1);
    endpoint.write('So.');
    endpoint.finish();
    await chat.untilAnswer('complete');
    await chat.page.evaluate(() => {
      window.isSamePage = true;
    });
    await chat.page.goto(`${site}/other`);
    const two = await open('/help');
    await two.ask('Really?');
    await endpoint.asked(2);
    endpoint.write('Yes.');
    endpoint.finish();
    await two.untilAnswer('complete');
    await chat.page.bringToFront();
    await goBack(chat.page, '/');
    await untilDrawn(chat);
    await chat.until((root) => root.querySelectorAll('[data-id]').length === 4, 'what was said elsewhere is here');
    // Not loaded anew, or for reasons of the browser alone ("masked"; a busy machine): nothing that the chat held kept it
    // from waiting (E-16).
    const why = await chat.page.evaluate(() =>
      window.isSamePage
        ? []
        : (performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons ?? ['unknown']).map(
            ({ reason }) => reason ?? 'unknown',
          ),
    );
    assert.deepEqual(
      why.filter((reason) => reason !== 'masked'),
      [],
    );
    assert.deepEqual(chat.errors, []);
  });
});
