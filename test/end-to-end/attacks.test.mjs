import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { openBrowser } from './page.mjs';

/**
 * The attack cases against the built script, whose libraries are trimmed: the sources are tested with untouched ones.
 * Each case is a greeting, which takes the same road as an answer.
 */
const OWN = 'test/render/cases/attacks.json';
let browser;
let server;
let url;

before(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/stream-chat.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(await readFile('dist/stream-chat.js'));
    } else {
      response.writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html' });
      response.end(
        request.url === '/'
          ? '<!doctype html><script src="/stream-chat.js" defer></script><stream-chat></stream-chat>'
          : '',
      );
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function cases() {
  const own = existsSync(OWN) ? JSON.parse(await readFile(OWN, 'utf8')) : [];
  const folder = process.env.STREAM_CHAT_CASES && `${process.env.STREAM_CHAT_CASES}/corpora/xss`;
  const names = ['dompurify-fixtures', 'dompurify-suite', 'harden-bypass', 'owasp-filter-evasion', 'pat-intruders'];
  const files = folder && existsSync(folder) ? names.map((name) => `${folder}/${name}.json`) : [];
  const more = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8'))));
  return [...own, ...more.flat()]
    .filter(({ markdown }) => typeof markdown === 'string')
    .map(({ id, markdown }) => ({ id, markdown }));
}

for (const html of ['basic', 'sanitized']) {
  test(`html="${html}": nothing runs, nothing loads, nothing foreign stands in the document`, async () => {
    const page = await browser.newPage();
    const requests = [];
    // A picture whose bytes stand in its address leaves nobody a trace; whether it is drawn at once depends on where it stands.
    page.on('request', (request) => request.url().startsWith('data:') || requests.push(request.url()));
    await page.goto(url);
    await page.waitForFunction(() => document.querySelector('stream-chat').shadowRoot);
    const before = requests.length;
    const violations = await page.evaluate(
      async (list, mode) => {
        const found = [];
        let current = '';
        for (const name of ['alert', 'confirm', 'prompt', 'print'])
          window[name] = () => found.push(`${current}: ${name} ran`);
        const chat = document.querySelector('stream-chat');
        chat.html = mode;
        const active =
          /^(?:script|iframe|object|embed|base|meta|link|style|form|svg|math|template|dialog|select|textarea)$|-/;
        // As the browser resolves it, not as it is written.
        const isUnsafeUrl = (value) =>
          !/^(?:https?:|mailto:|tel:|data:image\/(?:png|jpeg|gif|webp);)/.test(
            URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : 'https:',
          );
        const isForeign = (element) =>
          active.test(element.localName) ||
          [...element.attributes].some(
            ({ name, value }) =>
              /^on|^(?:style|id|name|srcdoc|formaction)$/.test(name) ||
              (/^(?:href|src|data-src)$/.test(name) && isUnsafeUrl(value)),
          );
        for (const { id, markdown } of list) {
          current = id;
          chat.greeting = markdown;
          await chat.updateComplete;
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          for (const element of chat.shadowRoot.querySelectorAll('[part~="content"] *')) {
            if (isForeign(element)) found.push(`${id}: ${element.outerHTML.slice(0, 120)}`);
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
        return found;
      },
      await cases(),
      html,
    );
    assert.deepEqual(violations, []);
    assert.deepEqual(requests.slice(before), []);
    await page.close();
  });
}
