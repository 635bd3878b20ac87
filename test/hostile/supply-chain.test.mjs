import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));

describe('the supply chain (E-19)', () => {
  test('has no install script of its own, and the packages’ are not run', () => {
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'])
      assert.equal(manifest.scripts[name], undefined, name);
    assert.match(read('.npmrc'), /^ignore-scripts=true$/m);
  });

  test('pins every version exactly, and locks it with a digest (X-13)', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    for (const [path, entry] of Object.entries(lock.packages)) {
      if (path === '' || entry.link) continue;
      assert.match(entry.integrity ?? '', /^sha512-/, path);
      assert.equal(entry.resolved, undefined, path);
    }
  });

  test('nothing that the element needs has an install script', () => {
    const seen = new Set();
    const visit = (name) => {
      if (seen.has(name)) return;
      seen.add(name);
      const entry = lock.packages[`node_modules/${name}`];
      assert.equal(entry.hasInstallScript, undefined, name);
      for (const dependency of Object.keys(entry.dependencies ?? {})) visit(dependency);
    };
    for (const name of Object.keys(manifest.dependencies)) visit(name);
    assert.ok(seen.size > Object.keys(manifest.dependencies).length);
  });

  test('workflows name actions by their digest', () => {
    const folder = new URL('../../.github/workflows/', import.meta.url);
    const files = existsSync(folder) ? readdirSync(folder).map((file) => `.github/workflows/${file}`) : [];
    for (const file of files)
      for (const [, action] of read(file).matchAll(/uses:\s*(\S+)/g))
        assert.match(action, /^\.\/|@[0-9a-f]{40}$/, `${file}: ${action}`);
  });

  test('the licences of what is bundled stand beside the script, and the script says where', () => {
    const licences = read('dist/LICENSES.txt');
    for (const name of Object.keys(manifest.dependencies))
      assert.ok(licences.includes(`${name} ${manifest.dependencies[name]} (`), name);
    assert.match(licences, /Permission is hereby granted/);
    assert.match(read('dist/stream-chat.js').slice(0, 200), /^\ufeff?\/\*! stream-chat-element .*LICENSES\.txt \*\//);
  });

  test('a digest for the integrity attribute is published with each build (E-03)', () => {
    const digests = JSON.parse(read('dist/integrity.json'));
    for (const file of ['stream-chat.js', 'stream-chat-highlight.js'])
      assert.match(digests[file], /^sha384-[\w+/]{64}$/);
  });
});
