import { setTimeout as pause } from 'node:timers/promises';
import { durationsBetween, openPage } from './measure.mjs';

export const WIDGETS = [
  { name: 'bare', label: 'fetch and append (the base)', format: 'openai' },
  { name: 'ours', label: '`<stream-chat>` (ours)', format: 'openai', needs: '../../dist/stream-chat.js' },
  { name: 'deep-chat', label: 'Deep Chat', format: 'deep-chat' },
  { name: 'tutorial', label: 'the tutorial page', format: 'openai' },
];

/** The answer that widgets get, and its pace in tokens a second. */
export const ANSWER_STREAM = 'mixed-10k';
export const RATES = ['1000', 'full'];

/** A widget that needs longer is called frozen; its figures are of the time until then. */
const LIMIT_MS = 60_000;
const SETTLE_MS = 500;

/** Streams one answer from the server into one whole widget on a fresh page. */
export async function measureWidget(browser, origin, { widget, rate }) {
  const { format } = WIDGETS.find(({ name }) => name === widget);
  const { page, metrics, errors, close } = await openPage(browser, `${origin}/widgets/${widget}.html`);
  try {
    await page.waitForFunction(() => globalThis.widget !== undefined);
    // What the browser does to open a page, tasks of up to 150 ms on an empty one, is no widget's.
    await pause(SETTLE_MS);
    await page.evaluate(() => {
      globalThis.longTasksMs = [];
      new PerformanceObserver((list) =>
        globalThis.longTasksMs.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: 'longtask' });
    });
    const url = `/answer?format=${format}&rate=${rate}&stream=${ANSWER_STREAM}`;
    const before = await metrics();
    const start = performance.now();
    const isFinished = await Promise.race([
      page.evaluate((address) => globalThis.widget.ask(address), url).then(() => true),
      pause(LIMIT_MS, false, { ref: false }),
    ]);
    const wallMs = performance.now() - start;
    await pause(SETTLE_MS);
    const after = await metrics();
    const longTasksMs = await page.evaluate(() => globalThis.longTasksMs);
    return {
      ...durationsBetween(before, after),
      wallMs,
      isFinished,
      longTasks: longTasksMs.length,
      longestTaskMs: Math.max(0, ...longTasksMs),
      errors,
    };
  } finally {
    await close();
  }
}
