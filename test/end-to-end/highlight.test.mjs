import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { openBrowser } from './page.mjs';

const CODE = 'const answer = "<b>42</b>"; // why\n';
const GREETING = `\`\`\`js\n${CODE}\`\`\`\n\n\`\`\`klingon\nqapla\n\`\`\`\n`;

let browser;
let server;
let url;

before(async () => {
  server = createServer(async (request, response) => {
    if (request.url.endsWith('.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(await readFile(`dist${request.url}`));
      return;
    }
    const scripts = new URL(request.url, 'http://localhost').searchParams.get('scripts')?.split(',');
    if (!scripts) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html' });
    const tags = scripts.map((name) => `<script src="/${name}.js" defer></script>`).join('');
    response.end(
      `<!doctype html>${tags}<stream-chat greeting="${GREETING.replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"></stream-chat>`,
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

for (const scripts of ['stream-chat,stream-chat-highlight', 'stream-chat-highlight,stream-chat']) {
  test(`${scripts}: code is coloured by parts and keeps its text to the letter`, async () => {
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${url}?scripts=${scripts}`);
    await page.waitForFunction(() =>
      document.querySelector('stream-chat').shadowRoot.querySelector('[part~="token-keyword"]'),
    );
    const seen = await page.evaluate(() => {
      const root = document.querySelector('stream-chat').shadowRoot;
      const [first, second] = root.querySelectorAll('pre > code');
      return {
        text: first.textContent,
        keyword: first.querySelector('[part~="token-keyword"]').textContent,
        string: first.querySelector('[part~="token-string"]').textContent,
        unknown: second.textContent,
        unknownTokens: second.querySelectorAll('[part~="token"]').length,
        markup: root.querySelectorAll('b').length,
      };
    });
    assert.deepEqual(seen, {
      text: CODE,
      keyword: 'const',
      string: '"<b>42</b>"',
      unknown: 'qapla\n',
      unknownTokens: 0,
      markup: 0,
    });
    assert.deepEqual(errors, []);
    await page.close();
  });
}
