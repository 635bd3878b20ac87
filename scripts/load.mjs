import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { ensureInstalled } from './install.mjs';

/**
 * `npm run load`: many visitors at once ask a streaming endpoint of this machine; prints time to first token and what failed.
 * `-- --clients 50 --answers 200` (the defaults) and `--url http://127.0.0.1:8080/chat/stream` of a server that runs already, or
 * `--pace 1` for the human pace of the embedded model. Without a URL a demo starts in a thread of its own, without delays.
 */
const MAX_CLIENTS = 500;
const MAX_ANSWERS = 10_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const QUESTION = JSON.stringify({ messages: [{ role: 'user', content: 'Compare the plans in a table.' }] });

ensureInstalled();
if (isMainThread) await main();
else await serve(workerData.pace);

async function serve(pace) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport('/demo/server.ts', { configFile: false, logLevel: 'error' });
  const { url } = await module.startDemo({ port: 0, environment: {}, pace });
  parentPort.postMessage(url, []);
}

async function main() {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '50' },
      answers: { type: 'string', default: '200' },
      pace: { type: 'string', default: '0' },
      url: { type: 'string' },
    },
  });
  const clients = whole(values.clients, 'clients', MAX_CLIENTS);
  const answers = whole(values.answers, 'answers', MAX_ANSWERS);
  if (values.url && !LOOPBACK.test(new URL(values.url).hostname))
    leave('Only a server of this machine is put under load.');
  const worker = values.url
    ? undefined
    : new Worker(new URL(import.meta.url), { workerData: { pace: Number(values.pace) } });
  const url = values.url ?? `${await new Promise((resolve) => worker.once('message', resolve))}chat/stream`;

  console.log(`${answers} answers from ${url}, ${clients} at a time`);
  const startedAt = performance.now();
  let asked = 0;
  const results = [];
  const visitor = async () => {
    while (asked++ < answers) results.push(await ask(url));
  };
  await Promise.all(Array.from({ length: Math.min(clients, answers) }, visitor));
  report(results, (performance.now() - startedAt) / 1000);
  await worker?.terminate();
  process.exit(results.every(({ failure }) => failure === undefined) ? 0 : 1);
}

function whole(text, name, most) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most)
    leave(`--${name} must be a whole number from 1 to ${most}.`);
  return number;
}

function leave(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** One answer: when its first token came and when it ended, in ms, and why it failed if it did. */
async function ask(url) {
  const startedAt = performance.now();
  const sinceStart = () => performance.now() - startedAt;
  let firstMs;
  let events = 0;
  let end = '';
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: QUESTION,
    });
    if (!response.ok) return { failure: `status ${response.status}` };
    const decoder = new TextDecoder();
    for await (const bytes of response.body) {
      const text = decoder.decode(bytes, { stream: true });
      if (firstMs === undefined && /"(?:content|token|text)":"|^data: [^{[]/m.test(text)) firstMs = sinceStart();
      events += text.split('\n\n').length - 1;
      end = (end + text).slice(-8192);
    }
  } catch (error) {
    return { firstMs, failure: String(error.cause?.code ?? error.message) };
  }
  const isWhole = /event: (?:done|message_stop)|\[DONE\]|"done":true/.test(end);
  return { firstMs, totalMs: sinceStart(), events, ...(!isWhole && { failure: 'no end mark' }) };
}

function report(results, seconds) {
  const failures = new Map();
  for (const { failure } of results) if (failure) failures.set(failure, (failures.get(failure) ?? 0) + 1);
  const spread = (name, key) => {
    const values = results.flatMap((result) => result[key] ?? []).sort((a, b) => a - b);
    const at = (share) => values[Math.min(values.length - 1, Math.floor(values.length * share))]?.toFixed(1) ?? '–';
    console.log(`${name.padEnd(20)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   max ${at(1)} ms`);
  };
  spread('time to first token', 'firstMs');
  spread('whole answer', 'totalMs');
  const events = results.reduce((sum, { events: count = 0 }) => sum + count, 0);
  console.log(
    `${Math.round(events / seconds)} events a second, ${(results.length / seconds).toFixed(1)} answers a second`,
  );
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${results.length - failed} complete, ${failed} failed`);
  for (const [failure, count] of failures) console.log(`  ${count} × ${failure}`);
}
