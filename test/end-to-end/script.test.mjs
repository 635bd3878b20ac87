import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { start } from '../demo/support/demo.mjs';
import { ChatPage, openBrowser, openSite } from './page.mjs';

const LIMIT = { timeout: 60_000 };

const page = (head, body = '<stream-chat></stream-chat>') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

/** What is on the window, noted before the script. */
const NOTE = '<script>window.before = Object.getOwnPropertyNames(window);</script>';
const CLASSIC = '<script src="/stream-chat.js"></script>';
const DEFERRED = '<script src="/stream-chat.js" defer></script>';
const MODULE = '<script type="module" src="/stream-chat.js"></script>';
const COPY = '<script src="/copy/stream-chat.js" defer></script>';

/** Everything but style elements, inline scripts and strings as HTML. */
const STRICT = (endpoint) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${endpoint}; img-src data:; base-uri 'none'; form-action 'none'; ` +
  `require-trusted-types-for 'script'; trusted-types lit-html dompurify`;

describe('the single script', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  /** Opens a page made of these tags. */
  async function visit(t, html, { headers = {}, ...options } = {}) {
    const site = await openSite(t, { '/': { html, headers } });
    const chat = await ChatPage.open(browser, `${site}/`, options);
    t.after(() => chat.close());
    return { site, chat };
  }

  for (const [name, tags] of Object.entries({
    'a classic script': CLASSIC,
    'a deferred script': DEFERRED,
    'a module': MODULE,
  })) {
    test(`as ${name} defines the element, adds one global and loads nothing else`, LIMIT, async (t) => {
      const { site, chat } = await visit(t, page(NOTE + tags));
      const added = await chat.read(() =>
        Object.getOwnPropertyNames(window).filter((key) => !window.before.includes(key) && key !== 'before'),
      );
      assert.deepEqual(added, ['StreamChat']);
      assert.match(await chat.read(() => window.StreamChat.version), /^\d+\.\d+\.\d+/);
      assert.deepEqual(
        chat.requests.filter((url) => !url.startsWith('data:')),
        [`${site}/`, `${site}/stream-chat.js`],
      );
      assert.deepEqual(chat.errors, []);
      assert.deepEqual(chat.warnings, []);
    });
  }

  for (const [name, tags] of Object.entries({
    'twice from two addresses': DEFERRED + COPY,
    'as classic script and as module': DEFERRED + MODULE,
  })) {
    test(`included ${name} warns once and throws nothing`, LIMIT, async (t) => {
      const { chat } = await visit(t, page(NOTE + tags));
      await chat.page.waitForNetworkIdle({ idleTime: 100 });
      assert.equal(chat.warnings.length, 1, chat.warnings.join('\n'));
      assert.match(chat.warnings[0], /already defined/);
      assert.deepEqual(chat.errors, []);
      const added = await chat.read(() =>
        Object.getOwnPropertyNames(window).filter((key) => !window.before.includes(key) && key !== 'before'),
      );
      assert.deepEqual(added, ['StreamChat']);
      assert.equal(await chat.read(() => document.querySelectorAll('stream-chat').length), 1);
    });
  }

  for (const kind of ['defer', 'async', '', 'type="module"']) {
    test(
      `installed by one tag (${kind || 'classic, in the head'}) adds one chat with the tag's attributes, which works`,
      LIMIT,
      async (t) => {
        const demo = await start(t);
        const tag = `<script src="/stream-chat.js" ${kind} data-endpoint="${demo.url}chat/stream" data-heading="One tag" data-max-retries="0"></script>`;
        const { chat } = await visit(t, page(tag, '<p>Page</p>'));
        assert.equal(await chat.text('title'), 'One tag');
        assert.equal(await chat.read(() => document.querySelectorAll('stream-chat').length), 1);
        assert.equal(await chat.read(() => document.querySelector('stream-chat').maxRetries), 0);
        await chat.ask('Hello');
        await chat.untilAnswer('complete');
        assert.deepEqual(chat.errors, []);
      },
    );
  }

  test('installed by one tag sends the further keys of its `data-body`', LIMIT, async (t) => {
    const tag = `<script src="/stream-chat.js" data-endpoint="/ask" data-body='{"tenant": "acme"}' defer></script>`;
    const { chat } = await visit(t, page(tag, '<p>Page</p>'));
    await chat.read(() => {
      document.querySelector('stream-chat').fetch = async (_url, { body }) => {
        window.asked = JSON.parse(body);
        return new Response('Hi', { headers: { 'content-type': 'text/plain' } });
      };
    });
    await chat.ask('Hello');
    await chat.untilAnswer('complete');
    assert.equal(await chat.read(() => window.asked.tenant), 'acme');
    assert.equal(await chat.read(() => window.asked.message), 'Hello');
  });

  test('reads a config child, wherever the script stands', LIMIT, async (t) => {
    const body =
      '<stream-chat><script type="application/json" slot="config">{"heading":"From config"}</script></stream-chat>';
    for (const tags of [CLASSIC, DEFERRED, MODULE]) {
      const { chat } = await visit(t, page(tags, body));
      await chat.until(
        (root) => root.querySelector('[part~="title"]')?.textContent === 'From config',
        `the config is read (${tags})`,
      );
    }
  });

  test('works under a strict content security policy with trusted types, and violates nothing', LIMIT, async (t) => {
    const demo = await start(t);
    const html = page(
      DEFERRED,
      `<stream-chat endpoint="${demo.url}chat/stream" greeting="Hello **you**"></stream-chat>`,
    );
    const prepare = (target) =>
      target.evaluateOnNewDocument(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
          window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
        );
      });
    const { chat } = await visit(t, html, {
      headers: { 'content-security-policy': STRICT(new URL(demo.url).origin) },
      prepare,
    });
    for (const question of [
      'Show me code that checks the stock.',
      'Compare the plans in a table.',
      'Show me a hostile answer.',
    ]) {
      await chat.ask(question);
      await chat.untilAnswer('complete');
    }
    assert.equal(await chat.read((root) => root.querySelectorAll('[part~="table"]').length > 0), true);
    assert.deepEqual(await chat.read(() => window.violations), []);
    assert.deepEqual(chat.errors, []);
    // Styles arrived although the page allows no style element.
    assert.equal(await chat.read((root) => getComputedStyle(root.querySelector('[part~="log"]')).overflowY), 'auto');
  });
});
