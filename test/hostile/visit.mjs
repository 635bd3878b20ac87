import { after, before } from 'node:test';
import { ChatPage, openBrowser } from '../end-to-end/page.mjs';
import { emulateSystem } from '../support/browsers.mjs';
import { startSite } from './site.mjs';

export const LIMIT = { timeout: 60_000 };

/** The browser that this run is about; `BROWSERS` names it. */
export const BROWSER = (process.env.BROWSERS ?? 'chromium').split(',')[0];

/**
 * A browser and a site for the tests of a file. `setup.system` is what the visitor's system asks for, a key of `SYSTEMS`.
 * @returns `visit(t, page, options)`, which opens a page (HTML, or `{html, headers}`) with a chat on it, and the site.
 */
export function hostilePages(setup = {}) {
  const fixture = {};
  let count = 0;
  before(async () => {
    fixture.site = await startSite(setup);
    fixture.browser = await openBrowser(setup);
  });
  after(async () => {
    await fixture.browser?.close();
    fixture.site?.close();
  });
  /** Serves a page under an address of its own. */
  fixture.serve = (html) => {
    const path = `/page-${++count}`;
    fixture.site.pages[path] = html;
    return fixture.site.url + path;
  };
  fixture.visit = async (t, html, options) => {
    const prepare = async (page) => {
      if (setup.system && BROWSER !== 'firefox') await emulateSystem(page, setup.system);
      await options?.prepare?.(page);
    };
    const chat = await ChatPage.open(fixture.browser, fixture.serve(html), { ...options, prepare });
    t.after(() => chat.close());
    return chat;
  };
  /** Opens a page whose chat may not come to life. */
  fixture.look = async (t, html, { prepare } = {}) => {
    const page = await fixture.browser.newPage();
    const chat = new ChatPage(page);
    await prepare?.(page);
    await page.goto(fixture.serve(html));
    t.after(() => chat.close());
    return chat;
  };
  return fixture;
}

/** Asks, waits for the end, and tells what stands on screen then: tags, parts and words of the answer. */
export async function converse(chat, question = 'Plans?') {
  await chat.ask(question);
  await chat.untilAnswer('complete');
  return chat.read((root) => {
    const contents = root.querySelectorAll('[data-role="assistant"][data-id] [part~="content"]');
    const content = contents[contents.length - 1];
    const lines = [];
    const elements = content.querySelectorAll('*');
    for (let i = 0; i < elements.length; i++)
      lines.push(`${elements[i].localName} ${elements[i].getAttribute('part') || ''}`);
    return `${lines.join('\n')}\n${content.textContent}`;
  });
}
