import assert from 'node:assert/strict';
import { ask, eventsOf, it, readAll, start } from './support/demo.mjs';

it('S40: a stream carries the headers that keep proxies from holding it back', async (t) => {
  const demo = await start(t);
  const response = await ask(demo, '/chat/stream', 'thanks', { init: { headers: { 'Accept-Encoding': 'gzip, br' } } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.equal(response.headers.get('cache-control'), 'no-cache, no-transform');
  assert.equal(response.headers.get('x-accel-buffering'), 'no');
  assert.equal(response.headers.get('content-encoding'), null);
  assert.equal(response.headers.get('content-length'), null);
  await response.body.cancel();
});

const refusals = [
  ['no JSON', '{"messages":', 400, /not JSON/],
  ['an empty body', '', 400, /not JSON/],
  ['a list', '[]', 400, /must be a JSON object/],
  ['null', 'null', 400, /must be a JSON object/],
  ['no messages', '{}', 400, /"messages" must be a list/],
  ['empty messages', '{"messages":[]}', 400, /at least one/],
  ['messages that are text', '{"messages":"hello"}', 400, /"messages" must be a list/],
  ['a message that is null', '{"messages":[null]}', 400, /"messages\[0\]\.role"/],
  [
    'an unknown role',
    '{"messages":[{"role":"user","content":"a"},{"role":"robot","content":"b"}]}',
    400,
    /"messages\[1\]\.role"/,
  ],
  [
    'content that is no text',
    '{"messages":[{"role":"user","content":7}]}',
    400,
    /"messages\[0\]\.content" must be text/,
  ],
  ['no message of the user', '{"messages":[{"role":"system","content":"Be kind."}]}', 400, /no message of the user/],
  ['a blank question', '{"messages":[{"role":"user","content":"  \\n"}]}', 400, /is empty/],
  ['a model that is no text', '{"messages":[{"role":"user","content":"a"}],"model":5}', 400, /"model" must be text/],
  [
    'a body over 1 MiB',
    JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(1_100_000) }] }),
    413,
    /larger than 1048576 bytes/,
  ],
];
for (const [what, body, status, message] of refusals) {
  it(`S40: ${what} is refused with ${status} and a plain sentence as JSON`, async (t) => {
    const demo = await start(t);
    const response = await fetch(`${demo.url}chat/stream`, { method: 'POST', body });
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type'), /^application\/json/);
    const { error } = await response.json();
    assert.match(error.message, message);
    assert.match(error.code, /^\w+$/);
  });
}

it('S40: a question alone is enough: {"message"}', async (t) => {
  const demo = await start(t);
  const response = await fetch(`${demo.url}chat/stream/json`, { method: 'POST', body: '{"message":"thanks"}' });
  assert.equal(JSON.parse(eventsOf((await readAll(response)).text).at(-1).data).done, true);
});

it('the wrong method is refused with 405 and what is allowed', async (t) => {
  const demo = await start(t);
  for (const [path, method, allowed] of [
    ['chat/stream', 'GET', 'POST'],
    ['chat/stream/openai', 'DELETE', 'POST'],
    ['chat/stream/text', 'PUT', 'GET, POST'],
    ['index.html', 'POST', 'GET, HEAD'],
  ]) {
    const response = await fetch(demo.url + path, { method });
    assert.equal(response.status, 405, path);
    assert.equal(response.headers.get('allow'), allowed);
    assert.match((await response.json()).error.message, new RegExp(`not ${method}`));
  }
});

it('an address that does not exist is a 404 as JSON', async (t) => {
  const demo = await start(t);
  for (const path of ['nothing', 'chat', 'chat/stream/nothing', 'chat/stream/', 'constructor', '__proto__']) {
    const response = await fetch(demo.url + path, { method: 'POST' });
    assert.equal(response.status, 404, path);
    assert.equal((await response.json()).error.code, 'not_found');
  }
});

it('S47: a page of another origin may ask and read, without cookies', async (t) => {
  const demo = await start(t);
  const preflight = await fetch(`${demo.url}chat/stream`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'https://shop.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type, idempotency-key',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://shop.example');
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'content-type, idempotency-key');
  assert.match(preflight.headers.get('access-control-allow-methods'), /POST/);

  const response = await ask(demo, '/chat/stream', 'thanks', { init: { headers: { Origin: 'https://shop.example' } } });
  assert.equal(response.headers.get('access-control-allow-origin'), 'https://shop.example');
  assert.equal(response.headers.get('access-control-allow-credentials'), null);
  assert.equal(response.headers.get('vary'), 'Origin');
  await response.body.cancel();
});

it('an unknown fault or pace is refused with what there is', async (t) => {
  const demo = await start(t);
  const fault = await ask(demo, '/chat/stream?fault=flood', 'thanks');
  assert.equal(fault.status, 400);
  assert.match((await fault.json()).error.message, /404, 500, html, empty, slow, cut, badjson/);
  for (const pace of ['fast', '-1', '11'])
    assert.equal((await ask(demo, `/chat/stream?pace=${pace}`, 'thanks')).status, 400);
});

it('a port that is taken is said in a plain sentence', async (t) => {
  const demo = await start(t);
  await assert.rejects(start(t, { port: Number(new URL(demo.url).port) }), /Port \d+ is taken/);
});
