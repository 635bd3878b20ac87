import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { load, start } from '../demo/support/demo.mjs';
import { ChatPage, openBrowser } from './page.mjs';

const LIMIT = { timeout: 60_000 };
const { loadAnswers } = await load('model.ts');
const TABLE = (await loadAnswers()).get('table');

/** A source that says with what it was asked, waits for heartbeats, and then for ever or `isEnding`. */
function speaking({ isEnding = () => false } = {}) {
  const asked = [];
  const source = async function* ({ model, temperature }, { signal }) {
    asked.push({ model, temperature, signal });
    yield { type: 'text', delta: `${model} at ${temperature}` };
    await wait(120);
    if (isEnding(temperature)) {
      yield { type: 'text', delta: ', to the end' };
      yield { type: 'finish', reason: 'stop' };
      return;
    }
    if (!signal.aborted) await once(signal, 'abort');
    signal.throwIfAborted();
  };
  return { source, asked };
}

describe('the element and the demo’s WebSocket, over a real connection (S8, S28)', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  async function visit(t, options) {
    const demo = await start(t, { heartbeatMs: 20, ...options });
    const chat = await ChatPage.open(browser, demo.url);
    t.after(() => chat.close());
    await chat.page.evaluate(
      (endpoint) => {
        const element = document.querySelector('stream-chat');
        element.setAttribute('endpoint', endpoint);
        element.setAttribute('max-retries', '0');
        element.model = 'small';
        element.body = { temperature: 0.1 };
      },
      `${demo.url.replace('http', 'ws')}chat/socket`,
    );
    return { demo, chat };
  }

  const source = (chat) =>
    chat.page.evaluate(() => {
      const { parts } = document.querySelector('stream-chat').messages.at(-1);
      return parts.map(({ type, text }) => (type === 'text' ? text : '')).join('');
    });
  const untilText = (chat, words) =>
    chat.until(
      (root, wanted) => [...root.querySelectorAll('[part~="content"]')].at(-1)?.textContent.trim() === wanted,
      `it says ${words}`,
      words,
    );

  test('start_stream: an answer comes whole, and heartbeats are none of it', LIMIT, async (t) => {
    const { chat } = await visit(t, {});
    await chat.ask('Compare the plans in a table.');
    await chat.untilAnswer('complete');
    assert.equal(await source(chat), TABLE);
    assert.deepEqual(chat.errors, []);
    assert.deepEqual(chat.said, []);
  });

  test('a slow answer lives by its heartbeats, which are never shown', LIMIT, async (t) => {
    const { source: model } = speaking({ isEnding: () => true });
    const { chat } = await visit(t, { source: model });
    await chat.ask('Hello?');
    await chat.untilAnswer('complete');
    assert.equal(await source(chat), 'small at 0.1, to the end');
  });

  test('cancel_stream: Stop reaches the model, and what came stays', LIMIT, async (t) => {
    const { source: model, asked } = speaking();
    const { chat } = await visit(t, { source: model });
    await chat.ask('Hello?');
    await untilText(chat, 'small at 0.1');
    await chat.press('stop-button');
    await chat.untilAnswer('stopped');
    if (!asked[0].signal.aborted) await once(asked[0].signal, 'abort');
    assert.equal(await source(chat), 'small at 0.1');
    assert.deepEqual(chat.errors, []);
  });

  test('S28, adjust_parameters: the same answer is written again with what changed', LIMIT, async (t) => {
    const { source: model, asked } = speaking({ isEnding: (temperature) => temperature === 0.9 });
    const { chat } = await visit(t, { source: model });
    await chat.ask('Hello?');
    await untilText(chat, 'small at 0.1');
    assert.equal(
      await chat.page.evaluate(() => document.querySelector('stream-chat').adjust({ temperature: 0.9 })),
      true,
    );
    await chat.untilAnswer('complete');
    assert.equal(await source(chat), 'small at 0.9, to the end');
    assert.deepEqual(
      asked.map(({ temperature }) => temperature),
      [0.1, 0.9],
    );
    assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
    assert.equal(
      await chat.page.evaluate(() => document.querySelector('stream-chat').adjust({ temperature: 0 })),
      false,
    );
  });

  test('a server that goes away leaves an interrupted answer with Retry', LIMIT, async (t) => {
    const { source: model } = speaking();
    const { chat, demo } = await visit(t, { source: model });
    await chat.ask('Hello?');
    await untilText(chat, 'small at 0.1');
    await demo.close();
    await chat.untilAnswer('interrupted');
    await chat.untilHas('retry-button');
    assert.equal(await source(chat), 'small at 0.1');
  });
});
