import { setTimeout as wait } from 'node:timers/promises';
import { openSite } from './site.mjs';

/**
 * `npm run figures`: how long it takes from an act of the visitor, or the end of a connection, until it has had its effect.
 * Page and server share a machine and so a clock. `--rounds 10` times each, `--browser firefox` where.
 */
const option = (name, fallback) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : process.argv[index + 1];
};
const ROUNDS = Number(option('rounds', 10));
const LOOK_EVERY_MS = 2;

const { browser, faults, origin, url, close } = await openSite(option('browser', 'chromium'));
const HEADERS = { headers: {} };
const FOREVER = { waitMs: 'forever' };
const event = (content, id = 1) => `id: ${id}\ndata: ${JSON.stringify({ content })}\n\n`;
const begun = [HEADERS, { send: event('One') }, FOREVER];
const cut = (how) => [HEADERS, { send: event('One') }, { waitFor: 'visitor' }, { end: how }];

/** Each row: the server's answers, what is waited for, the act in the page, and what counts as its effect. */
const ROWS = [
  ['Stop before headers', [[FOREVER]], 'requested', stop, 'closed and idle'],
  ['Stop before the first byte', [[HEADERS, FOREVER]], 'requested', stop, 'closed and idle'],
  ['Stop midway', [begun], 'text', stop, 'closed and idle'],
  [
    'Stop while waiting to repeat',
    [[{ headers: { status: 503, 'retry-after-ms': '20000' } }, { end: 'chunk-end' }]],
    'retrying',
    stop,
    'idle',
  ],
  ['Stop while resuming', [cut('rst')], 'cut', stop, 'idle'],
  ['element removed midway', [begun], 'text', remove, 'closed'],
  ['connection ends (FIN without chunk end)', [cut('fin')], 'text', undefined, 'seen'],
  ['connection ends (RST)', [cut('rst')], 'text', undefined, 'seen'],
  ['body ends without end mark', [cut('chunk-end')], 'text', undefined, 'seen'],
];

try {
  for (const [name, answers, moment, act, effect] of ROWS) {
    const taken = [];
    for (let round = 0; round < ROUNDS; round++) taken.push(await measure(answers, moment, act, effect));
    taken.sort((a, b) => a - b);
    const [median, worst] = [taken[Math.floor(taken.length / 2)], taken.at(-1)].map((ms) => ms.toFixed(0));
    console.log(`${name}: ${median} ms, at most ${worst} ms (${effect}, ${ROUNDS} times)`);
  }
} finally {
  await close();
}

/** @returns ms from the act, or the end of the connection, to its effect. */
async function measure(answers, moment, act, effect) {
  const id = crypto.randomUUID();
  faults.play(id, answers);
  const page = await browser.newPage();
  try {
    await page.goto(url);
    const isResumed = moment === 'cut';
    await page.evaluate(ask, `${origin}/run/${id}`, isResumed);
    if (moment === 'requested') await until(() => faults.log(id).length > 0);
    else if (moment === 'retrying') await page.waitForFunction(statusIs, {}, 'retrying');
    else await page.waitForFunction(showsText);
    if (isResumed) {
      await faults.go(id);
      await page.waitForFunction(statusIs, {}, 'retrying');
    }
    // The socket is open, and nothing is on its way.
    await wait(50);
    if (!act) {
      const ended = performance.timeOrigin + performance.now();
      await faults.go(id);
      return (await page.evaluate(seenAt, 'interrupted')).at - ended;
    }
    const { begin, idle } = await page.evaluate(act);
    await until(() => faults.log(id).every(({ end }) => end !== 'open'));
    const closed = performance.timeOrigin + Math.max(...faults.log(id).map(({ endedAt }) => endedAt));
    if (effect === 'idle') return idle - begin;
    return (effect === 'closed' ? closed : Math.max(closed, idle)) - begin;
  } finally {
    await page.close();
  }
}

async function until(condition) {
  while (!condition()) await wait(LOOK_EVERY_MS);
}

function ask(endpoint, isResumed) {
  const chat = document.createElement('stream-chat');
  Object.assign(chat, { endpoint, maxRetries: 2, resumeUrl: isResumed ? endpoint : '' });
  document.querySelector('#a').append(chat);
  void chat.send('Go on.');
}

function statusIs(status) {
  return document.querySelector('stream-chat').status === status;
}

function showsText() {
  return document.querySelector('stream-chat').shadowRoot.querySelector('[data-status="streaming"]') !== null;
}

/** The visitor presses Stop. @returns when, and when the chat said `idle`, in ms on the shared clock. */
function stop() {
  const chat = document.querySelector('stream-chat');
  const now = () => performance.timeOrigin + performance.now();
  const begin = now();
  return new Promise((resolve) => {
    chat.addEventListener('chat-status', () => chat.status === 'idle' && resolve({ begin, idle: now() }));
    chat.shadowRoot.querySelector('[part~="stop-button"]').click();
  });
}

function remove() {
  const begin = performance.timeOrigin + performance.now();
  document.querySelector('stream-chat').remove();
  return { begin, idle: begin };
}

/** @returns when the newest answer was drawn in this state. */
function seenAt(status) {
  const { shadowRoot } = document.querySelector('stream-chat');
  return new Promise((resolve) => {
    const look = () => {
      if (shadowRoot.querySelector(`[data-status="${status}"]`))
        resolve({ at: performance.timeOrigin + performance.now() });
      else requestAnimationFrame(look);
    };
    look();
  });
}
