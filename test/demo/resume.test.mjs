import assert from 'node:assert/strict';
import { dictated } from './support/dictated.mjs';
import { ask, eventsOf, it, load, readAll, readUntil, start } from './support/demo.mjs';

const { loadAnswers } = await load('model.ts');
const TABLE = (await loadAnswers()).get('table');
const PATH = '/chat/stream/json?resume';

const idsOf = (text) => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id);
const contentOf = (text) =>
  eventsOf(text)
    .map(({ data }) => JSON.parse(data).content ?? '')
    .join('');
const resume = (demo, id, init = {}) =>
  fetch(new URL(PATH, demo.url), { ...init, headers: { 'Last-Event-ID': id, ...init.headers } });

it('S46: every event has an id of its own, and an answer without ?resume has none', async (t) => {
  const demo = await start(t);
  const { text } = await readAll(await ask(demo, PATH, 'Make me a table'));
  const ids = idsOf(text);
  assert.equal(ids.length, eventsOf(text).length);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(contentOf(text), TABLE);
  assert.deepEqual(idsOf((await readAll(await ask(demo, '/chat/stream/json', 'thanks'))).text), []);
});

it('S46: a client that lost its connection gets the rest, each event once', async (t) => {
  const demo = await start(t);
  const first = await readAll(await ask(demo, `${PATH}&fault=cut`, 'Make me a table'));
  assert.equal(first.isBroken, true);
  const rest = await readAll(await resume(demo, idsOf(first.text).at(-1)));
  assert.equal(rest.isBroken, false);
  assert.equal(contentOf(first.text) + contentOf(rest.text), TABLE);
  assert.match(rest.text, /data: \{"done":true\}\n\n$/);
});

it('S46: the answer goes on while its client is away', async (t) => {
  const { source, say } = dictated();
  const demo = await start(t, { source });
  const client = new AbortController();
  const response = await ask(demo, PATH, 'hello', { init: { signal: client.signal } });
  say('one');
  const seen = await readUntil(response, (text) => text.includes('one'));
  client.abort();
  say(' two', ' three', undefined);
  await demo.logged(/complete after 3 pieces/);
  const rest = await readAll(await resume(demo, idsOf(seen).at(-1)));
  assert.equal(contentOf(rest.text), ' two three');
});

it('S46: it can break again, and the same place can be asked for twice', async (t) => {
  const demo = await start(t);
  const { text } = await readAll(await ask(demo, PATH, 'Make me a table'));
  for (const index of [0, 10, 10, idsOf(text).length - 2]) {
    const rest = await readAll(await resume(demo, idsOf(text)[index]));
    assert.equal(rest.text, text.slice(text.indexOf(`id: ${idsOf(text)[index + 1]}`)));
  }
});

it('S46: 204 when nothing is missing, so that an EventSource stays away', async (t) => {
  const demo = await start(t);
  const { text } = await readAll(await ask(demo, PATH, 'thanks'));
  assert.equal((await resume(demo, idsOf(text).at(-1))).status, 204);
});

it('S46: a client that does not come back in time ends the model, and the answer is forgotten', async (t) => {
  const { source, say, ended } = dictated();
  const demo = await start(t, { source, resumeMs: 50 });
  const client = new AbortController();
  const response = await ask(demo, PATH, 'hello', { init: { signal: client.signal } });
  say('one');
  const seen = await readUntil(response, (text) => text.includes('one'));
  client.abort();
  assert.deepEqual(await ended, { isAborted: true });
  await demo.logged(/visitor left/);
  assert.equal((await resume(demo, idsOf(seen).at(-1))).status, 404);
});

it('S46: one connection reads at a time: a second one takes over', async (t) => {
  const { source, say } = dictated();
  const demo = await start(t, { source });
  const first = await ask(demo, PATH, 'hello');
  say('one');
  const seen = await readUntil(first, (text) => text.includes('one'));
  const second = await resume(demo, idsOf(seen).at(-1));
  say(' two', undefined);
  assert.equal(contentOf((await readAll(second)).text), ' two');
});

it('S46: DELETE stops the answer at once', async (t) => {
  const { source, say, ended } = dictated();
  const demo = await start(t, { source });
  const response = await ask(demo, PATH, 'hello');
  say('one');
  const seen = await readUntil(response, (text) => text.includes('one'));
  assert.equal((await resume(demo, idsOf(seen).at(-1), { method: 'DELETE' })).status, 204);
  assert.deepEqual(await ended, { isAborted: true });
});

it('S43: the model waits when nobody reads, and what was read is kept within a window', async (t) => {
  let pulled = 0;
  const source = async function* (_question, { signal }) {
    while (pulled < 4096) {
      signal.throwIfAborted();
      pulled++;
      yield { type: 'text', delta: 'x'.repeat(16_384) };
    }
  };
  const demo = await start(t, { source, resumeMs: 300 });
  const client = new AbortController();
  const response = await ask(demo, PATH, 'hello', { init: { signal: client.signal } });
  await readUntil(response, (text) => text.length > 3_000_000);
  client.abort();
  await demo.logged(/visitor left/);
  assert.ok(pulled < 2000, `${pulled} pieces were made for nobody`);
});

it('R-19: an answer belongs to the browser and the token that asked for it', async (t) => {
  const demo = await start(t);
  const own = { 'Sec-Fetch-Site': 'same-origin', Authorization: 'Bearer mine' };
  const response = await ask(demo, PATH, 'thanks', { init: { headers: own } });
  const cookie = response.headers.get('set-cookie');
  assert.match(cookie, /^chat-visitor=[\da-f-]{36}; Path=\/chat; HttpOnly; SameSite=Lax$/);
  const id = idsOf((await readAll(response)).text)[0];
  const [pair] = cookie.split(';');
  const status = async (headers, event = id) => {
    const answer = await resume(demo, event, { headers });
    await answer.body?.cancel();
    return answer.status;
  };
  assert.equal(await status({ Cookie: pair, Authorization: 'Bearer mine' }), 200);
  assert.equal(await status({ Authorization: 'Bearer mine' }), 403);
  assert.equal(await status({ Cookie: pair }), 403);
  assert.equal(await status({ Cookie: pair, Authorization: 'Bearer other' }), 403);
  assert.equal(await status({ Cookie: `chat-visitor=${'0'.repeat(36)}`, Authorization: 'Bearer mine' }), 403);
  assert.equal(await status(own, `${crypto.randomUUID()}.1`), 404);
  assert.equal(await status(own, `${id.split('.')[0]}.99999`), 404);
  assert.equal(await status(own, '5'), 404);
});

it('S46: an answer that is stopped before its reader has gone is forgotten once, and holds no timer', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { Replay } = await load('replay.ts');
  let forgotten = 0;
  const answer = new Replay('someone', 1000, () => forgotten++);
  const { signal } = new AbortController();
  const reader = { signal, isClosed: false, write: () => Promise.resolve(), end: () => undefined };
  const reading = answer.send(reader, 0);
  answer.end();
  answer.stop();
  await reading;
  t.mock.timers.tick(1000);
  assert.equal(forgotten, 1);
});

it('S46: a page that was stopped says so with the last event it has, and the answer ends at once', async (t) => {
  const { source, say, ended } = dictated();
  const demo = await start(t, { source });
  const asked = ask(demo, PATH, 'hello');
  say('One');
  const text = await readUntil(await asked, (seen) => seen.includes('One'));
  const stop = (body) => fetch(new URL('/chat/stop', demo.url), { method: 'POST', body: JSON.stringify(body) });
  assert.equal((await stop({ event: `${crypto.randomUUID()}.1` })).status, 404);
  assert.equal((await stop({})).status, 404);
  assert.equal((await fetch(new URL('/chat/stop', demo.url), { method: 'POST', body: 'no' })).status, 400);
  assert.equal((await fetch(new URL('/chat/stop', demo.url))).status, 405);
  assert.equal((await stop({ event: idsOf(text).at(-1) })).status, 204);
  assert.equal((await ended).isAborted, true);
});
