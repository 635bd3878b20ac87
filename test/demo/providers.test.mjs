import assert from 'node:assert/strict';
import { answerOf, ask, eventsOf, it, load, readAll, readUntil, start } from './support/demo.mjs';
import { chunk, DONE, messagesEvent, stream, textDelta, upstream } from './support/upstream.mjs';

const KEY = 'sk-ant-secret-4242';
const { loadAnswers } = await load('model.ts');

/** A demo that relays to a fake Anthropic. */
async function relaying(t, answer, environment = {}) {
  const provider = await upstream(t, answer);
  const demo = await start(t, {
    environment: { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: provider.url, ...environment },
  });
  return { demo, provider };
}

const whole = (stop_reason = 'end_turn', words = ['Grüß', ' dich']) =>
  stream(
    messagesEvent('message_start', { message: { usage: { input_tokens: 9, output_tokens: 1 } } }),
    messagesEvent('ping'),
    messagesEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    ...words.map((word) => textDelta(word)),
    messagesEvent('content_block_stop', { index: 0 }),
    messagesEvent('message_delta', { delta: { stop_reason }, usage: { output_tokens: 77 } }),
    messagesEvent('message_stop'),
  );

it('S41: with its key, Anthropic answers, and is asked in its own words', async (t) => {
  const { demo, provider } = await relaying(t, whole());
  const messages = [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Hello' },
  ];
  const { content, last } = await answerOf(
    await ask(demo, '/chat/stream', messages, { body: { model: 'claude-x', temperature: 0.5 } }),
  );
  assert.equal(content, 'Grüß dich');
  assert.deepEqual(last, { event: 'done', finishReason: 'stop', totalTokens: 77, content: 'Grüß dich' });
  const [{ method, url, headers, body }] = provider.requests;
  assert.equal(`${method} ${url}`, 'POST /v1/messages');
  assert.equal(headers['x-api-key'], KEY);
  assert.equal(headers['anthropic-version'], '2023-06-01');
  assert.deepEqual(body, {
    model: 'claude-x',
    max_tokens: 4096,
    system: 'Be kind.',
    messages: [{ role: 'user', content: 'Hello' }],
    temperature: 0.5,
    stream: true,
  });
});

it('S41: each provider answers at its own address, and the first one everywhere else', async (t) => {
  const { demo, provider: claude } = await relaying(t, whole());
  const gpt = await upstream(t, stream(chunk({ content: 'I am GPT' }, 'stop'), DONE));
  const both = await start(t, {
    environment: {
      OPENAI_API_KEY: 'sk-1',
      OPENAI_BASE_URL: gpt.url,
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: claude.url,
    },
  });
  const saysGpt = async (server, path) => (await readAll(await ask(server, path, 'hello'))).text.includes('GPT');
  assert.equal(await saysGpt(both, '/chat/stream/openai'), true);
  assert.equal(await saysGpt(both, '/chat/stream/anthropic'), false);
  assert.equal(await saysGpt(both, '/chat/stream'), true);
  assert.equal(await saysGpt(demo, '/chat/stream/openai'), false);
});

it('S41: CHAT_PROVIDER chooses among several keys, and says so when it has none', async (t) => {
  const { demo } = await relaying(t, whole(), { OPENAI_API_KEY: 'sk-1', CHAT_PROVIDER: 'anthropic' });
  assert.equal((await answerOf(await ask(demo, '/chat/stream', 'hello'))).content, 'Grüß dich');
  await assert.rejects(start(t, { environment: { CHAT_PROVIDER: 'openai' } }), /has no key/);
});

const reasons = { stop_sequence: 'stop', max_tokens: 'length', refusal: 'content_filter', tool_use: 'tool_calls' };
for (const [theirs, ours] of Object.entries(reasons)) {
  it(`S11: ${theirs} ends an answer as ${ours}`, async (t) => {
    const { demo } = await relaying(t, whole(theirs));
    assert.equal((await answerOf(await ask(demo, '/chat/stream', 'hello'))).last.finishReason, ours);
  });
}

it('S42: when the visitor leaves, the request to Anthropic is aborted', async (t) => {
  const { demo, provider } = await relaying(t, async (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(textDelta('word'));
  });
  const client = new AbortController();
  const response = await ask(demo, '/chat/stream/anthropic', 'hello', { init: { signal: client.signal } });
  await readUntil(response, (text) => text.includes('word'));
  client.abort();
  await provider.left;
  await demo.logged(/visitor left after 1 pieces/);
});

const failures = [
  ['an overloaded provider', messagesEvent('error', { error: { type: 'overloaded_error' } }), 'upstream_error'],
  [
    'an end without message_stop',
    messagesEvent('message_delta', { delta: { stop_reason: 'end_turn' } }),
    'upstream_incomplete',
  ],
  ['a payload that is no JSON', 'data: {"type":\n\n', 'upstream_malformed'],
];
for (const [what, bytes, code] of failures) {
  it(`S44: ${what} is one error event behind the text that came`, async (t) => {
    const { demo } = await relaying(t, stream(textDelta('Half'), bytes));
    const { content, last } = await answerOf(await ask(demo, '/chat/stream', 'hello'));
    assert.equal(content, 'Half');
    assert.equal(last.event, 'error');
    assert.equal(last.code, code);
  });
}

it('S7: /chat/stream/anthropic speaks Messages: thinking and text are blocks, message_stop is the end', async (t) => {
  const demo = await start(t);
  const { text } = await readAll(await ask(demo, '/chat/stream/anthropic', 'Why is that?'));
  const events = eventsOf(text).map(({ event, data }) => ({ event, ...JSON.parse(data) }));
  assert.ok(events.every(({ event, type }) => event === type));
  assert.equal(events[0].type, 'message_start');
  assert.deepEqual(
    events.slice(-3).map(({ type }) => type),
    ['content_block_stop', 'message_delta', 'message_stop'],
  );
  assert.equal(events.at(-2).delta.stop_reason, 'end_turn');
  const starts = events.filter(({ type }) => type === 'content_block_start');
  assert.deepEqual(
    starts.map(({ index, content_block: block }) => `${index} ${block.type}`),
    ['0 thinking', '1 text'],
  );
  const said = events.map(({ delta }) => delta?.text ?? '').join('');
  assert.equal(said, (await loadAnswers()).get('think'));
});

it('S7: what it speaks, its own relay understands', async (t) => {
  const upper = await start(t);
  const demo = await start(t, {
    environment: { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: `${upper.url}chat/stream/anthropic?x=` },
  });
  const { content, last } = await answerOf(await ask(demo, '/chat/stream', 'Make me a table'));
  assert.equal(content, (await loadAnswers()).get('table'));
  assert.equal(last.finishReason, 'stop');
});
