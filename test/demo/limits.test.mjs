import assert from 'node:assert/strict';
import { answerOf, ask, it, readAll, start } from './support/demo.mjs';
import { chunk, DONE, stream, upstream } from './support/upstream.mjs';

it('S47: questions over the limit are refused with 429, when to come back, and a plain sentence', async (t) => {
  const demo = await start(t, { questionsPerMinute: 2 });
  const left = [];
  for (let index = 0; index < 2; index++) {
    const response = await ask(demo, '/chat/stream', 'thanks');
    left.push(response.headers.get('ratelimit-remaining'));
    await readAll(response);
  }
  assert.deepEqual(left, ['1', '0']);
  const refused = await ask(demo, '/chat/stream', 'thanks');
  assert.equal(refused.status, 429);
  const seconds = Number(refused.headers.get('retry-after'));
  assert.ok(seconds >= 1 && seconds <= 60);
  assert.equal(refused.headers.get('ratelimit-limit'), '2');
  assert.equal(refused.headers.get('ratelimit-remaining'), '0');
  assert.match((await refused.json()).error.message, /Try again in \d+ seconds/);
  assert.equal((await fetch(demo.url)).status, 200);
});

it('S47: what is resumed is no new question', async (t) => {
  const demo = await start(t, { questionsPerMinute: 1 });
  const { text } = await readAll(await ask(demo, '/chat/stream?resume', 'thanks'));
  const headers = { 'Last-Event-ID': /^id: (.+)$/m.exec(text)[1] };
  assert.equal((await answerOf(await fetch(`${demo.url}chat/stream?resume`, { headers }))).last.event, 'done');
});

it('S47: a page can read when to come back, and how many questions are left', async (t) => {
  const demo = await start(t, { questionsPerMinute: 0 });
  const response = await ask(demo, '/chat/stream', 'thanks', { init: { headers: { Origin: 'https://shop.example' } } });
  assert.equal(response.status, 429);
  const exposed = response.headers.get('access-control-expose-headers');
  for (const name of ['Retry-After', 'RateLimit-Remaining']) assert.ok(exposed.split(', ').includes(name));
});

it('S47: only origins on the list may send cookies, and they are named', async (t) => {
  const demo = await start(t, { environment: { CORS_ORIGINS: 'https://shop.example, https://help.example' } });
  const headersFor = async (Origin, method = 'POST') => {
    const init = { method, headers: { Origin, 'Access-Control-Request-Headers': 'last-event-id' } };
    const { headers } = await ask(demo, '/chat/stream', 'thanks', { init });
    return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')];
  };
  for (const origin of ['https://shop.example', 'https://help.example'])
    assert.deepEqual(await headersFor(origin), [origin, 'true']);
  for (const origin of ['https://shop.example.evil.example', 'http://shop.example', 'null'])
    assert.deepEqual(await headersFor(origin), [origin, null]);
  const preflight = await fetch(`${demo.url}chat/stream`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://shop.example', 'Access-Control-Request-Headers': 'last-event-id' },
  });
  assert.equal(preflight.headers.get('access-control-allow-credentials'), 'true');
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'last-event-id');
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET, POST, DELETE');
});

it('S47: a site on the list may use the key, others may not', async (t) => {
  const provider = await upstream(t, stream(chunk({ content: 'ok' }, 'stop'), DONE));
  const demo = await start(t, {
    environment: { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: provider.url, CORS_ORIGINS: 'https://shop.example' },
  });
  const status = async (Origin) => {
    const headers = { Origin, 'Sec-Fetch-Site': 'cross-site' };
    const response = await ask(demo, '/chat/stream', 'hello', { init: { headers } });
    await readAll(response);
    return response.status;
  };
  assert.equal(await status('https://shop.example'), 200);
  assert.equal(await status('https://other.example'), 403);
});
