import assert from 'node:assert/strict';
import { answerOf, ask, eventsOf, it, readAll, readUntil, start } from './support/demo.mjs';

for (const status of [500, 404]) {
  it(`?fault=${status} answers with that status and a JSON error`, async (t) => {
    const response = await ask(await start(t), `/chat/stream?fault=${status}`, 'hello');
    assert.equal(response.status, status);
    assert.match((await response.json()).error.message, new RegExp(`fault=${status}`));
  });
}

it('?fault=html answers with a page where a stream was expected', async (t) => {
  const response = await ask(await start(t), '/chat/stream?fault=html', 'hello');
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^text\/html/);
  assert.match(await response.text(), /^<!doctype html>/);
});

it('?fault=empty opens a stream and ends it', async (t) => {
  const response = await ask(await start(t), '/chat/stream?fault=empty', 'hello');
  assert.match(response.headers.get('content-type'), /^text\/event-stream/);
  assert.deepEqual(await readAll(response), { text: '', isBroken: false });
});

it('?fault=slow waits before the first token, and answers then', async (t) => {
  const demo = await start(t, { heartbeatMs: 20 });
  const waiting = await ask(demo, '/chat/stream?fault=slow&pace=1', 'hello');
  const text = await readUntil(waiting, (soFar) => soFar.split(': keep-alive').length > 5);
  assert.doesNotMatch(text, /event: token/);
  await waiting.body.cancel();
  assert.equal((await answerOf(await ask(demo, '/chat/stream?fault=slow', 'hello'))).last.event, 'done');
});

it('?fault=cut takes the connection down after some whole events', async (t) => {
  const { events, isBroken } = await answerOf(await ask(await start(t), '/chat/stream?fault=cut', 'hello'));
  assert.equal(isBroken, true);
  assert.equal(events.filter(({ event }) => event === 'token').length, 24);
  assert.ok(events.every(({ event }) => event !== 'done'));
});

for (const path of ['/chat/stream', '/chat/stream/openai', '/chat/stream/json']) {
  it(`?fault=badjson puts one unreadable event into ${path}`, async (t) => {
    const { text, isBroken } = await readAll(await ask(await start(t), `${path}?fault=badjson`, 'hello'));
    const unreadable = eventsOf(text).filter(({ data }) => {
      try {
        return data !== '[DONE]' && !JSON.parse(data);
      } catch {
        return true;
      }
    });
    assert.deepEqual(
      unreadable.map(({ data }) => data),
      ['{"content": "this object never en'],
    );
    assert.equal(isBroken, false);
  });
}

it('a fault strikes whatever the format', async (t) => {
  const demo = await start(t);
  for (const path of ['/chat/stream/openai', '/chat/stream/json', '/chat/stream/text']) {
    assert.equal((await ask(demo, `${path}?fault=500`, 'hello')).status, 500);
    assert.equal((await readAll(await ask(demo, `${path}?fault=cut`, 'hello'))).isBroken, true, path);
  }
});
