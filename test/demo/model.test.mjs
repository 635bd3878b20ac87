import assert from 'node:assert/strict';
import { answerOf, ask, it, load, readAll, readUntil, start } from './support/demo.mjs';

const { loadAnswers, tokensOf } = await load('model.ts');
const answers = await loadAnswers();

const fences = (text) => new Set([...text.matchAll(/^ *```(\w+)$/gm)].map(([, language]) => language));
const reactions = [
  ['Show me some code', (text) => assert.ok(fences(text).size >= 4)],
  ['Which API is there for the stock?', (text) => assert.ok(fences(text).size >= 4)],
  ['Make me a table', (text) => assert.ok(text.match(/^\| ?:?-/gm).length >= 3)],
  ['A list, please', (text) => assert.match(text, /^ {3,}- [^]*^- \[ \] [^]*^ {2}- \[ \] /m)],
  ['What are the steps?', (text) => assert.match(text, /^1\. [^]*^ +1\. /m)],
  ['Which error is that?', undefined, 'error'],
  ['Write something long', (text) => assert.ok(text.split(/\s+/).length > 2500 && /^>|^#|^\||^```/m.test(text))],
  ['Think about it', (text) => assert.match(text, /Because/)],
  ['Why?', (text) => assert.match(text, /Because/)],
  ['Be hostile', (text) => assert.match(text, /<script>[^]*javascript:[^]*!\[[^]*<iframe/)],
  ['Write rtl', (text) => assert.match(text, /[\u0600-\u06ff]{4}/)],
  ['Answer in Arabic', (text) => assert.match(text, /[\u0600-\u06ff]{4}/)],
  ['Answer in Chinese', (text) => assert.match(text, /[\u4e00-\u9fff]{4}/)],
  ['怎么退货？', (text) => assert.match(text, /[\u4e00-\u9fff]{4}/)],
  ['How long does delivery take?', (text) => assert.match(text, /working days/)],
  ['How do I send something back?', (text) => assert.match(text, /30 days/)],
  ['Compare the shipping times.', (text) => assert.match(text, /Express/)],
  ['What is this?', (text) => assert.equal(text, answers.get('about'))],
];
for (const [question, check, last = 'done'] of reactions) {
  it(`the model reacts to "${question}"`, async (t) => {
    const answer = await answerOf(await ask(await start(t), '/chat/stream', question));
    assert.equal(answer.last.event, last);
    check?.(answer.content);
  });
}

it('the newest question decides, not the ones before it', async (t) => {
  const { content } = await answerOf(
    await ask(await start(t), '/chat/stream', [
      { role: 'user', content: 'Show me an error' },
      { role: 'assistant', content: 'There you are.' },
      { role: 'user', content: 'thanks' },
    ]),
  );
  assert.equal(content, answers.get('thanks'));
});

it('"error" fails in the middle: half of the text, then an error event, and no done', async (t) => {
  const { content, events, last } = await answerOf(await ask(await start(t), '/chat/stream', 'error'));
  assert.ok(answers.get('error').startsWith(content) && content.length > 300);
  assert.deepEqual(last, {
    event: 'error',
    message: 'The model is overloaded and stopped in the middle of its answer.',
    code: 'model_overloaded',
  });
  assert.ok(events.every(({ event }) => event !== 'done'));
});

it('"cut" takes the connection down in the middle, after whole events', async (t) => {
  const { content, isBroken } = await answerOf(await ask(await start(t), '/chat/stream', 'cut'));
  assert.equal(isBroken, true);
  assert.ok(answers.get('cut').startsWith(content) && content.length > 300);
});

it('"slow" is silent but for heartbeats before its first token', async (t) => {
  const demo = await start(t, { pace: 1, heartbeatMs: 20 });
  const response = await ask(demo, '/chat/stream', 'slow');
  const text = await readUntil(response, (soFar) => soFar.split(': keep-alive').length > 5);
  assert.doesNotMatch(text, /event: token/);
  await response.body.cancel();
  await demo.logged(/visitor left after 0 pieces/);
});

it('at pace 1 the text comes in many pieces, no faster than a person reads along', async (t) => {
  const demo = await start(t, { pace: 1 });
  const startedAt = performance.now();
  const response = await ask(demo, '/chat/stream/text', 'thanks');
  let reads = 0;
  for await (const _chunk of response.body) reads++;
  assert.ok(reads > 10, `${reads} reads`);
  assert.ok(performance.now() - startedAt > 600);
});

it('the same question gets the same answer, whoever asks', async (t) => {
  const [one, two] = await Promise.all([start(t), start(t)]);
  for (const question of ['code', 'some more code', 'hello']) {
    const texts = await Promise.all(
      [one, two].map(async (demo) => (await readAll(await ask(demo, '/chat/stream/json', question))).text),
    );
    assert.equal(texts[0], texts[1]);
  }
});

it('every answer is written in small pieces that join to it exactly', () => {
  assert.ok(answers.size >= 15);
  for (const [name, text] of answers) {
    const tokens = tokensOf(text);
    assert.equal(tokens.join(''), text, name);
    assert.ok(
      tokens.every((token) => token.trim().length <= 8),
      name,
    );
  }
});
