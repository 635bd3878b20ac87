import assert from 'node:assert/strict';
import { core, it, serve } from '../protocols/foreign/support.mjs';

const PAGE = 'https://shop.example/help';
const base = { url: 'https://api.example/chat', method: 'POST', pageUrl: PAGE, reads: 0, bytes: 0, start: '' };
const ids = (facts) => core.diagnose({ ...base, ...facts }).map(({ id }) => id);

/** Asks a server and says what is wrong with it. `clock` gives the times, so that nobody waits. */
async function diagnosed(url, { clock, ...question } = {}) {
  let facts;
  let errorType;
  const fetch = core.observedFetch(globalThis.fetch, (seen) => (facts = seen), {}, clock);
  for await (const event of core.streamEvents({ url, messages: 'Why?', maxRetries: 0, fetch, ...question }))
    if (event.type === 'error') errorType = event.error.type;
  return core.diagnose({ ...facts, errorType });
}
const LONG = `data: {"content":"${'word '.repeat(100)}"}\n\ndata: {"done":true}\n\n`;
const stream = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' });

it('finds nothing wrong with a stream that is right', async (t) => {
  const url = await serve(t, (_request, response) => stream(response).end(LONG));
  assert.deepEqual(await diagnosed(url), []);
});

it('says that a redirect turned POST into GET', async (t) => {
  const url = await serve(t, (request, response) => {
    if (request.url === '/') response.writeHead(302, { location: '/there' }).end();
    else response.writeHead(request.method === 'POST' ? 200 : 405).end('Method Not Allowed');
  });
  const [first, ...rest] = await diagnosed(url);
  assert.equal(first.id, 'redirect');
  assert.match(first.nextStep, /the address that it redirects to/);
  assert.deepEqual(rest, []);
});

it('says that a page came instead of an answer', async (t) => {
  const url = await serve(t, (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>'),
  );
  assert.deepEqual(
    (await diagnosed(url)).map(({ id }) => id),
    ['html'],
  );
});

for (const [status, id, words] of [
  [401, 'unauthorized', /headers/],
  [404, 'status', /path/],
  [405, 'status', /method/],
  [500, 'status', /log of the server/],
]) {
  it(`says what to do about ${status}`, async (t) => {
    const url = await serve(t, (_request, response) => response.writeHead(status).end('No'));
    const [first] = await diagnosed(url);
    assert.equal(first.id, id);
    assert.match(first.nextStep, words);
  });
}

it('says that nobody answers', async () => {
  assert.deepEqual(
    (await diagnosed('http://127.0.0.1:9/')).map(({ id }) => id),
    ['unreachable'],
  );
});

it('shows the beginning of an unknown format, without what is personal', async (t) => {
  const url = await serve(t, (_request, response) =>
    stream(response).end('data: {"zzz":"Ada Lovelace","key":"sk-12345678"}\n\n'),
  );
  const [first] = await diagnosed(url);
  assert.equal(first.id, 'unknown-format');
  assert.match(first.problem, /"zzz":"Ada …/);
  assert.doesNotMatch(first.problem, /Lovelace|5678/);
});

it('says that a proxy collects the answer', async (t) => {
  const url = await serve(t, (_request, response) => stream(response).end(LONG));
  const times = [0, 3000];
  const [first] = await diagnosed(url, { clock: () => times.shift() ?? 3010 });
  assert.equal(first.id, 'buffered');
  assert.match(first.problem, /3\.0 s/);
  assert.match(first.nextStep, /X-Accel-Buffering: no/);
});

it('says that the stream was silent for long', async (t) => {
  const url = await serve(t, (_request, response) => stream(response).end(LONG));
  const times = [0, 10];
  const found = await diagnosed(url, { clock: () => times.shift() ?? 20_010 });
  assert.ok(found.some(({ id, problem }) => id === 'silence' && /20\.0 s/.test(problem)));
});

it('says that heartbeats are missing where the stream fell silent and was given up', async (t) => {
  const url = await serve(t, (_request, response) => void stream(response).write('data: {"content":"Half"}\n\n'));
  const found = await diagnosed(url, { idleTimeoutMs: 200 });
  assert.deepEqual(found, [
    {
      id: 'silence',
      problem: 'The stream was silent for too long; proxies close such connections.',
      nextStep: 'Send the comment ": keep-alive" every 10 s.',
    },
  ]);
});

it('says nothing of heartbeats where comments keep a slow stream alive', async (t) => {
  const url = await serve(t, (_request, response) => {
    stream(response).write('data: {"content":"Half"}\n\n');
    let beats = 0;
    const heart = setInterval(() => {
      if (++beats < 10) return response.write(': keep-alive\n\n');
      clearInterval(heart);
      return response.end('data: {"done":true}\n\n');
    }, 100);
  });
  assert.deepEqual(await diagnosed(url, { idleTimeoutMs: 600 }), []);
});

it('says that the end mark is missing', async (t) => {
  const url = await serve(t, (_request, response) => stream(response).end('data: {"content":"Half"}\n\n'));
  assert.deepEqual(
    (await diagnosed(url)).map(({ id }) => id),
    ['no-end-mark'],
  );
});

it('tells a policy, mixed content and another origin apart where nothing could be read', () => {
  assert.deepEqual(ids({ isBlockedByPolicy: true }), ['policy']);
  assert.deepEqual(ids({ url: 'http://api.example/chat' }), ['mixed-content']);
  assert.deepEqual(ids({ isReachable: true }), ['cors']);
  assert.deepEqual(ids({ isReachable: false }), ['unreachable']);
  assert.deepEqual(ids({ url: 'https://shop.example/chat' }), ['unreachable']);
  assert.match(core.diagnose(base)[0].nextStep, /Access-Control-Allow-Origin: https:\/\/shop\.example/);
});
