import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { held, pendingTimers, watchTimers } from '../support/leaks.mjs';
import { openBrowser, openSite } from './page.mjs';

const LIMIT = { timeout: 300_000 };
const ANSWERS = 200;
const ANSWER_BYTES = 5000;
const CYCLES = 1000;
const MAX_GROWTH = 0.1;

describe('what is left behind (R-27)', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  async function open(t) {
    const url = await openSite(t, {
      '/': '<!doctype html><title>Memory</title><script src="/stream-chat.js"></script>',
    });
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.goto(url);
    await watchTimers(page);
    return page;
  }

  test('200 answers of 5 kB, then clear(): the heap is within 10 %, no node and no timer stays', LIMIT, async (t) => {
    const page = await open(t);
    await page.evaluate(addChat);
    // One that waits: what is drawn of that for the first time leaves its template behind.
    await page.evaluate(askAndClear, 1, ANSWER_BYTES, 300);
    await page.evaluate(askAndClear, 20, ANSWER_BYTES);
    const start = await held(page);
    await page.evaluate(askAndClear, ANSWERS, ANSWER_BYTES);
    const end = await held(page);
    judge(t, start, end);
    assert.deepEqual(await pendingTimers(page), []);
  });

  test('1,000 times in and out of the page leave no timer, no listener and no node', LIMIT, async (t) => {
    const page = await open(t);
    await page.evaluate(addChat);
    await page.evaluate(cycle, 200);
    const start = await held(page);
    await page.evaluate(cycle, CYCLES);
    const end = await held(page);
    judge(t, start, end);
    assert.deepEqual(await pendingTimers(page), []);
  });

  test(
    '1,000 messages open with those that can be seen, and the time that this takes is told (R-21)',
    LIMIT,
    async (t) => {
      const page = await open(t);
      await page.evaluate(addChat);
      // The engine has seen the code before.
      await page.evaluate(openMessages, 30);
      const { ms, places, drawn } = await page.evaluate(openMessages, 1000);
      t.diagnostic(`1,000 messages: ${ms.toFixed(0)} ms of script, ${drawn} drawn at once`);
      assert.equal(places, 1000);
      assert.ok(drawn <= 60, `${drawn} are drawn at once`);
      await page.waitForFunction(
        () => document.querySelector('stream-chat').shadowRoot.querySelector('[data-id][aria-busy]') === null,
      );
      assert.deepEqual(await pendingTimers(page), []);
    },
  );
});

/** Tells what is held before and after, and that it is the same. */
function judge(t, before, now) {
  assert.ok(before.heap > 0 && before.nodes > 0 && before.listeners > 0);
  t.diagnostic(`heap, nodes, listeners: ${Object.values(before)} → ${Object.values(now)}`);
  assert.ok(now.heap <= before.heap * (1 + MAX_GROWTH), `heap ${before.heap} → ${now.heap}`);
  assert.ok(now.nodes <= before.nodes + 10, `nodes ${before.nodes} → ${now.nodes}`);
  assert.ok(now.listeners <= before.listeners + 2, `listeners ${before.listeners} → ${now.listeners}`);
}

function addChat() {
  const chat = document.createElement('stream-chat');
  chat.setAttribute('endpoint', '/nowhere');
  document.body.append(chat);
}

/** In the page: answers that arrive in pieces, each drawn, and then nothing is left of the conversation. */
async function askAndClear(count, bytes, waitMs = 0) {
  const chat = document.querySelector('stream-chat');
  const piece = 'Some **words** of an answer with `code` in it.\n\n- one\n- two\n\n';
  chat.fetch = async () => {
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const events = Array.from(
      { length: Math.ceil(bytes / piece.length) },
      () => `data: ${JSON.stringify({ content: piece })}\n\n`,
    );
    const body = new ReadableStream({
      pull(controller) {
        const event = events.shift();
        if (event === undefined) {
          controller.enqueue(new TextEncoder().encode('data: [DONE]\n\n'));
          controller.close();
        } else controller.enqueue(new TextEncoder().encode(event));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  for (let index = 0; index < count; index++) await chat.send('Go on.');
  await chat.updateComplete;
  chat.clear();
  await chat.updateComplete;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

async function cycle(count) {
  const chat = document.querySelector('stream-chat');
  for (let index = 0; index < count; index++) {
    chat.remove();
    document.body.append(chat);
    await chat.updateComplete;
  }
}

/** In the page: @returns the ms of script that showing so many messages takes, and how many are drawn then. */
async function openMessages(count) {
  const chat = document.querySelector('stream-chat');
  const words = 'Some **words** of an answer with `code` in it.';
  const messages = Array.from({ length: count }, (_, index) => ({
    id: `${count}-${index}`,
    role: index % 2 ? 'assistant' : 'user',
    parts: [{ type: 'text', text: words, revision: 0 }],
    status: 'complete',
    createdAt: index,
  }));
  const start = performance.now();
  chat.setMessages(messages);
  await chat.updateComplete;
  const ms = performance.now() - start;
  const found = (selector) => chat.shadowRoot.querySelectorAll(selector).length;
  return { ms, places: found('[data-id]'), drawn: found('[data-id] [part~="content"]') };
}
