import assert from 'node:assert/strict';
import { ask, it, readAll, readUntil, start } from './support/demo.mjs';

const figures = async (demo) => (await fetch(`${demo.url}metrics`)).json();
const say = (...events) =>
  async function* () {
    yield* events;
  };
const fine = [
  { type: 'text', delta: 'a' },
  { type: 'text', delta: 'b' },
  { type: 'finish', reason: 'stop', usage: { input: 3, output: 2 } },
];

it('S60: an answer is one line in the log', async (t) => {
  const demo = await start(t, { source: say(...fine) });
  await readAll(await ask(demo, '/chat/stream', 'hello'));
  assert.match(
    await demo.logged(/complete/),
    /^\/chat\/stream: complete after 2 pieces in [\d.]+ s; first after \d+ ms; [\d.]+ ms each; 3 tokens in, 2 out; finish stop; embedded$/,
  );
  assert.equal(demo.lines.filter((line) => line.startsWith('/chat/stream')).length, 1);
});

it("S60: /metrics says what OpenTelemetry's conventions have a name for, and no word of what was said", async (t) => {
  const demo = await start(t, { source: say(...fine) });
  const init = { headers: { 'Idempotency-Key': 'key-1' } };
  for (let index = 0; index < 2; index++)
    await readAll(await ask(demo, '/chat/stream', 'my secret', { body: { model: 'tiny-1' }, init }));
  const { last, answers } = await figures(demo);
  assert.equal(answers, 2);
  const { 'gen_ai.server.request.duration': total, 'gen_ai.server.time_to_first_token': first, ...rest } = last[1];
  assert.ok(total >= first && first >= 0);
  assert.ok(rest['gen_ai.server.time_per_output_token'] >= 0);
  delete rest['gen_ai.server.time_per_output_token'];
  assert.deepEqual(rest, {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'embedded',
    'gen_ai.request.model': 'tiny-1',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 3,
    'gen_ai.usage.output_tokens': 2,
    'url.path': '/chat/stream',
    'chat.outcome': 'complete',
    'chat.retries': 1,
  });
  assert.equal(last[0]['chat.retries'], 0);
  assert.doesNotMatch(JSON.stringify(await figures(demo)), /secret/);
});

it('S61: rates over the answers: completed, cancelled, failed', async (t) => {
  const demo = await start(t, { pace: 1 });
  await readAll(await ask(demo, '/chat/stream?pace=0', 'thanks'));
  await readAll(await ask(demo, '/chat/stream?pace=0', 'My checkout shows an error'));
  await readAll(await ask(demo, '/chat/stream?pace=0&fault=cut', 'hello'));
  const client = new AbortController();
  const response = await ask(demo, '/chat/stream', 'Write something long', { init: { signal: client.signal } });
  await readUntil(response, (text) => text.includes('event: token'));
  client.abort();
  await demo.logged(/visitor left/);
  const { rates, last } = await figures(demo);
  assert.deepEqual(rates, { completed: 0.25, cancelled: 0.25, failed: 0.5 });
  assert.deepEqual(
    last.map((record) => record['chat.outcome']),
    ['complete', 'failed', 'cut', 'cancelled'],
  );
  assert.equal(last[1]['error.type'], 'model_overloaded');
});

it('S61: at 5 % failed answers one line raises the alarm, and one ends it', async (t) => {
  let isBroken = false;
  const source = async function* () {
    if (isBroken) throw new Error('for the test');
    yield* fine;
  };
  const demo = await start(t, { source });
  const answer = async (times) => {
    for (let index = 0; index < times; index++) await readAll(await ask(demo, '/chat/stream', 'hello'));
  };
  const alarms = () => demo.lines.filter((line) => /alert/i.test(line));
  await answer(25);
  isBroken = true;
  await answer(1);
  assert.deepEqual(alarms(), []);
  await answer(2);
  isBroken = false;
  assert.deepEqual(alarms(), ['ALERT: 7.4 % of the last 27 answers failed; the limit is 5 %']);
  assert.equal((await figures(demo)).alert.isActive, true);
  await answer(33);
  assert.deepEqual(alarms().slice(1), ['alert over: 4.9 % of the last 61 answers failed']);
});

it('the figures are not for pages from elsewhere', async (t) => {
  const demo = await start(t);
  const response = await fetch(`${demo.url}metrics`, { headers: { Origin: 'https://evil.example' } });
  assert.equal(response.status, 403);
});
