import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { start } from '../demo/support/demo.mjs';
import { ChatPage, openBrowser } from './page.mjs';

const LIMIT = { timeout: 60_000 };

describe('a visitor talks to the demo, from the built script over a real connection', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  /** Opens a page of the demo, whose model writes at `pace` times a human's. */
  async function visit(t, path = '', { pace = 0.1, ...options } = {}) {
    const demo = await start(t, { pace });
    const chat = await ChatPage.open(browser, new URL(path, demo.url).href, options);
    t.after(() => chat.close());
    return { demo, chat };
  }

  test('asks, sees the cursor, the text as it grows, and the finished answer', LIMIT, async (t) => {
    const { demo, chat } = await visit(t, '', { pace: 0.4 });
    await chat.ask('Compare the plans in a table.');
    await chat.untilHas('stop-button');
    await chat.untilAnswer('streaming');
    assert.equal(await chat.read((root) => root.querySelectorAll('[part~="cursor"]').length), 1);

    const lengths = [];
    while (lengths.length < 4) {
      const { text, status } = await chat.answer();
      assert.equal(status, 'streaming');
      if (text.length > (lengths.at(-1) ?? 0)) lengths.push(text.length);
    }
    await chat.untilAnswer('complete');
    assert.equal(await chat.has('cursor'), false);
    assert.equal(await chat.has('stop-button'), false);
    await chat.untilHas('copy-button');
    const rows = await chat.read((root) => root.querySelectorAll('[part~="table"] tbody tr').length);
    assert.ok(rows >= 2, `the table has ${rows} rows`);
    assert.ok((await chat.answer()).text.length > lengths.at(-1));
    await demo.logged(/complete after/);
    assert.deepEqual(chat.errors, []);
  });

  test('sees code with its language and a copy button, for each block', LIMIT, async (t) => {
    const { chat } = await visit(t, '', { pace: 0 });
    await chat.ask('Show me code that checks the stock of a product.');
    await chat.untilAnswer('complete');
    await chat.untilHas('code-block');
    const blocks = await chat.read((root) =>
      [...root.querySelectorAll('[part~="code-block"]')].map((block) => ({
        header: block.querySelector('[part~="code-header"]')?.textContent.trim(),
        canCopy: block.querySelector('[part~="copy-button"]') !== null,
        code: block.querySelector('code').textContent.length,
      })),
    );
    for (const { header, canCopy, code } of blocks) {
      assert.match(header, /\w/);
      assert.ok(canCopy);
      assert.ok(code > 20);
    }
    assert.deepEqual(chat.errors, []);
  });

  test('stops a long answer: the text stays, the server sees the visitor leave', LIMIT, async (t) => {
    const { demo, chat } = await visit(t, '', { pace: 1 });
    await chat.ask('Write me a long guide to running a small shop.');
    await chat.until(
      (root) => root.querySelector('[data-id][data-role="assistant"] [part~="content"]')?.innerText.length > 100,
      'some text',
    );
    await chat.press('stop-button');
    await chat.untilAnswer('stopped');
    assert.match(await demo.logged(/visitor left/), /visitor left after \d+ pieces/);
    const { text } = await chat.answer();
    assert.ok(text.length > 100);
    assert.equal(await chat.has('cursor'), false);
    await chat.untilHas('regenerate-button');
    assert.deepEqual(await chat.messages(), ['user complete', 'assistant stopped']);
    assert.deepEqual(chat.errors, []);
  });

  test('keeps an answer whose connection was cut, and retries it', LIMIT, async (t) => {
    const { demo, chat } = await visit(t, '/?', { pace: 0 });
    await chat.page.evaluate(() =>
      document.querySelector('stream-chat').setAttribute('endpoint', '/chat/stream?fault=cut'),
    );
    await chat.ask('How long does delivery take?');
    await chat.untilAnswer('interrupted');
    const partial = await chat.answer();
    assert.ok(partial.text.length > 20);
    assert.match(await chat.text('notice'), /Answer interrupted/);
    assert.equal(await chat.has('cursor'), false);
    assert.deepEqual(chat.errors, []);

    await chat.page.evaluate(() => document.querySelector('stream-chat').setAttribute('endpoint', '/chat/stream'));
    await chat.press('retry-button');
    await chat.untilAnswer('complete');
    const whole = await chat.answer();
    assert.ok(whole.text.length > partial.text.length);
    assert.equal(await chat.has('notice'), false);
    assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
    assert.equal(demo.lines.filter((line) => line.includes('/chat/stream')).length, 2);
  });

  test('goes on with an answer that was cut', LIMIT, async (t) => {
    const { chat } = await visit(t, '', { pace: 0 });
    await chat.ask('Cut the connection in the middle.');
    await chat.untilAnswer('interrupted');
    const partial = await chat.answer();
    await chat.press('continue-button');
    await chat.untilAnswer('complete');
    const whole = await chat.answer();
    assert.ok(whole.text.startsWith(partial.text.slice(0, 60)));
    assert.ok(whole.text.length > partial.text.length);
    assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
  });

  test('gets the same answer in every wire format', LIMIT, async (t) => {
    const { chat } = await visit(t, '', { pace: 0 });
    const answers = new Set();
    for (const path of ['/chat/stream', '/chat/stream/openai', '/chat/stream/json', '/chat/stream/text']) {
      await chat.page.evaluate((endpoint) => {
        const element = document.querySelector('stream-chat');
        element.clear();
        element.setAttribute('endpoint', endpoint);
      }, path);
      await chat.ask('Show me code that checks the stock of a product.');
      await chat.untilAnswer('complete');
      answers.add(await chat.read(() => document.querySelector('stream-chat').transcript('text')));
    }
    assert.equal(answers.size, 1);
  });

  test('is safe from a hostile answer', LIMIT, async (t) => {
    const { demo, chat } = await visit(t, '', { pace: 0 });
    const dialogs = [];
    chat.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await chat.ask('Show me a hostile answer.');
    await chat.untilAnswer('complete');
    assert.deepEqual(dialogs, []);
    assert.deepEqual(chat.errors, []);
    const { origin } = new URL(demo.url);
    assert.deepEqual(
      chat.requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:')),
      [],
    );
  });

  for (const [fault, notice] of [
    ['404', /Message could not be sent.*404/s],
    ['html', /Message could not be sent/],
    ['empty', /No answer arrived/],
    ['badjson', /Answer interrupted/],
  ]) {
    test(`is told in words about fault=${fault}, and keeps question and draft`, LIMIT, async (t) => {
      const { chat } = await visit(t, '', { pace: 0.05 });
      await chat.page.evaluate(
        (name) => document.querySelector('stream-chat').setAttribute('endpoint', `/chat/stream?fault=${name}`),
        fault,
      );
      await chat.ask('How long does delivery take?');
      await chat.page.keyboard.type('A draft');
      await chat.untilHas('notice');
      assert.match(await chat.text('notice'), notice);
      await chat.untilHas('retry-button');
      assert.equal(await chat.read((root) => root.querySelector('[part~="input"]').value), 'A draft');
      assert.match(await chat.text('message-user'), /delivery/);
      assert.deepEqual(chat.errors, []);
    });
  }

  test('opens and closes the help centre’s chat by keyboard, on a phone too', LIMIT, async (t) => {
    for (const size of [
      { width: 1000, height: 800 },
      { width: 360, height: 640 },
    ]) {
      const { chat } = await visit(t, '/floating.html', { pace: 0, ...size });
      assert.equal(await chat.has('panel'), false);
      await chat.read((root) => root.querySelector('[part~="launcher"]').focus());
      await chat.page.keyboard.press('Enter');
      await chat.until((root) => root.activeElement?.matches('[part~="input"]'), 'the focus is in the field');
      await chat.page.keyboard.type('How do I send something back?');
      await chat.page.keyboard.press('Enter');
      await chat.untilAnswer('complete');
      await chat.read((root) =>
        Promise.all(
          root
            .querySelector('[part~="panel"]')
            .getAnimations()
            .map(({ finished }) => finished),
        ),
      );
      const { left, right, top, bottom } = await chat.read((root) =>
        root.querySelector('[part~="panel"]').getBoundingClientRect().toJSON(),
      );
      assert.ok(
        left >= 0 && top >= 0 && right <= size.width && bottom <= size.height,
        JSON.stringify({ left, top, right, bottom }),
      );
      const [scrolls, pageScrolls] = await chat.read((root) => {
        const log = root.querySelector('[part~="log"]');
        return [log.scrollWidth > log.clientWidth, document.documentElement.scrollWidth > innerWidth];
      });
      assert.equal(scrolls, false, 'nothing is wider than the log');
      assert.equal(pageScrolls, false);
      await chat.page.keyboard.press('Escape');
      await chat.until((root) => !root.querySelector('[part~="panel"]'), 'the panel is closed');
      await chat.until((root) => root.activeElement?.matches('[part~="launcher"]'), 'the focus is on the launcher');
      assert.deepEqual(chat.errors, []);
    }
  });

  test('uses it inline on a phone without scrolling sideways', LIMIT, async (t) => {
    const { chat } = await visit(t, '/minimal.html', { pace: 0, width: 360, height: 640 });
    await chat.ask('Compare the plans in a table.');
    await chat.untilAnswer('complete');
    assert.equal(await chat.read(() => document.documentElement.scrollWidth > innerWidth), false);
    const log = await chat.read(
      (root) => root.querySelector('[part~="log"]').scrollWidth - root.querySelector('[part~="log"]').clientWidth,
    );
    assert.equal(log, 0);
  });
});
