import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ACTS } from './acts.mjs';
import { finger, keyboard, mouse } from './hands.mjs';
import { ChatPage, openBrowser, untilPart } from './page.mjs';

/** Two clicks at one place that are nearer to each other are a double click, which Stop ignores. */
const NO_DOUBLE_CLICK_MS = 600;
const LIMIT = { timeout: 120_000 };

const HTML = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1" /><link rel="icon" href="data:,">
<script src="/stream-chat.js" defer></script><script src="/stream-chat-composer.js" defer></script>
<body style="margin: 0; height: 3000px"><stream-chat endpoint="/chat" mode="floating" heading="Help" feedback downloadable attachments
  suggestions='["What can you do?"]' commands='[{"name":"new","description":"Begin anew","action":"clear"}]'></stream-chat>`;

const event = (data) => `data: ${JSON.stringify(data)}\n\n`;
const DONE = event({ done: true });

/** A back end that refuses, cuts or never ends what asks for it. */
function backEnd() {
  const seen = new Set();
  const isFirst = (word) => !seen.has(word) && seen.add(word);
  let cut;
  const answer = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { message } = JSON.parse(body);
    if (message.startsWith('Refuse') && isFirst('refuse')) return void response.writeHead(400).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (message.startsWith('Cut') && isFirst('cut')) {
      response.write(event({ content: 'The first half' }));
      cut = () => response.destroy();
    } else if (seen.has('cut') && isFirst('continued')) {
      response.end(event({ content: ' and the second.' }) + DONE);
    } else {
      const lines = message.startsWith('A long') ? 'A line of it.\n\n'.repeat(80) : '';
      response.write(event({ content: `About: ${message}\n\n${lines}The end.` }));
      if (!message.includes('forever')) response.end(DONE);
    }
  };
  return { answer, cut: () => cut() };
}

let browser;
let folder;
before(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'hands-'));
  await writeFile(join(folder, 'note.txt'), 'hello');
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The site, its chat in a page of that size, and all that left it. */
async function visit(t, device) {
  const { answer, cut } = backEnd();
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') return answer(request, response);
    const isScript = request.url.endsWith('.js');
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? await readFile(`dist${request.url}`) : HTML);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const saved = await mkdtemp(join(folder, 'saved-'));
  const context = await browser.createBrowserContext({ downloadBehavior: { policy: 'allow', downloadPath: saved } });
  await context.overridePermissions(url, ['clipboard-read', 'clipboard-sanitized-write']);
  const page = await context.newPage();
  const chat = new ChatPage(page);
  t.after(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
  });
  await page.setViewport(device);
  await page.goto(url);
  await untilPart(page, 'launcher');
  await page.evaluate(() => {
    window.told = [];
    addEventListener('chat-feedback', ({ detail }) => window.told.push([detail.value, detail.comment]));
  });
  return { page, chat, saved, cut };
}

async function perform(act, hand, { page, cut }) {
  if (act.do === 'cut') return cut();
  if (act.do) return act.do === 'select' ? hand.select(page) : hand.scrollUp(page);
  const isStop = act.press === 'stop-button';
  if (isStop) await wait(NO_DOUBLE_CLICK_MS);
  if (act.picks) {
    const [chooser] = await Promise.all([page.waitForFileChooser(), hand.press(page, act.press)]);
    return chooser.accept([join(folder, 'note.txt')]);
  }
  if (act.press) return hand.press(page, act.press);
  const field = act.into ?? 'input';
  await (hand.walkTo ? hand.walkTo(page, field) : hand.press(page, field));
  return page.keyboard.type(act.write);
}

/** Each looks until it is so. */
const CHECKS = {
  sees: ({ chat }, part) => chat.untilHas(part),
  misses: ({ chat }, part) => chat.until((root, name) => !root.querySelector(`[part~="${name}"]`), `no ${part}`, part),
  answer: ({ chat }, status) => chat.untilAnswer(status),
  reads: ({ chat }, [part, words]) => until(() => chat.text(part), words),
  value: ({ chat }, words) => until(() => chat.read((root) => root.querySelector('[part~="input"]')?.value), words),
  messages: ({ chat }, count) => until(async () => (await chat.messages()).length, count),
  tells: ({ page }, [value, comment]) =>
    until(() => page.evaluate(() => JSON.stringify(window.told.at(-1))), JSON.stringify([value, comment])),
  copies: ({ page }, words) => until(() => page.evaluate(() => navigator.clipboard.readText()), words),
  saves: ({ saved }, words) =>
    until(async () => {
      const [file] = (await readdir(saved)).filter((name) => name.endsWith('.md'));
      return file ? readFile(join(saved, file), 'utf8') : '';
    }, words),
};

async function until(read, wanted) {
  let found;
  for (let look = 0; look < 400; look++) {
    found = await read();
    if (wanted instanceof RegExp ? wanted.test(found) : found === wanted) return;
    await wait(25);
  }
  assert.fail(`${String(wanted)} was expected, and there is ${String(found)}`);
}

for (const [name, hand] of Object.entries({
  'a finger on a phone': finger,
  'the keyboard on a phone’s width': keyboard,
  'a mouse on a desktop': mouse,
})) {
  test(`everything that a chat can do is done with ${name}`, LIMIT, async (t) => {
    const visited = await visit(t, hand.device);
    const { page, chat } = visited;
    for (const act of ACTS) {
      try {
        await perform(act, hand, visited);
        for (const [check, wanted] of Object.entries(act)) await CHECKS[check]?.(visited, wanted);
      } catch (error) {
        throw new Error(`With ${name}: ${act.name}: ${error.message}`, { cause: error });
      }
    }
    const { width, scrolled } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      scrolled: scrollY,
    }));
    assert.equal(width, hand.device.width, 'nothing makes the page wider');
    assert.equal(scrolled, 0, 'and the page stands where it stood');
    const textPx = await chat.read((root) =>
      parseFloat(getComputedStyle(root.querySelector('[part~="input"]')).fontSize),
    );
    assert.ok(textPx >= (hand.device.hasTouch ? 16 : 14), 'no phone zooms to its field');
    const [field, button] = await chat.read((root) =>
      ['input', 'send-button'].map((part) => {
        const { top, bottom } = root.querySelector(`[part~="${part}"]`).getBoundingClientRect();
        return (top + bottom) / 2;
      }),
    );
    assert.ok(Math.abs(field - button) <= 1, `the button at ${button} is not in the middle of the line at ${field}`);
    assert.deepEqual(chat.errors, []);
  });
}
