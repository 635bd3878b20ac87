import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TEST_LIMIT_MS = 60_000;

/** Imports a TypeScript module of the demo. Every call gives a fresh one. */
export async function load(file) {
  const { module } = await runnerImport(`/demo/${file}`, { root, configFile: false, logLevel: 'error' });
  return module;
}

const { startDemo } = await load('server.ts');

/** A test that cannot hang. */
export const it = (name, run) => test(name, { timeout: TEST_LIMIT_MS }, run);

/**
 * Starts a demo on a free port for one test: without delays and without a key, unless `options` say otherwise.
 * `lines` is what it logged; `logged(pattern)` waits for a line.
 */
export async function start(t, options = {}) {
  const lines = [];
  const waiting = [];
  const log = (line) => {
    lines.push(line);
    for (const check of waiting) check();
  };
  const logged = (pattern) =>
    new Promise((resolve) => {
      const check = () => {
        const line = lines.find((candidate) => pattern.test(candidate));
        if (line !== undefined) resolve(line);
      };
      waiting.push(check);
      check();
    });
  const demo = await startDemo({ port: 0, pace: 0, environment: {}, log, ...options });
  t.after(() => demo.close());
  return { ...demo, lines, logged };
}

/** Asks a demo's endpoint. */
export function ask(demo, path, content, options = {}) {
  const messages = typeof content === 'string' ? [{ role: 'user', content }] : content;
  return fetch(new URL(path, demo.url), {
    method: 'POST',
    body: JSON.stringify({ messages, ...options.body }),
    ...options.init,
  });
}

/** The complete events of a Server-Sent Events text, as `{event, data}`. Comments are left out. */
export function eventsOf(text) {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => block.split('\n').filter((line) => !line.startsWith(':')))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const values = (field) =>
        lines.filter((line) => line.startsWith(`${field}: `)).map((line) => line.slice(field.length + 2));
      return { event: values('event')[0], data: values('data').join('\n') };
    });
}

/** What a body said until its end, and whether it broke off instead of ending. */
export async function readAll(response) {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body) text += decoder.decode(chunk, { stream: true });
    return { text, isBroken: false };
  } catch {
    return { text, isBroken: true };
  }
}

/** Reads a body until `isEnough` says so of the text so far; the connection stays open. */
export async function readUntil(response, isEnough) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (!isEnough(text)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`The answer ended too early: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  reader.releaseLock();
  return text;
}

/** All of an answer in named events: its text, and how it ended. */
export async function answerOf(response) {
  const { text, isBroken } = await readAll(response);
  const events = eventsOf(text).map(({ event, data }) => ({ event, ...JSON.parse(data) }));
  const content = events.map((event) => (event.event === 'token' ? event.content : '')).join('');
  return { content, events, last: events.at(-1), isBroken };
}
