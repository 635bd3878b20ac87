import assert from 'node:assert/strict';
import { answerOf, ask, eventsOf, it, load, readAll, readUntil, start } from './support/demo.mjs';
import { chunk, DONE, stream, upstream } from './support/upstream.mjs';

const KEY = 'sk-secret-4242';
const { relay } = await load('relay.ts');
const { openai } = await load('providers/openai.ts');

/** A demo that relays to a fake provider. */
async function relaying(t, answer, options = {}) {
  const provider = await upstream(t, answer);
  const demo = await start(t, {
    ...options,
    environment: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: provider.url },
  });
  return { demo, provider };
}

it('S41: with a key, the provider answers, and the visitor gets its words in named events', async (t) => {
  const { demo, provider } = await relaying(
    t,
    stream(
      chunk({ role: 'assistant' }),
      chunk({ content: 'Grüß' }),
      chunk({ content: ' dich' }),
      chunk({}, 'stop'),
      DONE,
    ),
  );
  const messages = [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Hello' },
  ];
  const { content, last } = await answerOf(await ask(demo, '/chat/stream', messages));
  assert.equal(content, 'Grüß dich');
  assert.equal(last.event, 'done');
  assert.equal(last.content, 'Grüß dich');
  const [{ method, url, headers, body }] = provider.requests;
  assert.equal(`${method} ${url}`, 'POST /v1/chat/completions');
  assert.equal(headers.authorization, `Bearer ${KEY}`);
  assert.deepEqual(body, { model: 'gpt-5-mini', messages, stream: true, stream_options: { include_usage: true } });
});

it('S41: the model is the one asked for, else OPENAI_MODEL; a slash behind the address is no harm', async (t) => {
  const provider = await upstream(t, stream(chunk({ content: 'ok' }, 'stop'), DONE));
  const environment = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${provider.url}/`, OPENAI_MODEL: 'house-model' };
  const demo = await start(t, { environment });
  await readAll(await ask(demo, '/chat/stream', 'hello'));
  await readAll(await ask(demo, '/chat/stream', 'hello', { body: { model: 'other-model' } }));
  assert.deepEqual(
    provider.requests.map(({ url, body }) => `${url} ${body.model}`),
    ['/v1/chat/completions house-model', '/v1/chat/completions other-model'],
  );
});

it('reasoning, usage and an answer cut at its limit come through', async (t) => {
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":77}}\n\n';
  const { demo } = await relaying(
    t,
    stream(chunk({ reasoning_content: 'Hm.' }), chunk({ content: 'So far' }), chunk({}, 'length'), usage, DONE),
  );
  const objects = await readAll(await ask(demo, '/chat/stream/json', 'hello'));
  assert.deepEqual(
    eventsOf(objects.text).map(({ data }) => JSON.parse(data)),
    [{ thinking: 'Hm.' }, { content: 'So far' }, { done: true, finish_reason: 'length' }],
  );
  const { last } = await answerOf(await ask(demo, '/chat/stream', 'hello'));
  assert.deepEqual(last, { event: 'done', finishReason: 'length', totalTokens: 77, content: 'So far' });
});

const answer = `: hello\r\n\r\n${(chunk({ content: 'añ😀' }) + chunk({ content: '字' }, 'stop')).replaceAll('\n', '\r\n')}data: [DONE]`;
for (const size of [1, 2, 3, 7]) {
  it(`an upstream cut every ${size} bytes, with CRLF and no last line end, reads the same`, async (t) => {
    const bytes = Buffer.from(answer);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const { demo } = await relaying(t, stream(...pieces));
    const { content, last } = await answerOf(await ask(demo, '/chat/stream', 'hello'));
    assert.equal(content, 'añ😀字');
    assert.equal(last.event, 'done');
  });
}

it('S42: when the visitor leaves, the upstream request is aborted', async (t) => {
  const { demo, provider } = await relaying(t, async (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(chunk({ content: 'word' }));
  });
  const client = new AbortController();
  const response = await ask(demo, '/chat/stream', 'hello', { init: { signal: client.signal } });
  await readUntil(response, (text) => text.includes('word'));
  client.abort();
  await provider.left;
  await demo.logged(/visitor left after 1 pieces/);
  assert.deepEqual(
    demo.lines.filter((line) => line.startsWith('upstream:')),
    [],
  );
});

it('S42: also while the upstream has not answered at all', async (t) => {
  let asked;
  const isAsked = new Promise((resolve) => (asked = resolve));
  const { demo, provider } = await relaying(t, () => asked());
  const client = new AbortController();
  await ask(demo, '/chat/stream', 'hello', { init: { signal: client.signal } });
  await isAsked;
  client.abort();
  await provider.left;
});

const refuse = (status, body) => (response) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
const failures = [
  [
    'a refused key',
    refuse(401, `{"error":{"message":"Incorrect API key provided: ${KEY}."}}`),
    'upstream_401',
    /does not accept the key/,
  ],
  [
    'a full quota',
    refuse(429, '{"error":{"message":"You exceeded your quota."}}'),
    'upstream_429',
    /Try again in a moment/,
  ],
  [
    'an unknown model',
    refuse(404, '{"error":{"message":"No such model."}}'),
    'upstream_404',
    /does not know this model/,
  ],
  ['a broken provider', refuse(502, '<h1>Bad gateway</h1>'), 'upstream_502', /status 502/],
  [
    'a page instead of a stream',
    (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Hi</h1>'),
    'upstream_incomplete',
    /in the middle/,
  ],
  ['an error in the stream', stream('data: {"error":{"message":"boom"}}\n\n'), 'upstream_error', /reported an error/],
  [
    'an error beside its choices',
    stream('data: {"error":{"message":"boom"},"choices":[{"delta":{},"finish_reason":"error"}]}\n\n'),
    'upstream_error',
    /reported an error/,
  ],
  [
    'an error as a chunk',
    stream('data: {"object":"error","message":"boom"}\n\n'),
    'upstream_error',
    /reported an error/,
  ],
  ['a chunk that is no JSON', stream('data: {"choices":[{"del\n\n'), 'upstream_malformed', /no answer/],
  ['a chunk that is a number', stream('data: 5\n\n'), 'upstream_malformed', /no answer/],
  ['an end without an end mark', stream(chunk({ role: 'assistant' })), 'upstream_incomplete', /in the middle/],
  [
    'a connection that breaks',
    (response) => response.writeHead(200).write(chunk({ role: 'assistant' }), () => response.destroy()),
    'upstream_unreachable',
    /connection .* failed/,
  ],
];
for (const [what, respond, code, message] of failures) {
  it(`S44: ${what} becomes one error event, without the key and without done`, async (t) => {
    const { demo } = await relaying(t, respond);
    const { events, last, isBroken } = await answerOf(await ask(demo, '/chat/stream', 'hello'));
    assert.equal(isBroken, false);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['start', 'error'],
    );
    assert.equal(last.code, code);
    assert.match(last.message, message);
    assert.match(await demo.logged(/^upstream:/), new RegExp(code));
    assert.ok(!JSON.stringify(events).includes(KEY) && !demo.lines.join().includes(KEY));
  });
}

it('S44: text that arrived before an error stays', async (t) => {
  const { demo } = await relaying(
    t,
    stream(chunk({ content: 'Half an ans' }), 'data: {"error":{"message":"boom"}}\n\n', DONE),
  );
  const { content, last } = await answerOf(await ask(demo, '/chat/stream', 'hello'));
  assert.equal(content, 'Half an ans');
  assert.equal(last.event, 'error');
});

it('S44: a provider that cannot be reached is an error event', async (t) => {
  const demo = await start(t, { environment: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' } });
  assert.equal((await answerOf(await ask(demo, '/chat/stream', 'hello'))).last.code, 'upstream_unreachable');
});

const silences = [
  ['before its headers', () => undefined, ''],
  ['in the middle', (response) => void response.writeHead(200).write(chunk({ content: 'word' })), 'word'],
];
for (const [when, respond, text] of silences) {
  it(`S44: a provider that falls silent ${when} is given up after the limit`, async (t) => {
    const { demo, provider } = await relaying(t, respond, { upstreamTimeoutMs: 500 });
    const { content, last } = await answerOf(await ask(demo, '/chat/stream', 'hello'));
    assert.equal(content, text);
    assert.equal(last.code, 'upstream_timeout');
    assert.match(last.message, /silent for 0\.5 seconds/);
    await provider.left;
  });
}

it('the key does not follow a redirect', async (t) => {
  const elsewhere = await upstream(t, stream(chunk({ content: 'gotcha' }, 'stop'), DONE));
  const { demo } = await relaying(t, (response) =>
    response.writeHead(307, { Location: `${elsewhere.url}/chat/completions` }).end(),
  );
  assert.equal((await answerOf(await ask(demo, '/chat/stream', 'hello'))).last.code, 'upstream_unreachable');
  assert.deepEqual(elsewhere.requests, []);
});

it('a page from elsewhere cannot spend the key; pages of this machine can', async (t) => {
  const { demo, provider } = await relaying(t, stream(chunk({ content: 'ok' }, 'stop'), DONE));
  const status = async (headers) => {
    const response = await ask(demo, '/chat/stream', 'hello', { init: { headers } });
    await readAll(response);
    return response.status;
  };
  for (const Origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example', 'http://192.168.7.7:1234'])
    assert.equal(await status({ Origin }), 403, Origin);
  const byImage = await fetch(`${demo.url}chat/stream/text?message=hello`, {
    headers: { 'Sec-Fetch-Site': 'cross-site' },
  });
  assert.equal(byImage.status, 403);
  assert.equal(provider.requests.length, 0);
  for (const Origin of [new URL(demo.url).origin, 'http://localhost:5173', 'http://[::1]:80'])
    assert.equal(await status({ Origin }), 200, Origin);
  assert.equal(await status({}), 200);
});

it('a slow visitor is no silent provider', async (t) => {
  const provider = await upstream(t, stream(chunk({ content: 'one' }), chunk({ content: 'two' }, 'stop'), DONE));
  const answers = relay({
    provider: openai,
    apiKey: KEY,
    baseUrl: provider.url,
    model: 'm',
    timeoutMs: 3000,
    log: () => undefined,
  });
  const question = { messages: [{ role: 'user', content: 'hello' }], isUsageWanted: false };
  const events = [];
  for await (const event of answers(question, { signal: new AbortController().signal, pace: 1 })) {
    events.push(event.type);
    if (events.length === 1) await new Promise((resolve) => setTimeout(resolve, 3500));
  }
  assert.deepEqual(events, ['text', 'text', 'finish']);
});
