import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { goBack } from '../end-to-end/page.mjs';
import { page, SCRIPT_TAG } from './site.mjs';
import { BROWSER, converse, hostilePages, LIMIT } from './visit.mjs';

const IDLE_MS = 10_000;

/** Counts what the page asks of the browser, by name. Nothing that `evaluate` does is counted. */
async function spy(target) {
  await target.evaluateOnNewDocument(() => {
    window.counts = {};
    const count = (name) => (window.counts[name] = (window.counts[name] ?? 0) + 1);
    const wrap = (object, name) => {
      const original = object[name];
      object[name] = function (...values) {
        count(name);
        return original.apply(this, values);
      };
    };
    for (const name of [
      'setTimeout',
      'setInterval',
      'requestAnimationFrame',
      'requestIdleCallback',
      'queueMicrotask',
      'fetch',
    ])
      if (window[name]) wrap(window, name);
    wrap(XMLHttpRequest.prototype, 'open');
    wrap(Storage.prototype, 'setItem');
    wrap(Storage.prototype, 'getItem');
    wrap(navigator, 'sendBeacon');
    for (const name of ['WebSocket', 'EventSource', 'BroadcastChannel', 'SharedWorker', 'Worker']) {
      const Original = window[name];
      window[name] = class extends Original {
        constructor(...values) {
          super(...values);
          count(name);
        }
      };
    }
    window.listened = [];
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      if (this === window) window.listened.push(type);
      return addEventListener.call(this, type, ...rest);
    };
  });
}

describe('a quiet page (law 10)', () => {
  const pages = hostilePages();

  test(
    'twenty idle widgets ask for no timer, frame, connection, storage or write in ten seconds (E-17)',
    LIMIT,
    async (t) => {
      const kinds = [
        '<stream-chat endpoint="/answer"></stream-chat>',
        '<stream-chat endpoint="/answer" heading="Help" greeting="Hello **you**" suggestions=\'["One"]\'></stream-chat>',
        '<stream-chat endpoint="/answer" mode="floating"></stream-chat>',
        '<stream-chat endpoint="/answer" mode="floating" open></stream-chat>',
      ];
      const chat = await pages.visit(t, page(SCRIPT_TAG, kinds.join('').repeat(5)), { prepare: spy });
      // One of them has already talked, and is idle again.
      await converse(chat);
      await chat.read(async () => {
        for (const element of document.querySelectorAll('stream-chat')) await element.updateComplete;
      });
      // What the last answer still has to do: its announcement is taken back.
      await wait(5500);
      const asked = chat.requests.length;
      await chat.read(() => {
        window.counts = {};
        window.mutations = 0;
        for (const element of document.querySelectorAll('stream-chat'))
          new MutationObserver((records) => (window.mutations += records.length)).observe(element.shadowRoot, {
            childList: true,
            subtree: true,
            attributes: true,
            characterData: true,
          });
      });
      await wait(IDLE_MS);
      const idle = await chat.read(() => ({
        counts: window.counts,
        mutations: window.mutations,
        animations: document.getAnimations().length,
      }));
      assert.deepEqual(idle, { counts: {}, mutations: 0, animations: 0 });
      assert.equal(chat.requests.length, asked);
    },
  );

  test('loading asks for nothing but the script, and writes nothing (E-11, E-17)', LIMIT, async (t) => {
    const chat = await pages.visit(t, page(SCRIPT_TAG), { prepare: spy });
    const counts = await chat.read(() => window.counts);
    for (const name of [
      'fetch',
      'open',
      'setItem',
      'sendBeacon',
      'setInterval',
      'WebSocket',
      'EventSource',
      'Worker',
      'BroadcastChannel',
    ])
      assert.equal(counts[name] ?? 0, 0, name);
    assert.deepEqual(
      chat.requests
        .filter((url) => url.startsWith('http'))
        .map((url) => new URL(url).pathname)
        .slice(1),
      ['/stream-chat.js'],
    );
  });

  test(
    'no listener keeps the page out of the back/forward cache, which brings the conversation back (E-16)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(t, page(SCRIPT_TAG), { prepare: spy });
      await converse(chat);
      const listened = await chat.read(() => window.listened);
      assert.deepEqual(
        listened.filter((type) => /unload/.test(type)),
        [],
      );
      await chat.page.evaluate(() => {
        window.addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted));
      });
      const { pathname } = new URL(chat.page.url());
      await chat.page.goto(pages.serve(page('', 'Another page')));
      await goBack(chat.page, pathname);
      await chat.page.waitForFunction(() => document.querySelector('stream-chat'));
      const { persisted, reasons } = await chat.page.evaluate(() => ({
        persisted: window.persisted,
        reasons: JSON.stringify(performance.getEntriesByType('navigation')[0]?.notRestoredReasons ?? null),
      }));
      t.diagnostic(`${BROWSER}: restored from the cache: ${persisted}, reasons: ${reasons}`);
      assert.doesNotMatch(reasons, /unload|websocket|outstanding|lock/i);
      if (persisted) assert.deepEqual(await chat.messages(), ['user complete', 'assistant complete']);
    },
  );

  test('with every permission denied, copying fails quietly and throws nothing (E-18)', LIMIT, async (t) => {
    const denied = [
      'clipboard-write',
      'clipboard-read',
      'microphone',
      'camera',
      'geolocation',
      'fullscreen',
      'autoplay',
      'display-capture',
      'idle-detection',
      'local-fonts',
    ];
    const chat = await pages.visit(t, {
      html: page(SCRIPT_TAG),
      headers: { 'permissions-policy': denied.map((name) => `${name}=()`).join(', ') },
    });
    await converse(chat);
    await chat.read((root) => {
      for (const button of root.querySelectorAll('[part~="copy-button"]')) button.click();
    });
    await chat.untilSaid(/clipboard/);
    assert.deepEqual(chat.errors, []);
    await converse(chat);
  });
});
