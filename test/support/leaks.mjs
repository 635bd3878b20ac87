/** Rounds of the collector until what is dead is gone. */
const COLLECTIONS = 4;

/**
 * What a page holds after its garbage is collected: bytes of heap, DOM nodes, event listeners. Only Chromium can be asked; of
 * another engine they are undefined.
 */
export async function held(page) {
  if (/firefox/i.test(await page.browser().version())) return undefined;
  const session = await page.createCDPSession();
  for (let round = 0; round < COLLECTIONS; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

/** Counts timers from now on; call it before anything of the chat runs. */
export function watchTimers(page) {
  return page.evaluate(() => {
    const pending = new Map();
    const [set, clear] = [window.setTimeout, window.clearTimeout];
    window.setTimeout = (callback, ms, ...rest) => {
      const timer = set(() => {
        pending.delete(timer);
        callback(...rest);
      }, ms);
      pending.set(timer, `${ms} ms ${new Error().stack.split('\n')[2]}`);
      return timer;
    };
    window.clearTimeout = (timer) => {
      pending.delete(timer);
      clear(timer);
    };
    // What is said to a screen reader keeps a timer for a moment.
    window.pendingTimers = () => new Promise((resolve) => set(() => resolve([...pending.values()]), 5000));
  });
}

/** @returns the timers that have not run, each with its delay and who set it. */
export function pendingTimers(page) {
  return page.evaluate(() => window.pendingTimers());
}
