import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it, start } from './support/demo.mjs';

/** Runs `npm run load` with these words. */
const load = (...args) =>
  new Promise((resolve) => {
    execFile(process.execPath, ['scripts/load.mjs', ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

it('S49: the load test starts a demo of its own, and reports time to first token', async () => {
  const { code, stdout } = await load('--clients', '3', '--answers', '6');
  assert.match(stdout, /^6 answers from http:\/\/127\.0\.0\.1:\d+\/chat\/stream, 3 at a time\n/);
  assert.match(stdout, /time to first token +p50 [\d.]+ ms {3}p95 [\d.]+ ms {3}max [\d.]+ ms\n/);
  assert.match(stdout, /6 complete, 0 failed\n$/);
  assert.equal(code, 0);
});

for (const path of [
  'chat/stream',
  'chat/stream/openai',
  'chat/stream/anthropic',
  'chat/stream/json',
  'chat/stream/text',
]) {
  it(`S49: it knows the end of ${path}, and a missing one`, async (t) => {
    const demo = await start(t);
    const whole = await load('--clients', '1', '--answers', '1', '--url', demo.url + path);
    assert.match(whole.stdout, /1 complete, 0 failed/);
    assert.doesNotMatch(whole.stdout, /–/);
    const cut = await load('--clients', '1', '--answers', '1', '--url', `${demo.url}${path}?fault=cut`);
    assert.match(cut.stdout, /0 complete, 1 failed\n {2}1 × /);
    assert.equal(cut.code, 1);
  });
}

it('S49: it stays on this machine and within bounds', async () => {
  for (const [args, words] of [
    [['--url', 'https://shop.example/chat'], /Only a server of this machine/],
    [['--url', 'http://127.0.0.1.shop.example/chat'], /Only a server of this machine/],
    [['--clients', '501'], /from 1 to 500/],
    [['--answers', '0'], /from 1 to 10000/],
  ]) {
    const { code, stderr } = await load(...args);
    assert.equal(code, 1);
    assert.match(stderr, words);
  }
});
