import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load, start } from '../demo/support/demo.mjs';
import { ChatPage, openBrowser } from './page.mjs';

const LIMIT = { timeout: 60_000 };
const { loadAnswers } = await load('model.ts');
const TABLE = (await loadAnswers()).get('table');

describe('the element and the demo server, over a real connection', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  /** Opens the demo with these attributes on its chat. */
  async function visit(t, attributes, options = {}) {
    const demo = await start(t, options);
    const chat = await ChatPage.open(browser, demo.url);
    t.after(() => chat.close());
    await chat.page.evaluate((wanted) => {
      const element = document.querySelector('stream-chat');
      for (const [name, value] of Object.entries(wanted)) element.setAttribute(name, value);
    }, attributes);
    return { demo, chat };
  }

  /** The markdown of the last message. */
  const source = (chat) =>
    chat.page.evaluate(() => {
      const { parts } = document.querySelector('stream-chat').messages.at(-1);
      return parts.map(({ type, text }) => (type === 'text' ? text : '')).join('');
    });

  for (const path of ['/chat/stream', '/chat/stream/openai', '/chat/stream/anthropic', '/chat/stream/json']) {
    test(`S7, S41: ${path} is understood without a word of configuration`, LIMIT, async (t) => {
      const { chat } = await visit(t, { endpoint: path });
      await chat.ask('Compare the plans in a table.');
      await chat.untilAnswer('complete');
      assert.equal(await source(chat), TABLE);
      assert.deepEqual(chat.errors, []);
    });
  }

  test(
    'S26, S46: an answer whose connection broke is got back whole, from the same visitor’s cookie',
    LIMIT,
    async (t) => {
      const { demo, chat } = await visit(t, {
        endpoint: '/chat/stream/json?resume&fault=cut',
        'resume-url': '/chat/stream/json?resume',
      });
      await chat.ask('Compare the plans in a table.');
      await demo.logged(/resumed after event/);
      await chat.untilAnswer('complete');
      assert.equal(await source(chat), TABLE);
      const cookies = await chat.page.cookies(`${demo.url}chat/stream`);
      assert.deepEqual(
        cookies.map(({ name, httpOnly }) => [name, httpOnly]),
        [['chat-visitor', true]],
      );
      assert.equal(demo.lines.filter((line) => /complete after/.test(line)).length, 1);
      assert.deepEqual(chat.errors, []);
    },
  );

  test('S46: an answer that is not there any more stays as it came, interrupted', LIMIT, async (t) => {
    const { chat } = await visit(
      t,
      { endpoint: '/chat/stream/json?resume&fault=cut', 'resume-url': '/chat/stream/json?resume' },
      { resumeMs: 0 },
    );
    await chat.ask('Compare the plans in a table.');
    await chat.untilAnswer('interrupted');
    const text = await source(chat);
    assert.ok(text.length > 20 && TABLE.startsWith(text));
  });

  test('S47: a visitor over the limit reads when to come back, and the question stays', LIMIT, async (t) => {
    const { chat } = await visit(t, { endpoint: '/chat/stream', 'max-retries': '0' }, { questionsPerMinute: 0 });
    await chat.ask('Compare the plans in a table.');
    await chat.untilAnswer('failed');
    await chat.untilHas('retry-button');
    assert.match(
      await chat.read((root) => root.querySelector('[part~="log"]').innerText),
      /Compare the plans[^]*Too many/i,
    );
    assert.deepEqual(chat.errors, []);
  });
});
