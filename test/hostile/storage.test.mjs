import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { page, SCRIPT_TAG } from './site.mjs';
import { converse, hostilePages, LIMIT } from './visit.mjs';

/** How storage fails: the property itself throws (blocked cookies), every method throws (quota), or it is not there. */
const FAULTS = {
  'reading the property throws': () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
  },
  'every method throws': () => {
    for (const name of ['getItem', 'setItem', 'removeItem', 'clear', 'key'])
      Storage.prototype[name] = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
  },
  'there is none': () => {
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { value: null });
  },
};

describe('where storage does not work (E-11)', () => {
  const pages = hostilePages();

  for (const [name, breakStorage] of Object.entries(FAULTS)) {
    for (const persist of ['none', 'session', 'local']) {
      test(`${name}, persist="${persist}": a conversation works, and nothing is thrown`, LIMIT, async (t) => {
        const body = `<stream-chat endpoint="/answer" persist="${persist}"></stream-chat>`;
        const chat = await pages.visit(t, page(SCRIPT_TAG, body), {
          prepare: (target) => target.evaluateOnNewDocument(breakStorage),
        });
        await converse(chat);
        assert.deepEqual(chat.errors, []);
        assert.ok(chat.said.length <= 1, chat.said.join('\n'));
      });
    }
  }

  test('by default a conversation writes nothing to the device', LIMIT, async (t) => {
    const chat = await pages.visit(t, page(SCRIPT_TAG));
    await converse(chat);
    const left = await chat.read(async () => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      cookie: document.cookie,
      databases: (await indexedDB.databases()).length,
    }));
    assert.deepEqual(left, { local: [], session: [], cookie: '', databases: 0 });
  });
});
