import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { ask, core, it } from './support.mjs';

/** A WebSocket server for one test; `talk(socket, frames)` gets an iterator of what the client says. */
async function serveSocket(t, talk) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  t.after(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    const said = [];
    let wake = () => undefined;
    socket.on('message', (data) => {
      said.push(JSON.parse(String(data)));
      wake();
    });
    const next = async () => {
      while (said.length === 0) await new Promise((resolve) => (wake = resolve));
      return said.shift();
    };
    void talk({ socket, next, say: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)) });
  });
  return `ws://127.0.0.1:${server.address().port}/`;
}

it('asks with start_stream and reads tokens to the end (S8)', async (t) => {
  let asked;
  const url = await serveSocket(t, async ({ next, say }) => {
    asked = await next();
    say({ type: 'stream_started' });
    say({ type: 'heartbeat' });
    say({ type: 'token', content: 'Be', accumulated: 'Be' });
    say({ type: 'token', content: 'cause\n', accumulated: 'Because\n' });
    say({ type: 'stream_complete', finishReason: 'length', content: 'Because\n!' });
  });
  const { text, status, finish } = await ask(url, { model: 'm', body: { temperature: 1 } });
  assert.deepEqual({ text, status, finish }, { text: 'Because\n!', status: 'complete', finish: 'length' });
  assert.equal(asked.type, 'start_stream');
  assert.deepEqual(asked.messages, [{ role: 'user', content: 'Why?' }]);
  assert.deepEqual({ model: asked.model, temperature: asked.temperature }, { model: 'm', temperature: 1 });
});

it('says cancel_stream when the reader leaves (S8, S23)', async (t) => {
  let heard;
  const cancelled = new Promise((resolve) => (heard = resolve));
  const url = await serveSocket(t, async ({ next, say }) => {
    await next();
    say({ type: 'token', content: 'Half' });
    heard(await next());
  });
  for await (const event of core.streamEvents({ url, messages: 'Why?', maxRetries: 0 })) {
    assert.deepEqual(event, { type: 'text', delta: 'Half' });
    break;
  }
  assert.deepEqual(await cancelled, { type: 'cancel_stream' });
});

it('changes the parameters of a running answer, which is then written anew (S28)', async (t) => {
  let changed;
  const url = await serveSocket(t, async ({ next, say }) => {
    await next();
    say({ type: 'stream_started' });
    say({ type: 'token', content: 'Hot' });
    changed = await next();
    say({ type: 'stream_cancelled' });
    say({ type: 'stream_cancelled' });
    say({ type: 'stream_started' });
    say({ type: 'token', content: 'Cold' });
    say({ type: 'stream_complete' });
  });
  const events = [];
  let adjust;
  const question = { url, messages: 'Why?', maxRetries: 0, onAdjustable: (change) => (adjust = change) };
  for await (const event of core.streamEvents(question)) {
    events.push(event);
    if (event.delta === 'Hot') adjust({ temperature: 0 });
  }
  assert.deepEqual(changed, { type: 'adjust_parameters', temperature: 0 });
  const { text, status, finish } = core.outcome(events);
  assert.deepEqual({ text, status, finish }, { text: 'Cold', status: 'complete', finish: 'stop' });
});

it('reads bare words, which end with the connection (S9)', async (t) => {
  const url = await serveSocket(t, async ({ socket, next, say }) => {
    await next();
    for (const word of ['Be', 'cause', ' of', ' 7']) say(word);
    socket.close();
  });
  const { text, status } = await ask(url);
  assert.deepEqual({ text, status }, { text: 'Because of 7', status: 'complete' });
});

it('keeps what came before the connection broke (S24)', async (t) => {
  const url = await serveSocket(t, async ({ socket, next, say }) => {
    await next();
    say({ type: 'token', content: 'Half' });
    setTimeout(() => socket.terminate(), 50);
  });
  const { text, status, error } = await ask(url);
  assert.deepEqual({ text, status, type: error.type }, { text: 'Half', status: 'interrupted', type: 'network' });
});

it('says so when there is nobody', async () => {
  const { status, error } = await ask('ws://127.0.0.1:9/');
  assert.deepEqual({ status, type: error.type }, { status: 'failed', type: 'network' });
});
