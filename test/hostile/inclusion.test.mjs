import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page } from './site.mjs';
import { converse, hostilePages, LIMIT } from './visit.mjs';

const CLASSIC = '<script src="/stream-chat.js"></script>';
const DEFERRED = '<script src="/stream-chat.js" defer></script>';
const ASYNC = '<script src="/stream-chat.js" async></script>';
const MODULE = '<script type="module" src="/stream-chat.js"></script>';
const COPY = '<script src="/copy/stream-chat.js" defer></script>';
const OTHER = '<script src="/other/stream-chat.js" defer></script>';
const OTHER_FIRST = '<script src="/other/stream-chat.js"></script>';
const HIGHLIGHT = '<script src="/stream-chat-highlight.js" defer></script>';

/** Tags, how many copies yield, and the version that stays: `0.0.1` is the other one. */
const COMBINATIONS = [
  ['once', CLASSIC, 0],
  ['twice from one address', CLASSIC + CLASSIC, 1],
  ['twice from two addresses', DEFERRED + COPY, 1],
  ['classic, then module', CLASSIC + MODULE, 1],
  ['module, then async', MODULE + ASYNC, 1],
  ['this version, then another', CLASSIC + OTHER, 1],
  ['another version, then this one', OTHER_FIRST + DEFERRED, 1, '0.0.1'],
  ['three times', CLASSIC + COPY + MODULE, 2],
  ['with the highlighter before it', HIGHLIGHT + DEFERRED, 0],
  ['with the highlighter behind it', DEFERRED + HIGHLIGHT, 0],
  ['with both scripts twice', CLASSIC + HIGHLIGHT + COPY + HIGHLIGHT, 1],
];

/** Spies on the document, from before the page’s own scripts. */
async function note(target) {
  await target.evaluateOnNewDocument(() => {
    window.keysBefore = Object.getOwnPropertyNames(window);
    window.seenEvents = new Set();
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event instanceof CustomEvent) window.seenEvents.add(event.type);
      return dispatchEvent.call(this, event);
    };
  });
}

describe('included on a page', () => {
  const pages = hostilePages();

  for (const [name, tags, warningCount, version] of COMBINATIONS) {
    test(`${name}: the first copy counts, each other one warns, nothing throws (E-04)`, LIMIT, async (t) => {
      const chat = await pages.visit(t, page(tags));
      await chat.page.waitForNetworkIdle({ idleTime: 100 });
      await converse(chat);
      assert.equal(chat.said.length, warningCount, chat.said.join('\n'));
      for (const line of chat.said) assert.match(line, /already defined/);
      assert.deepEqual(chat.errors, []);
      const shown = await chat.read(() => window.StreamChat.version);
      if (version) assert.equal(shown, version);
      else assert.notEqual(shown, '0.0.1');
    });
  }

  test('inserted again by a script that runs later, yields (E-04)', LIMIT, async (t) => {
    const chat = await pages.visit(t, page(CLASSIC));
    await chat.page.evaluate(
      () =>
        new Promise((resolve) => {
          const script = Object.assign(document.createElement('script'), {
            src: '/copy/stream-chat.js',
            onload: resolve,
          });
          document.head.append(script);
        }),
    );
    await chat.untilSaid(/already defined/);
    assert.deepEqual(chat.errors, []);
  });

  test('on a page that has a stream-chat of its own, yields and says so (E-04)', LIMIT, async (t) => {
    const own = '<script>customElements.define("stream-chat", class extends HTMLElement {});</script>';
    const chat = await pages.look(t, page(own + CLASSIC + HIGHLIGHT));
    await chat.untilSaid(/already defined/);
    assert.deepEqual(chat.errors, []);
  });

  test('works under two tag names side by side (E-05)', LIMIT, async (t) => {
    const define =
      '<script>StreamChat.defineStreamChat("help-chat"); StreamChat.defineStreamChat("help-chat");</script>';
    const body =
      '<stream-chat endpoint="/answer"></stream-chat><help-chat endpoint="/answer" heading="Second"></help-chat>';
    const chat = await pages.visit(t, page(CLASSIC + define, body));
    const statuses = await chat.read(async () => {
      const both = [...document.querySelectorAll('stream-chat, help-chat')];
      const answers = await Promise.all(both.map((element) => element.send('Plans?')));
      return answers.map(({ status }) => status);
    });
    assert.deepEqual(statuses, ['complete', 'complete']);
    const title = await chat.read(
      () => document.querySelector('help-chat').shadowRoot.querySelector('[part~="title"]').textContent,
    );
    assert.equal(title, 'Second');
    assert.deepEqual(chat.errors, []);
    assert.deepEqual(chat.warnings, ['<help-chat> is already defined on this page; the first definition stays.']);
  });

  test(
    'leaves one global, no style sheet, no id and no node on the page, and loads one file of code (E-03, E-10)',
    LIMIT,
    async (t) => {
      const chat = await pages.visit(
        t,
        page(DEFERRED, '<stream-chat endpoint="/answer" mode="floating" open></stream-chat>'),
        {
          prepare: note,
        },
      );
      await converse(chat);
      const left = await chat.read((root) => ({
        globals: Object.getOwnPropertyNames(window).filter((key) => !window.keysBefore.includes(key)),
        styleSheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        styleElements: document.querySelectorAll('style, link[rel="stylesheet"]').length,
        children: [...document.body.children].map(({ localName }) => localName),
        fonts: document.fonts.size,
        inlineStyles: document.querySelectorAll('[style]').length + root.querySelectorAll('[style]').length,
        otherEvents: [...window.seenEvents].filter((name) => !name.startsWith('chat-')),
      }));
      assert.deepEqual(left, {
        globals: ['keysBefore', 'seenEvents', 'StreamChat'],
        styleSheets: 0,
        styleElements: 0,
        children: ['stream-chat'],
        fonts: 0,
        inlineStyles: 0,
        otherEvents: [],
      });
      const { origin } = new URL(chat.page.url());
      const loaded = chat.requests.filter((url) => url.startsWith(origin)).map((url) => new URL(url).pathname);
      assert.deepEqual(loaded.slice(1), ['/stream-chat.js', '/answer']);
    },
  );
});
