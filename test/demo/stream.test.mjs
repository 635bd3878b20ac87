import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerOf, ask, it, readAll, readUntil, start } from './support/demo.mjs';

/** A source that says one word and then waits for ever; `ended` resolves when it is told to stop. */
function endless() {
  let tell;
  const ended = new Promise((resolve) => (tell = resolve));
  const source = async function* (_question, { signal }) {
    try {
      yield { type: 'text', delta: 'word' };
      await once(signal, 'abort');
      signal.throwIfAborted();
    } finally {
      tell({ isAborted: signal.aborted });
    }
  };
  return { source, ended };
}

it('S42: the model stops at once when the client disconnects', async (t) => {
  const { source, ended } = endless();
  const demo = await start(t, { source });
  const client = new AbortController();
  const response = await ask(demo, '/chat/stream', 'hello', { init: { signal: client.signal } });
  await readUntil(response, (text) => text.includes('word'));
  client.abort();
  assert.deepEqual(await ended, { isAborted: true });
  assert.match(await demo.logged(/visitor left/), /after 1 pieces/);
});

it('S42: the embedded model stops in the middle of its essay', async (t) => {
  const demo = await start(t, { pace: 1 });
  const client = new AbortController();
  const response = await ask(demo, '/chat/stream', 'Write something long', { init: { signal: client.signal } });
  await readUntil(response, (text) => text.split('event: token').length > 5);
  client.abort();
  const [, pieces] = /visitor left after (\d+) pieces/.exec(await demo.logged(/visitor left/));
  assert.ok(Number(pieces) < 100, `${pieces} pieces`);
});

it('S42: a client that leaves before the first word stops the model too', async (t) => {
  const demo = await start(t, { pace: 1 });
  const client = new AbortController();
  await ask(demo, '/chat/stream', 'slow', { init: { signal: client.signal } });
  client.abort();
  await demo.logged(/visitor left after 0 pieces/);
});

it('S42: closing the demo ends its answers', async (t) => {
  const { source, ended } = endless();
  const demo = await start(t, { source });
  const response = await ask(demo, '/chat/stream', 'hello');
  await readUntil(response, (text) => text.includes('word'));
  await demo.close();
  assert.deepEqual(await ended, { isAborted: true });
});

it('S43: a client that does not read stops the writing, and reading lets it go on', async (t) => {
  const PIECE = 'x'.repeat(65_536);
  const MOST_PIECES = 4096;
  let pulled = 0;
  const source = async function* () {
    while (pulled < MOST_PIECES) {
      pulled++;
      yield { type: 'text', delta: PIECE };
    }
    yield { type: 'finish', reason: 'stop' };
  };
  const demo = await start(t, { source });
  const { hostname, port } = new URL(demo.url);
  const body = JSON.stringify({ message: 'hello' });
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(`POST /chat/stream/json HTTP/1.1\r\nHost: demo\r\nContent-Length: ${body.length}\r\n\r\n${body}`);

  let before;
  do {
    before = pulled;
    await wait(100);
  } while (pulled === 0 || pulled !== before);
  // What the kernel's socket buffers take on loopback: a few MB, of the 256 MB that wait.
  assert.ok(pulled < MOST_PIECES / 8, `${pulled} pieces were made for nobody`);

  socket.resume();
  while (pulled < before + 100) await once(socket, 'data');
  socket.destroy();
  await demo.logged(/visitor left/);
  assert.ok(pulled < MOST_PIECES);
});

it('S44: a comment comes as heartbeat while the model is silent', async (t) => {
  const { source } = endless();
  const demo = await start(t, { source, heartbeatMs: 10 });
  const response = await ask(demo, '/chat/stream/text', 'hello');
  const text = await readUntil(response, (soFar) => soFar.split(': keep-alive\n\n').length > 3);
  assert.match(text, /^data: word\n\n(: keep-alive\n\n)+/);
});

it('S44: a source that stops without an end is an error, not an answer', async (t) => {
  const source = async function* () {
    yield { type: 'text', delta: 'Half an ans' };
  };
  const { content, last } = await answerOf(await ask(await start(t, { source }), '/chat/stream', 'hello'));
  assert.equal(content, 'Half an ans');
  assert.equal(last.event, 'error');
  assert.equal(last.code, 'incomplete');
});

it('many clients get their own answers at the same time', async (t) => {
  const demo = await start(t);
  const questions = Array.from({ length: 30 }, (_, index) => (index % 2 ? 'Make me a table' : 'hello'));
  const texts = await Promise.all(
    questions.map(async (question) => (await readAll(await ask(demo, '/chat/stream/json', question))).text),
  );
  assert.equal(new Set(texts).size, 2);
  assert.ok(texts.every((text) => text.endsWith('data: {"done":true}\n\n')));
});
