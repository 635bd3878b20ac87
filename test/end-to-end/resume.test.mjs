import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { dictated } from '../demo/support/dictated.mjs';
import { start } from '../demo/support/demo.mjs';
import { FaultServer } from '../support/faults/fault-server.mjs';
import { ChatPage, goBack, isChromium, openBrowser, openSite } from './page.mjs';

const LIMIT = { timeout: 90_000 };
/** Longest wait for the server's side, and time between two looks, in ms. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 10;

const untilText = (chat, words) =>
  chat.until(
    (root, wanted) =>
      [...(root?.querySelectorAll('[data-role="assistant"][data-id] [part~="content"]') ?? [])].at(-1)?.textContent ===
      wanted,
    `the answer is "${words}"`,
    words,
  );
const untilDrawn = (chat) => chat.until((root) => Boolean(root?.querySelector('[part~="root"]')), 'the chat is drawn');

async function eventually(read, words) {
  for (const end = Date.now() + PATIENCE_MS; !read();) {
    assert.ok(Date.now() < end, `Not in ${PATIENCE_MS} ms: ${words}`);
    await wait(LOOK_EVERY_MS);
  }
}

describe('an answer that outlives its page (R-14, R-18)', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  async function open(t, url) {
    const chat = await ChatPage.open(browser, url);
    t.after(() => chat.page.isClosed() || chat.close());
    return chat;
  }

  describe('in the help centre of the demo', () => {
    /** The answer waits long for its reader: only Stop can end it within a test. */
    async function visit(t) {
      const model = dictated();
      const demo = await start(t, { source: model.source, resumeMs: 600_000 });
      const chat = await open(t, `${demo.url}floating.html`);
      await chat.press('launcher');
      await chat.ask('Why?');
      return { model, demo, chat };
    }

    test('a reload goes on with it, word for word, and asks nothing again', LIMIT, async (t) => {
      const { model, demo, chat } = await visit(t);
      model.say('One *two');
      await untilText(chat, 'One two');
      await chat.page.reload();
      await untilDrawn(chat);
      await untilText(chat, 'One two');
      model.say(' three', '* four', undefined);
      await chat.untilAnswer('complete');
      await untilText(chat, 'One two three four');
      assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
      assert.equal(demo.lines.filter((line) => /resumed after event/.test(line)).length, 1);
      assert.deepEqual(chat.errors, []);
    });

    test('three reloads in one answer, each at another word', LIMIT, async (t) => {
      const { model, chat } = await visit(t);
      const words = ['One', ' two', ' three', ' four'];
      for (let count = 1; count < words.length; count++) {
        model.say(words[count - 1]);
        await untilText(chat, words.slice(0, count).join(''));
        await chat.page.reload();
        await untilDrawn(chat);
      }
      model.say(words.at(-1), undefined);
      await chat.untilAnswer('complete');
      await untilText(chat, 'One two three four');
    });

    test('Stop ends the model at once, also behind a reload', LIMIT, async (t) => {
      for (const isReloaded of [false, true]) {
        const { model, chat } = await visit(t);
        model.say('One');
        await untilText(chat, 'One');
        if (isReloaded) {
          await chat.page.reload();
          await untilDrawn(chat);
          model.say(' two');
          await untilText(chat, 'One two');
        }
        await chat.press('stop-button');
        await chat.untilAnswer('stopped');
        assert.equal((await model.ended).isAborted, true);
        await chat.close();
      }
    });

    test('a return with the Back button finds all of it', LIMIT, async (t) => {
      const { model, demo, chat } = await visit(t);
      model.say('One');
      await untilText(chat, 'One');
      await chat.page.goto(`${demo.url}minimal.html`);
      model.say(' two');
      await goBack(chat.page, '/floating.html');
      await untilDrawn(chat);
      model.say(' three', undefined);
      await chat.untilAnswer('complete');
      await untilText(chat, 'One two three');
      assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
    });
  });

  describe('on a server that breaks as it is told', () => {
    const HEADERS = { headers: {} };
    const event = (id, content) => `id: ${id}\ndata: ${JSON.stringify({ content })}\n\n`;
    const begun = (...pieces) => [HEADERS, { send: pieces.join('') }, { waitMs: 'forever' }];
    const rest = (...pieces) => [HEADERS, { send: `${pieces.join('')}data: {"done":true}\n\n` }, { end: 'chunk-end' }];

    async function visit(t, answers, attributes = '') {
      const faults = new FaultServer();
      t.after(() => faults.close());
      const url = `${await faults.origin()}/run/it`;
      faults.play('it', answers);
      const tag = `<stream-chat endpoint="${url}" persist="local" max-retries="0" ${attributes.replaceAll('URL', url)}></stream-chat>`;
      const site = await openSite(t, {
        '/': `<!doctype html><title>Help</title><script src="/stream-chat.js"></script>${tag}`,
      });
      return { faults, site, chat: await open(t, site) };
    }

    for (const [name, answers, ids] of [
      ['what was sent twice is taken once', [begun(event(1, 'One')), rest(event(1, 'One'), event(2, ' two'))], ['1']],
      [
        'a second break on the way too',
        [
          begun(event(1, 'One')),
          [HEADERS, { send: event(1, 'One') }, { waitMs: 50 }, { end: 'rst' }],
          rest(event(2, ' two')),
        ],
        ['1', '1'],
      ],
    ])
      test(`a reload goes on: ${name}`, LIMIT, async (t) => {
        const { faults, chat } = await visit(t, answers, 'resume-url="URL"');
        await chat.ask('Why?');
        await untilText(chat, 'One');
        await chat.page.reload();
        await untilDrawn(chat);
        await chat.untilAnswer('complete');
        await untilText(chat, 'One two');
        const [first, ...more] = faults.log('it');
        assert.equal(first.method, 'POST');
        assert.deepEqual(
          more.map(({ method, headers }) => `${method} ${headers['last-event-id']}`),
          ids.map((id) => `GET ${id}`),
        );
        assert.deepEqual(chat.errors, []);
      });

    test('a reload of an answer that nobody has any more shows it interrupted', LIMIT, async (t) => {
      const gone = [{ headers: { status: 404 } }, { end: 'chunk-end' }];
      const { faults, chat } = await visit(t, [begun(event(1, 'One')), gone], 'resume-url="URL"');
      await chat.ask('Why?');
      await untilText(chat, 'One');
      await chat.page.reload();
      await untilDrawn(chat);
      await chat.untilAnswer('interrupted');
      await untilText(chat, 'One');
      assert.equal(faults.log('it').length, 2);
    });

    test('of two tabs the other goes on when the one that held the stream is closed', LIMIT, async (t) => {
      const { faults, site, chat } = await visit(
        t,
        [begun(event(1, 'One')), rest(event(2, ' two'))],
        'resume-url="URL"',
      );
      await chat.ask('Why?');
      await untilText(chat, 'One');
      const two = await open(t, site);
      await untilText(two, 'One');
      await chat.close();
      await two.page.bringToFront();
      await two.untilAnswer('complete');
      await untilText(two, 'One two');
      assert.deepEqual(
        faults.log('it').map(({ method }) => method),
        ['POST', 'GET'],
      );
    });

    // The other engine has no way to freeze a page from outside.
    if (isChromium) {
      test('a frozen page goes on where its server lives, with what came meanwhile', LIMIT, async (t) => {
        const { faults, chat } = await visit(t, [
          [HEADERS, { send: event(1, 'One') }, { waitFor: 'visitor' }, ...rest(event(2, ' two')).slice(1)],
        ]);
        await chat.ask('Why?');
        await untilText(chat, 'One');
        await frozen(chat, async () => {
          await faults.go('it');
          await eventually(() => faults.log('it')[0].end === 'chunk-end', 'the server has written all');
        });
        await chat.untilAnswer('complete');
        await untilText(chat, 'One two');
        assert.equal(faults.log('it').length, 1);
      });

      test('a frozen page whose server went silent shows the answer interrupted', LIMIT, async (t) => {
        const { faults, chat } = await visit(t, [begun(event(1, 'One'))]);
        await chat.ask('Why?');
        await untilText(chat, 'One');
        // Longer than any timer of the watch may be late.
        await frozen(chat, () => wait(4000));
        const thawedAt = Date.now();
        await chat.untilAnswer('interrupted');
        t.diagnostic(`interrupted ${Date.now() - thawedAt} ms after the thaw`);
        await untilText(chat, 'One');
        await eventually(() => faults.log('it')[0].end === 'page', 'the connection is closed');
        assert.equal(faults.log('it').length, 1);
      });
    }
  });
});

/** Nothing of the page runs during `act`. */
async function frozen({ page }, act) {
  const session = await page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await act();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await session.detach();
}
