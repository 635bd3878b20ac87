import { quantile, tenths } from './statistics.mjs';

/**
 * CPU time of the main thread, not time on the wall: on a machine that others use too, the wall also counts their work.
 */
const TIME_DOMAIN = 'threadTicks';
const DURATIONS = {
  taskMs: 'TaskDuration',
  scriptMs: 'ScriptDuration',
  layoutMs: 'LayoutDuration',
  styleMs: 'RecalcStyleDuration',
};

/** A page of its own renderer process, with the counters of the DevTools protocol. */
export async function openPage(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 480, height: 640 });
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: TIME_DOMAIN });
  await page.goto(url, { waitUntil: 'load' });
  const metrics = async () => {
    const { metrics: list } = await session.send('Performance.getMetrics');
    return Object.fromEntries(list.map(({ name, value }) => [name, value]));
  };
  return {
    page,
    errors,
    metrics,
    /** @returns {Promise<number>} bytes of the JavaScript heap after a collection */
    async heapBytes() {
      await session.send('HeapProfiler.collectGarbage');
      return (await metrics()).JSHeapUsedSize;
    },
    close: () => context.close(),
  };
}

/** @returns {{taskMs: number, scriptMs: number, layoutMs: number, styleMs: number}} */
export function durationsBetween(before, after) {
  return Object.fromEntries(Object.entries(DURATIONS).map(([key, name]) => [key, (after[name] - before[name]) * 1000]));
}

export async function openContestant(browser, origin, name) {
  const opened = await openPage(browser, `${origin}/`);
  await opened.page.waitForFunction(() => globalThis.bench !== undefined);
  const { label, kind } = await opened.page.evaluate((contestant) => bench.load(contestant), name);
  return { ...opened, label, kind };
}

/**
 * Streams one answer into one contestant on a fresh page.
 *
 * @param {{contestant: string, stream: string, perFrame: number, limitMs: number}} cell `limitMs`: a contestant that takes
 *   longer is stopped there, and its figures are of the part that it got
 */
export async function measureView(browser, origin, { contestant, stream, perFrame, limitMs }) {
  const { page, label, metrics, heapBytes, errors, close } = await openContestant(browser, origin, contestant);
  try {
    await page.evaluate(() => bench.warmUp());
    await page.evaluate((name, tokens) => bench.prepare(name, tokens), stream, perFrame);
    const heapBefore = await heapBytes();
    const before = await metrics();
    const wallStart = performance.now();
    const { fed, pieces } = await page.evaluate((limit) => bench.stream(limit), limitMs);
    const wallMs = performance.now() - wallStart;
    const after = await metrics();
    const heapAfter = await heapBytes();
    const { scriptMsPerFrame, longTasksMs, ...inspected } = await page.evaluate(() => bench.inspect());
    const { first, last } = tenths(scriptMsPerFrame);
    return {
      label,
      ...durationsBetween(before, after),
      ...inspected,
      share: fed / pieces,
      ...(fed < pieces && { equal: undefined, difference: undefined }),
      wallMs,
      countedScriptMs: scriptMsPerFrame.reduce((sum, spent) => sum + spent, 0),
      p50Ms: quantile(scriptMsPerFrame, 0.5),
      p95Ms: quantile(scriptMsPerFrame, 0.95),
      maxMs: quantile(scriptMsPerFrame, 1),
      firstTenthUsPerToken: (first / perFrame) * 1000,
      lastTenthUsPerToken: (last / perFrame) * 1000,
      growth: last / first,
      longTasks: longTasksMs.length,
      longestTaskMs: Math.max(0, ...longTasksMs),
      heapBytes: heapAfter - heapBefore,
      errors,
    };
  } finally {
    await close();
  }
}
