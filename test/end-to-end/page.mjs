import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { launchBrowser } from '../support/browsers.mjs';

/** Longest wait for a condition, and the time between two looks, in ms. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 25;

/** What Firefox reports among the errors of a page although nothing was thrown. */
const REPORT = /^Error: (?:Content-Security-Policy|Cross-Origin Request Blocked)/;

const [ENGINE] = (process.env.BROWSERS ?? 'chromium').split(',');
/** What only this engine can be asked for from outside is asked for there alone. */
export const isChromium = ENGINE === 'chromium';

/** One browser per test file; `BROWSERS` names which. @param options - as `launchBrowser` has them. */
export async function openBrowser(options) {
  return launchBrowser(ENGINE, options);
}

/**
 * A site of its own for pages that the demo does not have. `pages` maps a path to HTML, to `{html, headers}`, or to a
 * function that answers; `/stream-chat.js` and `/copy/stream-chat.js` are the built script.
 */
export async function openSite(t, pages) {
  const script = await readFile(new URL('../../dist/stream-chat.js', import.meta.url));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site.invalid');
    const page = pages[pathname];
    if (pathname.endsWith('/stream-chat.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } else if (typeof page === 'function') {
      page(request, response);
    } else if (page === undefined) {
      response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    } else {
      const { html, headers = {} } = typeof page === 'string' ? { html: page } : page;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** Goes back without waiting for a load: a page that comes out of the cache has none, and Firefox's driver would wait for it. */
export async function goBack(page, path) {
  await page.evaluate(() => void setTimeout(() => history.back()));
  for (;;) {
    const at = await page.evaluate(() => location.pathname).catch(() => 'between two pages');
    if (at === path) return;
    await wait(LOOK_EVERY_MS);
  }
}

/** Waits for a part of the chat. The wait of the browser's driver looks again when the page changes, and sees no change of a shadow tree. */
export async function untilPart(page, name) {
  const isThere = (part) =>
    Boolean(document.querySelector('stream-chat')?.shadowRoot?.querySelector(`[part~="${part}"]`));
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(isThere, name))) {
    if (Date.now() > deadline) throw new Error(`Not in ${PATIENCE_MS} ms: there is a ${name}`);
    await wait(LOOK_EVERY_MS);
  }
}

/** A page with the chat, driven as a visitor would: type, press, read. */
export class ChatPage {
  constructor(page) {
    this.page = page;
    /** Errors and rejections that reached the page, warnings and errors on its console, and addresses that it loaded. */
    this.errors = [];
    this.warnings = [];
    this.complaints = [];
    this.requests = [];
    page.on('pageerror', (error) => REPORT.test(error) || this.errors.push(String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'warn') this.warnings.push(message.text());
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** `prepare` gets the page before anything is loaded. */
  static async open(browser, url, { width = 1000, height = 800, prepare } = {}) {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    const chat = new ChatPage(page);
    await prepare?.(page);
    await page.goto(url);
    await chat.until((root) => Boolean(root?.querySelector('[part~="root"]')), 'the chat is drawn');
    return chat;
  }

  /** Runs `read` in the page with the shadow root of the chat. It works under any content security policy: nothing is compiled there. */
  async read(read, ...values) {
    const root = await this.page.evaluateHandle(() => document.querySelector('stream-chat')?.shadowRoot);
    try {
      return await root.evaluate(read, ...values);
    } finally {
      await root.dispose();
    }
  }

  /** Waits until `condition` of the shadow root gives true: a boolean, for an element does not travel. */
  async until(condition, words = String(condition), ...values) {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await this.read(condition, ...values))) {
      if (Date.now() > deadline)
        throw new Error(`Not in ${PATIENCE_MS} ms: ${words}. The log shows: ${await this.text('log')}`);
      await wait(LOOK_EVERY_MS);
    }
  }

  /** What the element itself said on the console. */
  get said() {
    return [...this.warnings, ...this.complaints].filter((line) => line.startsWith('<stream-chat>'));
  }

  async untilSaid(pattern) {
    const deadline = Date.now() + PATIENCE_MS;
    while (!this.said.some((line) => pattern.test(line))) {
      if (Date.now() > deadline) throw new Error(`Not said in ${PATIENCE_MS} ms: ${pattern}`);
      await wait(LOOK_EVERY_MS);
    }
  }

  /** The visible text of a part, or undefined. */
  text(part) {
    return this.read((root, name) => [...root.querySelectorAll(`[part~="${name}"]`)].at(-1)?.innerText, part);
  }

  has(part) {
    return this.read((root, name) => root.querySelector(`[part~="${name}"]`) !== null, part);
  }

  untilHas(part) {
    return this.until((root, name) => root.querySelector(`[part~="${name}"]`) !== null, `there is a ${part}`, part);
  }

  async press(part) {
    await this.untilHas(part);
    const root = await this.page.evaluateHandle(() => document.querySelector('stream-chat').shadowRoot);
    const button = await root.evaluateHandle(
      (from, name) => [...from.querySelectorAll(`[part~="${name}"]`)].at(-1),
      part,
    );
    await button.asElement().click();
    await Promise.all([button.dispose(), root.dispose()]);
  }

  async ask(question) {
    await this.press('input');
    await this.page.keyboard.type(question);
    await this.page.keyboard.press('Enter');
    await this.until((root) => root.querySelector('[part~="input"]').value === '', 'the field is empty');
  }

  /** The newest answer: its state and the text of its content. */
  answer() {
    return this.read((root) => {
      const message = [...root.querySelectorAll('[data-id][data-role="assistant"]')].at(-1);
      return { status: message?.dataset.status, text: message?.querySelector('[part~="content"]')?.innerText ?? '' };
    });
  }

  untilAnswer(status) {
    return this.until(
      (root, wanted) =>
        [...root.querySelectorAll('[data-id][data-role="assistant"]')].at(-1)?.dataset.status === wanted,
      `the answer is ${status}`,
      status,
    );
  }

  /** Questions and answers, as `role status`. */
  messages() {
    return this.read((root) =>
      [...root.querySelectorAll('[data-id]')].map(({ dataset }) => `${dataset.role} ${dataset.status}`),
    );
  }

  close() {
    return this.page.close();
  }
}
