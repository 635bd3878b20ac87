/** Rounds of the collector until what is dead is gone. */
const COLLECTIONS = 4;

/** Bytes of one node in Firefox, which tells the bytes of all: 80 to 140. */
const NODE_BYTES = 100;

/** What a page holds after its garbage is collected: bytes of heap, DOM nodes, event listeners. */
export async function held(page) {
  if (/firefox/i.test(await page.browser().version())) return heldInFirefox(page);
  const session = await page.createCDPSession();
  for (let round = 0; round < COLLECTIONS; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

/**
 * Runs in Firefox's own window: collects garbage, and sums up what `about:memory` tells of the page with this address. What layout
 * once took it keeps for the page and uses again, so that is no sign of anything that was left.
 */
const REPORT = `(url) => new Promise((resolve) => {
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
  const sums = { heap: 0, nodes: 0, listeners: 0 };
  const add = (process, path, kind, units, amount) => {
    const words = path.replaceAll('\\\\', '/');
    if (!words.includes('top(' + url)) return;
    if (words.startsWith('explicit/') && !words.includes('/layout/')) sums.heap += amount;
    if (/dom\\/\\w+-nodes$/.test(words)) sums.nodes += amount;
    if (/^event-counts.*listeners$/.test(words)) sums.listeners += amount;
  };
  manager.minimizeMemoryUsage(() => manager.getReports(add, null, () => resolve(JSON.stringify(sums)), null, false));
})`;

async function heldInFirefox(page) {
  const { connection } = page.browser();
  const { result: windows } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { result } = await connection.send('script.callFunction', {
    functionDeclaration: REPORT,
    arguments: [{ type: 'string', value: page.url() }],
    awaitPromise: true,
    target: { context: windows.contexts[0].context },
  });
  const { heap, nodes, listeners } = JSON.parse(result.result.value);
  return { heap, nodes: Math.round(nodes / NODE_BYTES), listeners };
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
