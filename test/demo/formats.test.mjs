import assert from 'node:assert/strict';
import { answerOf, ask, eventsOf, it, load, readAll, start } from './support/demo.mjs';

const { loadAnswers } = await load('model.ts');
const answers = await loadAnswers();
const QUESTION = 'Compare the plans in a table.';
const ANSWER = answers.get('table');

const dataOf = async (response) => eventsOf((await readAll(response)).text).map(({ data }) => data);
const broken = async function* () {
  yield { type: 'text', delta: 'Half an ans' };
  throw new Error('secret detail of the server');
};

it('S3: named events: start, tokens that count, and done with the whole answer', async (t) => {
  const { events, content } = await answerOf(await ask(await start(t), '/chat/stream', QUESTION));
  const [start3, ...rest] = events;
  const done = rest.pop();
  assert.equal(start3.event, 'start');
  assert.ok(Math.abs(start3.timestamp - Date.now()) < 60_000);
  assert.ok(rest.length > 300 && rest.every(({ event }) => event === 'token'));
  assert.deepEqual(
    rest.map(({ tokenCount }) => tokenCount),
    rest.map((_, index) => index + 1),
  );
  assert.equal(content, ANSWER);
  assert.deepEqual(done, { event: 'done', finishReason: 'stop', totalTokens: rest.length, content: ANSWER });
});

it('S3: the rest of an answer does not pass for the whole of it', async (t) => {
  const { content, last } = await answerOf(
    await ask(await start(t), '/chat/stream', [
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: ANSWER.slice(0, 200) },
    ]),
  );
  assert.equal(content, ANSWER.slice(200));
  assert.equal(last.event, 'done');
  assert.ok(!('content' in last));
});

it('S1: Chat Completions chunks, a finish reason, and [DONE]', async (t) => {
  const data = await dataOf(await ask(await start(t), '/chat/stream/openai', QUESTION, { body: { model: 'tiny-1' } }));
  assert.equal(data.pop(), '[DONE]');
  const chunks = data.map((item) => JSON.parse(item));
  for (const chunk of chunks) {
    assert.equal(chunk.object, 'chat.completion.chunk');
    assert.equal(chunk.model, 'tiny-1');
    assert.equal(chunk.id, chunks[0].id);
    assert.ok(Number.isInteger(chunk.created));
  }
  assert.deepEqual(chunks[0].choices[0].delta, { role: 'assistant', content: '' });
  assert.equal(chunks.map(({ choices }) => choices[0].delta.content ?? '').join(''), ANSWER);
  assert.deepEqual(
    chunks.map(({ choices }) => choices[0].finish_reason).filter((reason) => reason !== null),
    ['stop'],
  );
  assert.deepEqual(chunks.at(-1).choices[0].delta, {});
});

it('S1: usage comes last, and only when asked for', async (t) => {
  const demo = await start(t);
  const plain = await dataOf(await ask(demo, '/chat/stream/openai', 'thanks'));
  assert.ok(plain.every((item) => !item.includes('"usage"')));
  const body = { stream_options: { include_usage: true } };
  const counted = await dataOf(await ask(demo, '/chat/stream/openai', 'thanks', { body }));
  const { choices, usage } = JSON.parse(counted.at(-2));
  assert.deepEqual(choices, []);
  assert.ok(usage.completion_tokens > 10);
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
});

it('S5: objects with content, then done', async (t) => {
  const objects = (await dataOf(await ask(await start(t), '/chat/stream/json', QUESTION))).map((item) =>
    JSON.parse(item),
  );
  assert.deepEqual(objects.pop(), { done: true });
  assert.ok(objects.every((item) => Object.keys(item).join() === 'content'));
  assert.equal(objects.map(({ content }) => content).join(''), ANSWER);
});

it('S6: plain text, with a line end in it as a data line more', async (t) => {
  const data = await dataOf(await ask(await start(t), '/chat/stream/text', QUESTION));
  assert.equal(data.pop(), '[DONE]');
  assert.equal(data.join(''), ANSWER);
});

it('S6: an EventSource gets plain text by GET', async (t) => {
  const demo = await start(t);
  const data = await dataOf(await fetch(`${demo.url}chat/stream/text?message=${encodeURIComponent(QUESTION)}`));
  assert.equal(data.pop(), '[DONE]');
  assert.equal(data.join(''), ANSWER);
  const empty = await fetch(`${demo.url}chat/stream/text`);
  assert.equal(empty.status, 400);
  assert.match((await empty.json()).error.message, /\?message=/);
});

const progress = [
  ['/chat/stream/openai', (item) => item.choices?.[0].delta.reasoning_content],
  ['/chat/stream/json', (item) => item.thinking],
];
for (const [path, thoughtOf] of progress) {
  it(`S13, S15: ${path} sends the thinking before the answer`, async (t) => {
    const items = (await dataOf(await ask(await start(t), path, 'Why is that?'))).map((item) =>
      item === '[DONE]' ? {} : JSON.parse(item),
    );
    const thoughts = items.map(thoughtOf);
    const isText = (item) => Boolean(item.content || item.choices?.[0].delta.content);
    assert.equal(thoughts.filter(Boolean).length, 4);
    assert.ok(thoughts.findLastIndex(Boolean) < items.findIndex(isText));
  });
}

it('S11: an answer that ends at its limit says so, and goes on when asked', async (t) => {
  const demo = await start(t);
  const half = await answerOf(await ask(demo, '/chat/stream', 'What about the limit?'));
  assert.equal(half.last.finishReason, 'length');
  assert.ok(answers.get('limit').startsWith(half.content) && half.content.length < answers.get('limit').length);
  const history = [
    { role: 'user', content: 'What about the limit?' },
    { role: 'assistant', content: half.content },
  ];
  for (const messages of [history, [...history, { role: 'user', content: 'Please continue.' }]]) {
    const rest = await answerOf(await ask(demo, '/chat/stream', messages));
    assert.equal(half.content + rest.content, answers.get('limit'));
    assert.equal(rest.last.finishReason, 'stop');
  }
});

const failures = [
  ['/chat/stream', ({ event, data }) => event === 'error' && JSON.parse(data).message],
  ['/chat/stream/openai', ({ data }) => JSON.parse(data).error?.message],
  ['/chat/stream/json', ({ data }) => JSON.parse(data).error],
  ['/chat/stream/text', ({ event, data }) => event === 'error' && data],
];
for (const [path, messageOf] of failures) {
  it(`S44: ${path} says that it failed before it closes, and keeps the reason to itself`, async (t) => {
    const demo = await start(t, { source: broken });
    const { text, isBroken } = await readAll(await ask(demo, path, 'hello'));
    assert.equal(isBroken, false);
    assert.equal(messageOf(eventsOf(text).at(-1)), 'The server failed while answering.');
    assert.match(text, /Half an ans/);
    assert.doesNotMatch(text, /secret detail/);
    assert.match(await demo.logged(/error:/), /secret detail/);
  });
}
