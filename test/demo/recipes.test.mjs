import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { eventsOf, it, readAll, readUntil } from './support/demo.mjs';
import { runRecipe } from './support/recipe.mjs';
import { chunk, DONE, stream, upstream } from './support/upstream.mjs';

const FOLDER = 'docs/recipes';
const messages = [{ role: 'user', content: 'Hello' }];
const ask = (url, init = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages }),
    ...init,
  });

/** What every recipe that runs here must do. Fastify and FastAPI are no dependencies of this project: they were run by hand. */
const recipes = [['express', process.execPath, [`${FOLDER}/express.mjs`]]];
for (const [name, command, args] of recipes) {
  it(`S48: ${name} relays a stream as it comes, unbuffered and whole`, async (t) => {
    const provider = await upstream(t, stream(chunk({ content: 'Grüß' }), chunk({ content: ' dich' }, 'stop'), DONE));
    const response = await ask(await runRecipe(t, provider, command, args));
    assert.match(response.headers.get('content-type'), /^text\/event-stream/);
    assert.equal(response.headers.get('cache-control'), 'no-cache, no-transform');
    assert.equal(response.headers.get('x-accel-buffering'), 'no');
    const { text, isBroken } = await readAll(response);
    assert.equal(isBroken, false);
    const data = eventsOf(text).map((event) => event.data);
    assert.equal(data.at(-1), '[DONE]');
    const said = data.slice(0, -1).map((item) => JSON.parse(item).choices[0].delta.content);
    assert.equal(said.join(''), 'Grüß dich');
    const [{ url, headers, body }] = provider.requests;
    assert.equal(url, '/v1/chat/completions');
    assert.equal(headers.authorization, 'Bearer sk-recipe');
    assert.deepEqual(body.messages, messages);
    assert.equal(body.stream, true);
  });

  it(`S42: ${name} aborts the upstream request when the visitor leaves`, async (t) => {
    const provider = await upstream(t, async (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      // Never silent: what ends it is the visitor's leaving alone.
      const words = setInterval(() => response.write(chunk({ content: 'word' })), 20);
      response.on('close', () => clearInterval(words));
    });
    const client = new AbortController();
    const response = await ask(await runRecipe(t, provider, command, args), { signal: client.signal });
    await readUntil(response, (text) => text.includes('word'));
    client.abort();
    await provider.left;
  });

  it(`S44: ${name} says a failure as an event, without the provider's words`, async (t) => {
    const failing = (response) => response.writeHead(401).end('{"error":{"message":"sk-recipe is wrong"}}');
    const { text, isBroken } = await readAll(await ask(await runRecipe(t, await upstream(t, failing), command, args)));
    assert.equal(isBroken, false);
    assert.match(JSON.parse(eventsOf(text).at(-1).data).error.message, /broke off/);
    assert.doesNotMatch(text, /sk-recipe/);
  });

  it(`S40: ${name} refuses what is no question`, async (t) => {
    const provider = await upstream(t, stream(DONE));
    const response = await ask(await runRecipe(t, provider, command, args), { body: '{}' });
    assert.ok([400, 422].includes(response.status));
    assert.deepEqual(provider.requests, []);
  });
}

it('S48: the recipe for FastAPI is Python', async (t) => {
  const file = `${FOLDER}/fastapi_app.py`;
  const parse = `import ast; ast.parse(open(${JSON.stringify(file)}, encoding='utf-8').read())`;
  const { error, status, stderr } = spawnSync('python3', ['-c', parse], { encoding: 'utf8' });
  // Without Python nobody here can say; the file itself is still there.
  if (error) t.diagnostic('There is no python3 here.');
  else assert.equal(status, 0, stderr);
  assert.match(await readFile(file, 'utf8'), /async def stream/);
});

it('S48: the recipe for nginx buffers nothing, and lets a WebSocket through', async () => {
  const config = (await readFile(`${FOLDER}/nginx.conf`, 'utf8')).replace(/#.*/g, '');
  for (const directive of ['proxy_buffering off', 'proxy_cache off', 'gzip off', 'proxy_http_version 1.1'])
    assert.ok(config.includes(`${directive};`), directive);
  assert.match(config, /proxy_set_header Upgrade \$http_upgrade;/);
  const [, timeout] = /proxy_read_timeout (\d+)s;/.exec(config);
  assert.ok(Number(timeout) > 30);
});

it('S48: every recipe says how it is run', async () => {
  const list = await readFile(`${FOLDER}/README.md`, 'utf8');
  for (const file of ['express.mjs', 'fastify.mjs', 'fastapi_app.py', 'nginx.conf']) {
    assert.ok(list.includes(`(${file})`), file);
    assert.match((await readFile(`${FOLDER}/${file}`, 'utf8')).split('\n').slice(0, 2).join('\n'), /install|nginx -t/);
  }
});
