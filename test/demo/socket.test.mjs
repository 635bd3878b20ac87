import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { it, load, start } from './support/demo.mjs';
import { chunk, upstream } from './support/upstream.mjs';

const { loadAnswers } = await load('model.ts');
const TABLE = (await loadAnswers()).get('table');
const messages = [{ role: 'user', content: 'Make me a table' }];

/** Opens a socket for one test; `until(type)` waits for a frame of that type, `frames` are all that came. */
async function open(t, demo, options = {}) {
  const socket = new WebSocket(`${demo.url.replace('http', 'ws')}chat/socket`, options);
  t.after(() => socket.terminate());
  const frames = [];
  let wake = () => undefined;
  socket.on('message', (data) => {
    frames.push(JSON.parse(data));
    wake();
  });
  await once(socket, 'open');
  let read = 0;
  const until = async (type) => {
    for (;;) {
      while (read < frames.length) if (frames[read++].type === type) return frames[read - 1];
      await new Promise((resolve) => (wake = resolve));
    }
  };
  const send = (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return { socket, frames, until, send };
}

/** A source that says the model and temperature it was asked with, and then waits for ever. */
function waiting() {
  const asked = [];
  const source = async function* ({ model, temperature }, { signal }) {
    asked.push({ model, temperature, signal });
    yield { type: 'text', delta: `${model} at ${temperature}` };
    await once(signal, 'abort');
    signal.throwIfAborted();
  };
  return { source, asked };
}

it('S45: start_stream is answered token by token, with the text so far, and ends with the whole', async (t) => {
  const { send, until, frames } = await open(t, await start(t));
  send({ type: 'start_stream', messages });
  const last = await until('stream_complete');
  assert.deepEqual(last, { type: 'stream_complete', finishReason: 'stop', content: TABLE });
  assert.equal(frames[0].type, 'stream_started');
  const tokens = frames.filter(({ type }) => type === 'token');
  assert.equal(tokens.map(({ content }) => content).join(''), TABLE);
  assert.ok(tokens.every(({ accumulated }) => TABLE.startsWith(accumulated)));
  assert.equal(tokens.at(-1).accumulated, TABLE);
});

it('S45: cancel_stream stops the model at once and says so', async (t) => {
  const { source, asked } = waiting();
  const { send, until } = await open(t, await start(t, { source }));
  send({ type: 'start_stream', messages });
  await until('token');
  send({ type: 'cancel_stream' });
  await until('stream_cancelled');
  assert.equal(asked[0].signal.aborted, true);
});

it('S28, S45: adjust_parameters writes the answer again with what changed', async (t) => {
  const { source, asked } = waiting();
  const { send, until } = await open(t, await start(t, { source }));
  send({ type: 'start_stream', messages, model: 'small', temperature: 0.1 });
  assert.equal((await until('token')).content, 'small at 0.1');
  send({ type: 'adjust_parameters', temperature: 0.9 });
  await until('stream_cancelled');
  await until('stream_started');
  assert.equal((await until('token')).content, 'small at 0.9');
  send({ type: 'adjust_parameters', model: 'large' });
  await until('stream_cancelled');
  assert.equal((await until('token')).content, 'large at 0.9');
  assert.deepEqual(
    asked.map(({ signal }) => signal.aborted),
    [true, true, false],
  );
});

it('S45: a new question cancels the running one', async (t) => {
  const { source } = waiting();
  const { send, until } = await open(t, await start(t, { source }));
  send({ type: 'start_stream', messages, model: 'first' });
  await until('token');
  send({ type: 'start_stream', messages, model: 'second' });
  await until('stream_cancelled');
  assert.match((await until('token')).content, /^second/);
});

it('S42: closing the socket aborts the upstream request', async (t) => {
  const provider = await upstream(t, async (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(chunk({ content: 'word' }));
  });
  const demo = await start(t, { environment: { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: provider.url } });
  const { socket, send, until } = await open(t, demo);
  send({ type: 'start_stream', messages });
  await until('token');
  socket.close();
  await provider.left;
  await demo.logged(/visitor left after 1 pieces/);
});

it('S43: the model waits while the client does not read', async (t) => {
  let pulled = 0;
  const source = async function* (_question, { signal }) {
    while (pulled < 4096) {
      signal.throwIfAborted();
      pulled++;
      // A frame also carries the text so far: the first ones are small.
      yield { type: 'text', delta: 'x'.repeat(16_384) };
    }
    yield { type: 'finish', reason: 'stop' };
  };
  const { socket, send } = await open(t, await start(t, { source }));
  socket.pause();
  send({ type: 'start_stream', messages });
  let before;
  do {
    before = pulled;
    await wait(100);
  } while (pulled === 0 || pulled !== before);
  assert.ok(pulled < 1024, `${pulled} pieces were made for nobody`);
  socket.resume();
  while (pulled < before + 5) await once(socket, 'message');
});

const wrong = [
  ['no JSON', '{"type":', /JSON object/],
  ['null', 'null', /JSON object/],
  ['an unknown type', { type: 'constructor' }, /start_stream, cancel_stream, adjust_parameters/],
  ['a question without messages', { type: 'start_stream' }, /"messages" must be a list/],
  [
    'a temperature that is none',
    { type: 'start_stream', messages, temperature: 'hot' },
    /"temperature" must be a number/,
  ],
  ['a change of nothing', { type: 'adjust_parameters', temperature: 1 }, /No answer is being written/],
];
for (const [what, frame, message] of wrong) {
  it(`S45: ${what} is an error frame with a plain sentence, and the socket stays open`, async (t) => {
    const { send, until } = await open(t, await start(t));
    send(frame);
    assert.match((await until('error')).error, message);
    send({ type: 'start_stream', messages });
    await until('stream_complete');
  });
}

it('S44: a failure is an error frame, and its reason stays on the server', async (t) => {
  const source = async function* () {
    yield { type: 'text', delta: 'Half' };
    throw new Error('secret detail');
  };
  const demo = await start(t, { source });
  const { send, until } = await open(t, demo);
  send({ type: 'start_stream', messages });
  assert.deepEqual(await until('error'), {
    type: 'error',
    error: 'The server failed while answering.',
    code: 'internal_error',
  });
  assert.match(await demo.logged(/error:/), /secret detail/);
});

it('S44: a heartbeat comes while the model is silent, and only then', async (t) => {
  const { source } = waiting();
  const { send, until, frames } = await open(t, await start(t, { source, heartbeatMs: 10 }));
  await wait(50);
  assert.deepEqual(frames, []);
  send({ type: 'start_stream', messages });
  await until('heartbeat');
  await until('heartbeat');
});

it('a page from elsewhere opens no socket while a key is in use, and no socket opens at another address', async (t) => {
  const demo = await start(t, { environment: { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' } });
  const refusal = (options, path = 'chat/socket') =>
    new Promise((resolve) => {
      const socket = new WebSocket(demo.url.replace('http', 'ws') + path, options);
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
  assert.equal(await refusal({ origin: 'https://evil.example' }), 403);
  assert.equal(await refusal({}, 'chat/nothing'), 404);
  await open(t, demo, { origin: new URL(demo.url).origin });
});
