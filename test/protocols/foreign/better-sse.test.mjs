import assert from 'node:assert/strict';
import { createSession } from 'better-sse';
import { ask, it, serve } from './support.mjs';

/** Events that a popular library writes: without a space behind the colon, and with ids (S3, S10). */
async function served(t, write, options) {
  return serve(t, async (request, response) => {
    const session = await createSession(request, response, { keepAlive: null, ...options });
    write(session);
    response.end();
  });
}

it('reads named events with ids', async (t) => {
  const url = await served(t, (session) => {
    session.push({ timestamp: 1 }, 'start');
    session.push({ content: 'Be' }, 'token');
    session.push({ content: 'cause' }, 'token');
    session.push({ finishReason: 'stop' }, 'done');
  });
  const { text, status, finish } = await ask(url);
  assert.deepEqual({ text, status, finish }, { text: 'Because', status: 'complete', finish: 'stop' });
});

it('reads JSON that its serializer spreads over lines', async (t) => {
  const url = await served(
    t,
    (session) => {
      session.push({ content: 'Hi' });
      session.push({ done: true });
    },
    { serializer: (data) => JSON.stringify(data, null, 2) },
  );
  const { text, status } = await ask(url);
  assert.deepEqual({ text, status }, { text: 'Hi', status: 'complete' });
});

it('calls an answer without its end mark interrupted (S24)', async (t) => {
  const url = await served(t, (session) => session.push({ content: 'Half' }));
  const { text, status, error } = await ask(url);
  assert.deepEqual({ text, status, type: error.type }, { text: 'Half', status: 'interrupted', type: 'truncated' });
});
