import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, page, SCRIPT_TAG, startSite } from './site.mjs';
import { hostilePages, LIMIT } from './visit.mjs';

const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/** An endpoint for pages whose origin is opaque. */
function anyone(request, response, body) {
  if (request.method === 'OPTIONS') response.writeHead(204, open).end();
  else answer(request, response, body, open);
}

/** Asks in a frame by the element's own method: status and text of the answer, or why there is none. */
const talkIn = (frame) =>
  frame.evaluate(async () => {
    const element = document.querySelector('stream-chat');
    const { status, error } = await element.send('Plans?');
    await element.updateComplete;
    return { status, error: error?.message, shown: element.shadowRoot.querySelector('[part~="table"]')?.textContent };
  });

/** What a page without storage, cookies and rights of its own is opened as. */
const FRAMES = {
  'sandbox="allow-scripts"': (src) => `<iframe sandbox="allow-scripts" src="${src}"></iframe>`,
  'sandbox="allow-scripts allow-forms allow-popups"': (src) =>
    `<iframe sandbox="allow-scripts allow-forms allow-popups" src="${src}"></iframe>`,
  'a frame of another origin': (_src, elsewhere) => `<iframe src="${elsewhere}"></iframe>`,
  'a frame of another origin with no permission': (_src, elsewhere) =>
    `<iframe allow="clipboard-write 'none'" src="${elsewhere}"></iframe>`,
  'srcdoc in a sandbox': (_src, _elsewhere, html) =>
    `<iframe sandbox="allow-scripts" srcdoc="${html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`,
};

describe('in a frame (E-14)', () => {
  const pages = hostilePages({ endpoints: { '/anyone': anyone } });
  let elsewhere;
  before(async () => (elsewhere = await startSite({ host: 'localhost', endpoints: { '/anyone': anyone } })));
  after(() => elsewhere.close());

  for (const [name, frameTag] of Object.entries(FRAMES)) {
    test(`${name}: a conversation works, and nothing is thrown`, LIMIT, async (t) => {
      const inner = page(
        `<script src="${pages.site.url}/stream-chat.js" defer></script>`,
        `<stream-chat endpoint="${pages.site.url}/anyone" persist="local"></stream-chat>`,
      );
      elsewhere.pages['/inner'] = inner;
      const html = page('', frameTag(pages.serve(inner), `${elsewhere.url}/inner`, inner));
      const chat = await pages.look(t, html);
      const frame = await chat.page.waitForFrame((candidate) => candidate.parentFrame() !== null);
      await frame.waitForFunction(() =>
        document.querySelector('stream-chat')?.shadowRoot?.querySelector('[part~="input"]'),
      );
      const { status, error, shown } = await talkIn(frame);
      assert.equal(status, 'complete', error);
      assert.match(shown, /plan/);
      assert.deepEqual(chat.errors, []);
    });
  }

  test('a thousand messages from other windows move nothing (E-15)', LIMIT, async (t) => {
    const chat = await pages.visit(t, page(SCRIPT_TAG), {
      prepare: (target) =>
        target.evaluateOnNewDocument(() => {
          window.listened = [];
          const { addEventListener } = EventTarget.prototype;
          EventTarget.prototype.addEventListener = function (type, ...rest) {
            window.listened.push(type);
            return addEventListener.call(this, type, ...rest);
          };
        }),
    });
    const reactions = await chat.read(async (root) => {
      const listened = window.listened.filter((type) => type === 'message' || type === 'messageerror');
      let count = listened.length;
      const observer = new MutationObserver((records) => (count += records.length));
      observer.observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
      const shapes = [
        (i) => ({ type: 'stream-chat', action: 'send', text: `${i}` }),
        (i) => ({ type: 'open', i }),
        (i) => `{"type":"chat-send","text":"${i}"}`,
        (i) => [i, null, { __proto__: null, endpoint: '/evil' }],
        () => ({ jsonrpc: '2.0', method: 'show' }),
      ];
      for (let i = 0; i < 1000; i++) window.postMessage(shapes[i % shapes.length](i), '*');
      // Messages are delivered in order: this one is the last.
      await new Promise((resolve) => {
        window.addEventListener('message', ({ data }) => data === 'last' && resolve());
        window.postMessage('last', '*');
      });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      observer.disconnect();
      return count;
    });
    assert.equal(reactions, 0);
    assert.deepEqual(chat.errors, []);
  });
});
