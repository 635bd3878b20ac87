import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { chromiumOptions } from '../support/browsers.mjs';
import { buildPages } from './build.mjs';
import { cellsOf, readOptions } from './options.mjs';
import { measureWidget, RATES, WIDGETS } from './measure-widget.mjs';
import { openContestant, measureView } from './measure.mjs';
import { report } from './report.mjs';
import { runAsTimeAllows } from './rounds.mjs';
import { serve } from './serve.mjs';
import { BOUND } from './summary.mjs';
import { unsafeLinkCases } from './unsafe-link-cases.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const RESULTS = here('results/');

/** Nothing leaves the machine; and frames follow each other at once, or 50,000 tokens would take three minutes. */
const LOOPBACK_ONLY = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
const UNPACED_FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Longer than any contestant is given: a page that answers no more is left. */
const STUCK_MS = 180_000;

const say = (text) => process.stderr.write(`${text}\n`);

function installDependencies() {
  if (existsSync(here('node_modules'))) return;
  say('Installing what is compared …');
  execFileSync('npm', ['ci'], { cwd: here('.'), stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
}

async function withBrowser(flags, work) {
  const options = await chromiumOptions();
  const browser = await puppeteer.launch({
    ...options,
    protocolTimeout: STUCK_MS,
    args: [...options.args, ...LOOPBACK_ONLY, ...flags],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** What is looked at for steadiness: an answer with every kind of block, at reading pace. */
const WATCHED = { stream: 'mixed-10k', perFrame: 5 };

/** What every contestant that renders markdown makes of the examples, of the unsafe links and of a growing answer. */
async function checkDocuments(origin, names, { hasLinks, watchMs }) {
  // Comes with the dependencies that were installed just now.
  const { commonMarkExamples } = await import('./examples.mjs');
  const examples = commonMarkExamples();
  const cases = hasLinks ? unsafeLinkCases() : [];
  const checks = {};
  await withBrowser(UNPACED_FRAMES, async (browser) => {
    for (const name of names) {
      try {
        const { page, kind, close } = await openContestant(browser, origin, name);
        if (kind === 'renderer') {
          say(`Documents: ${name}`);
          checks[name] = {
            examples: await page.evaluate((list) => bench.examples(list), examples),
            links: await page.evaluate((list) => bench.unsafeLinks(list), cases),
            steadiness: await page.evaluate(
              ({ stream, perFrame }, limitMs) => bench.steadiness(stream, perFrame, limitMs),
              WATCHED,
              watchMs,
            ),
          };
        }
        await close();
      } catch (error) {
        say(`Documents: ${name} failed: ${error.message}`);
      }
    }
  });
  return { exampleCount: examples.length, linkCount: cases.length, checks };
}

function widgetCells(names) {
  const present = names.filter((name) => {
    const { needs } = WIDGETS.find((widget) => widget.name === name);
    if (!needs || existsSync(here(needs))) return true;
    say(`Left out end to end: ${name} (${needs.replace('../../', '')} does not exist; npm run build makes it)`);
    return false;
  });
  return RATES.flatMap((rate) => present.map((widget) => ({ widget, rate })));
}

async function main() {
  let options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    say(error.message);
    process.exitCode = 2;
  }
  if (!options) return;
  const start = performance.now();
  const deadline = start + options.budgetMs;
  const loadBefore = loadavg()[0];
  installDependencies();

  const { folder, built, remove } = await buildPages(options.contestants);
  for (const { name, missing } of built) if (missing) say(`Left out: ${name} (${missing})`);
  const contestants = built.filter(({ missing }) => !missing).map(({ name }) => name);
  const site = await serve(folder);
  try {
    const documents = await checkDocuments(site.origin, contestants, options);
    const widgets = await withBrowser([], (browser) =>
      runAsTimeAllows({
        cells: widgetCells(options.widgets),
        repeat: 1,
        deadline,
        group: ({ rate }) => rate,
        name: ({ widget, rate }) => `end to end: ${widget}, ${rate} tokens a second`,
        measure: (cell) => measureWidget(browser, site.origin, cell),
        say,
      }),
    );
    const { views, chromium } = await withBrowser(UNPACED_FRAMES, async (browser) => ({
      chromium: await browser.version(),
      views: await runAsTimeAllows({
        cells: cellsOf({ ...options, contestants }),
        repeat: options.repeat,
        deadline,
        group: ({ stream, mode }) => `${stream} ${mode}`,
        isNeededTwice: ({ contestant, mode }) => contestant === BOUND && mode === 'burst',
        name: ({ contestant, stream, mode }) => `${contestant}, ${stream}, ${mode}`,
        measure: (cell) => measureView(browser, site.origin, cell),
        say,
      }),
    }));
    const result = {
      date: new Date().toISOString(),
      machine: {
        processor: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        memoryGb: Math.round(totalmem() / 1e9),
        chromium,
        node: process.version,
        loadBefore,
        loadAfter: loadavg()[0],
      },
      minutes: (performance.now() - start) / 60_000,
      built,
      documents,
      widgets,
      views,
    };
    const text = report(result);
    mkdirSync(RESULTS, { recursive: true });
    const file = `${RESULTS}${result.date.replaceAll(':', '-').slice(0, 19)}`;
    writeFileSync(`${file}.json`, `${JSON.stringify(result, null, 1)}\n`);
    writeFileSync(`${file}.md`, text);
    console.log(text);
    say(`Written to ${file}.json and .md`);
  } finally {
    site.close();
    remove();
  }
}

await main();
