import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { ChatPage, openBrowser, openSite } from './page.mjs';

/** The page is painted before the script arrives. */
const LATE_MS = 300;
const LIMIT = { timeout: 60_000 };
/** As docs/theming.md has them. */
const [, RULES] = /```css\n(stream-chat:not\(:defined\)[^`]*)```/.exec(await readFile('docs/theming.md', 'utf8'));

/** Per frame: where the page's own paragraphs stand, what the eye sees of the chat's children, and whether the chat is half drawn. */
const WATCH = `<script>
  window.places = new Set(); window.flashes = 0; window.frames = 0;
  (function look() {
    frames++;
    places.add(JSON.stringify([scrollY, document.documentElement.scrollHeight,
      ...[...document.querySelectorAll('body > p')].map((p) => p.getBoundingClientRect().top)]));
    const chat = document.querySelector('stream-chat');
    const child = chat?.querySelector('[slot]');
    const isDrawn = chat?.shadowRoot?.querySelector('[part~="root"]') && chat.shadowRoot.adoptedStyleSheets.length > 0;
    if (chat && (chat.matches(':defined') ? !isDrawn : child?.checkVisibility({ visibilityProperty: true }))) flashes++;
    requestAnimationFrame(look);
  })();
</script>`;

const html = (attributes, style) => `<!doctype html><html lang="en"><head><link rel="icon" href="data:,">
<style>body { margin: 0 } ${style}</style><script src="/late.js" defer></script></head><body>
<p>Before</p><stream-chat endpoint="/chat" ${attributes}><b slot="disclaimer">Words of the site</b></stream-chat>
${'<p>After</p>'.repeat(60)}${WATCH}</body></html>`;

const PAGES = {
  inline: html('heading="Help" suggestions=\'["One"]\'', RULES),
  floating: html('mode="floating" call-out="Hello"', RULES),
  sidebar: html('mode="sidebar"', RULES),
  fullscreen: html('mode="fullscreen"', RULES),
};

describe('a page with a chat', () => {
  let browser;
  before(async () => (browser = await openBrowser()));
  after(() => browser?.close());

  for (const [mode, page] of Object.entries(PAGES)) {
    test(`does not move and shows nothing half done: ${mode}`, LIMIT, async (t) => {
      const script = await readFile('dist/stream-chat.js');
      const site = await openSite(t, {
        '/': page,
        '/late.js': (_request, response) =>
          setTimeout(() => response.writeHead(200, { 'content-type': 'text/javascript' }).end(script), LATE_MS),
        '/chat': (_request, response) => {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(`data: {"content":${JSON.stringify('A line.\n\n'.repeat(60))}}\n\n`);
          setTimeout(() => response.end('data: {"done":true}\n\n'), 100);
        },
      });
      const chat = await ChatPage.open(browser, `${site}/`);
      t.after(() => chat.close());
      const isClosable = mode === 'floating' || mode === 'sidebar';
      if (isClosable) await chat.press('launcher');
      await chat.ask('Hello?');
      await chat.untilAnswer('complete');
      if (isClosable) await chat.press('close-button');
      const { places, flashes, frames, inHead } = await chat.page.evaluate(() => ({
        places: [...window.places],
        flashes: window.flashes,
        frames: window.frames,
        inHead: document.head.childElementCount,
      }));
      assert.ok(frames > 10, 'frames were seen');
      assert.equal(places.length, 1, places.join('\n'));
      assert.equal(flashes, 0);
      assert.equal(inHead, 3, 'nothing is added to the head');
      assert.deepEqual(chat.errors, []);
    });
  }
});
