import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { openBrowser } from './page.mjs';

const GREETING =
  '$$\\begin{aligned} \\frac{a}{b} &amp;= \\sqrt{2} \\end{aligned}$$\n\n```math\n\\href{https://evil.example/}{x}\n```\n';
/** A strict page: what the scripts cannot do under it they do not need. */
const POLICY = "default-src 'none'; script-src 'self'";

let browser;
let server;
let url;
const asked = [];

before(async () => {
  server = createServer(async (request, response) => {
    asked.push(request.url);
    if (request.url.endsWith('.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(await readFile(`dist${request.url}`));
      return;
    }
    const scripts = new URL(request.url, 'http://localhost').searchParams.get('scripts')?.split(',') ?? [];
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY });
    const tags = scripts.map((name) => `<script src="/${name}.js" defer></script>`).join('');
    response.end(
      `<!doctype html><link rel="icon" href="data:,">${tags}<stream-chat greeting="${GREETING}"></stream-chat>`,
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

for (const scripts of ['stream-chat,stream-chat-math', 'stream-chat-math,stream-chat-highlight,stream-chat']) {
  test(`${scripts}: a formula is set as MathML, and nothing is fetched for it`, { timeout: 30_000 }, async () => {
    asked.length = 0;
    const page = await browser.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${url}?scripts=${scripts}`);
    // The page's policy forbids the driver's own way of waiting.
    const isSet = () =>
      page.evaluate(() => Boolean(document.querySelector('stream-chat').shadowRoot.querySelector('math')));
    while (!(await isSet())) await new Promise((resolve) => setTimeout(resolve, 50));
    const seen = await page.evaluate(() => {
      const root = document.querySelector('stream-chat').shadowRoot;
      const math = root.querySelector('[part="math"] > math');
      return {
        fractions: math.querySelectorAll('mfrac').length,
        overflow: getComputedStyle(math.parentElement).overflowX,
        alignment: getComputedStyle(math.querySelector('mtd')).textAlign,
        source: root.querySelector('pre > code').textContent,
        links: root.querySelectorAll('a').length,
      };
    });
    assert.deepEqual(seen, {
      fractions: 1,
      overflow: 'auto',
      alignment: '-webkit-right',
      source: '\\href{https://evil.example/}{x}\n',
      links: 0,
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(
      asked.filter((address) => !address.startsWith('/?')).toSorted(),
      scripts
        .split(',')
        .map((name) => `/${name}.js`)
        .toSorted(),
    );
    await page.close();
  });
}
