import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { it, start } from './support/demo.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/** A folder for built scripts, as its URL. */
async function scriptFolder(t, files = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'stream-chat-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

for (const page of ['', 'index.html', 'floating.html', 'minimal.html', 'themes.html']) {
  it(`/${page} obeys its own policy and asks no other host for anything`, async (t) => {
    const demo = await start(t);
    const response = await fetch(demo.url + page);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-security-policy'), POLICY);
    const html = await response.text();
    assert.doesNotMatch(html, /\sstyle=|\son\w+=|<style|javascript:/i);
    const scripts = html.match(/<script\b[^]*?<\/script>/g);
    assert.ok(scripts.every((script) => /\ssrc="\//.test(script) && script.endsWith('></script>')));
    assert.ok(scripts.some((script) => script.includes('src="/stream-chat.js"')));
    const addresses = [...html.matchAll(/\s(?:src|href)="([^"#]+)"/g)].map(([, address]) => address);
    for (const address of addresses.filter((candidate) => candidate !== '/stream-chat.js')) {
      assert.match(address, /^\//);
      assert.equal((await fetch(new URL(address, demo.url))).status, 200, address);
    }
  });
}

it('the suggestions in the pages are JSON', async (t) => {
  const demo = await start(t);
  for (const page of ['index.html', 'floating.html']) {
    const [, suggestions] = /suggestions='([^']+)'/.exec(await (await fetch(demo.url + page)).text());
    assert.ok(JSON.parse(suggestions).every((text) => typeof text === 'string'));
  }
});

it('style sheets ask for nothing', async (t) => {
  const demo = await start(t);
  for (const sheet of ['demo.css', 'help-centre.css', 'themes.css']) {
    const response = await fetch(demo.url + sheet);
    assert.match(response.headers.get('content-type'), /^text\/css/);
    assert.doesNotMatch(await response.text(), /url\(|@import/);
  }
});

it('HEAD gets the headers of a page and no body', async (t) => {
  const response = await fetch((await start(t)).url, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get('content-length')) > 1000);
  assert.equal(await response.text(), '');
});

it('the built script is served as it is', async (t) => {
  const scripts = await scriptFolder(t, { 'stream-chat.js': 'globalThis.built = true;', 'highlight.js': '1;' });
  const demo = await start(t, { scripts });
  for (const [name, text] of [
    ['stream-chat.js', 'globalThis.built = true;'],
    ['highlight.js', '1;'],
  ]) {
    const response = await fetch(demo.url + name);
    assert.match(response.headers.get('content-type'), /^text\/javascript/);
    assert.equal(await response.text(), text);
  }
  assert.deepEqual(
    demo.lines.filter((line) => line.includes('built')),
    [],
  );
});

it('a script that was not built is explained in a plain sentence', async (t) => {
  const demo = await start(t, { scripts: await scriptFolder(t) });
  const response = await fetch(`${demo.url}stream-chat.js`);
  assert.equal(response.status, 503);
  assert.match(await response.text(), /has not been built yet\. Run "npm run build"/);
  assert.match(await demo.logged(/built/), /npm run build/);
  assert.equal((await fetch(`${demo.url}other.js`)).status, 404);
});

it('nothing but the listed files can be read', async (t) => {
  const demo = await start(t);
  for (const path of [
    'server.ts',
    'relay.ts',
    'answers/about.md',
    '..%2fpackage.json',
    '%2e%2e/package.json',
    '.hidden.js',
    'a%2f..%2fb.js',
  ]) {
    assert.equal((await fetch(demo.url + path)).status, 404, path);
  }
});
