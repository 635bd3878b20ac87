import { held, pendingTimers, watchTimers } from '../support/leaks.mjs';
import { Schedule } from './schedule.mjs';
import { openSite } from './site.mjs';

/**
 * `npm run soak`: a visitor asks again and again while things break by a seeded schedule. At the end the transcript has to equal
 * what the server sent, no request may have been repeated after its first byte, and nothing may be left behind.
 * `--seed 1,2,3` names the schedules, `--seconds 60` how long each runs (600 at most in all), `--browser firefox` where.
 */
const option = (name, fallback) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : process.argv[index + 1];
};
const MAX_SECONDS = 600;
/** Questions before memory is measured for the first time: engines compile and cache what is used. */
const WARM_UP_TURNS = 50;
const seeds = option('seed', '1,2,3').split(',').map(Number);
const seconds = Math.min(Number(option('seconds', 40)), MAX_SECONDS / seeds.length);

const { browser, faults, origin, url, close } = await openSite(option('browser', 'chromium'));
let problems = 0;
try {
  for (const seed of seeds) problems += await soak(seed);
} finally {
  await close();
}
process.exit(problems === 0 ? 0 : 1);

/** @returns how many things were not as they have to be. */
async function soak(seed) {
  const schedule = new Schedule(seed);
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  await watchTimers(page);
  await page.evaluate(addChat);
  let id = '';
  await page.exposeFunction('letGo', () => faults.go(id));
  let heapBefore = Number.NaN;
  const end = Date.now() + seconds * 1000;
  const found = [];
  const counts = {};
  for (let turn = 0; Date.now() < end; turn++) {
    const { answers, acts, kind, words } = schedule.turn();
    counts[kind] = (counts[kind] ?? 0) + 1;
    id = `soak-${seed}-${turn}`;
    faults.play(id, answers);
    const seen = await page.evaluate(ask, `${origin}/run/${id}`, acts);
    await settled(id);
    found.push(...judge(seen, faults.log(id), { kind, words, turn }));
    if (turn === WARM_UP_TURNS) {
      await page.evaluate(() => document.querySelector('stream-chat').clear());
      heapBefore = (await held(page))?.heap;
    }
    if (turn % 200 === 199) await page.evaluate(() => document.querySelector('stream-chat').clear());
  }
  await page.evaluate(() => document.querySelector('stream-chat').clear());
  const growth = ((await held(page))?.heap / heapBefore - 1) * 100;
  const left = await pendingTimers(page);
  for (const timer of left) found.push(`a timer is left: ${timer}`);
  for (const error of errors) found.push(`the page got an error: ${error}`);
  for (const problem of found.slice(0, 20)) console.log(`  ${problem}`);
  const turns = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  const heap = Number.isFinite(growth) ? `, heap ${growth.toFixed(1)} % over the start after clear()` : '';
  console.log(`seed ${seed}: ${turns} questions (${kinds.join(', ')}), ${found.length} problems${heap}`);
  await page.close();
  return found.length;
}

/** Waits until no connection of a script is open. */
async function settled(id) {
  const deadline = Date.now() + 2000;
  while (faults.log(id).some(({ end }) => end === 'open') && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

function judge({ text, status, question }, requests, { kind, words, turn }) {
  const where = `question ${turn} (${kind})`;
  const found = [];
  if (question !== 'Go on.') found.push(`${where}: the question is lost`);
  if (kind === 'stop' ? !words.startsWith(text) : text !== words) found.push(`${where}: "${text}" is not "${words}"`);
  const expected = {
    whole: 'complete',
    repeat: 'complete',
    retry: 'complete',
    move: 'complete',
    hide: 'complete',
    stop: 'stopped',
  }[kind];
  if (status !== (expected ?? (words === '' ? 'failed' : 'interrupted'))) found.push(`${where}: it is ${status}`);
  if (requests.some(({ end }) => end === 'open')) found.push(`${where}: a connection is left open`);
  requests.slice(1).forEach(({ headers }, index) => {
    const before = requests[index];
    const isSame = headers['idempotency-key'] === before.headers['idempotency-key'];
    if (isSame && before.sent > 0) found.push(`${where}: repeated by itself after the first byte`);
  });
  return found;
}

/** In the page. */
function addChat() {
  const chat = document.createElement('stream-chat');
  chat.setAttribute('max-retries', '2');
  document.querySelector('#a').append(chat);
}

/** In the page: one question with everything that happens meanwhile. @returns what the visitor sees of it. */
async function ask(url, acts) {
  const chat = document.querySelector('stream-chat');
  chat.endpoint = url;
  let message = chat.send('Go on.');
  const textOf = ({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  for (const act of acts) {
    if (act.after !== undefined)
      await new Promise((resolve) => {
        const look = () =>
          textOf(chat.messages.at(-1)).length >= act.after || chat.status === 'idle' ? resolve() : setTimeout(look, 1);
        look();
      });
    if (act.type === 'read') {
      while (textOf(chat.messages.at(-1)) !== act.words) await new Promise((resolve) => setTimeout(resolve, 2));
      await window.letGo();
    } else if (act.type === 'stop') chat.stop();
    else if (act.type === 'move') {
      const place = document.querySelector(chat.parentElement.id === 'a' ? '#b' : '#a');
      if (place.moveBefore && act.isSmooth) place.moveBefore(chat, null);
      else place.append(chat);
    } else if (act.type === 'hide') {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      await new Promise((resolve) => setTimeout(resolve, 30));
      delete document.hidden;
    } else if (act.type === 'retry') {
      await message;
      message = chat.retry();
    }
  }
  const { status, parts } = await message;
  const words = textOf({ parts });
  const shown = () => [...chat.shadowRoot.querySelectorAll('[data-id]')];
  const textShown = () =>
    [...shown().at(-1).querySelectorAll('[part~="content"]')].map((part) => part.textContent.trim()).join('');
  // What is drawn may be a moment behind what has arrived.
  for (const end = performance.now() + 2500; textShown() !== words.trim() && performance.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 5));
  return {
    status,
    text: textShown(),
    question: shown().at(-2).querySelector('[part~="content"]').textContent,
  };
}
