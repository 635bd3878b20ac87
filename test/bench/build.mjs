import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** In the order of the tables. `needs`: a file of the project without which it cannot be built. */
export const CONTESTANTS = [
  { name: 'best-replay' },
  { name: 'plain-replay' },
  { name: 'text-node' },
  { name: 'ours', needs: '../../src/markdown.ts' },
  { name: 'streaming-markdown' },
  { name: 'streaming-markdown-sanitised' },
  { name: 'streamdown' },
  { name: 'tutorial' },
];

const WIDGET_SCRIPTS = ['bare', 'tutorial', 'ours', 'deep-chat'];

/** @returns {Promise<number>} gzipped bytes of all the page has to load */
async function bundle(entry, output, name) {
  const result = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: output,
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      reportCompressedSize: false,
      modulePreload: false,
      // Not a library build: that one leaves its ES output unminified.
      rolldownOptions: {
        input: here(entry),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: `${name}.js`, chunkFileNames: `${name}-[hash].js` },
      },
    },
  });
  return [result]
    .flat()
    .flatMap(({ output }) => output)
    .filter(({ type }) => type === 'chunk')
    .reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}

/**
 * Builds the pages, into a folder of their own for every run: two runs at a time do not meet.
 *
 * @param {string[]} names contestants
 * @returns {Promise<{folder: string, built: {name: string, gzipBytes?: number, missing?: string}[], remove: () => void}>}
 *   `missing` says why one cannot take part
 */
export async function buildPages(names) {
  const folder = mkdtempSync(join(tmpdir(), 'stream-chat-bench-'));
  await bundle('page/driver.js', folder, 'driver');
  for (const name of WIDGET_SCRIPTS) await bundle(`widgets/${name}.js`, join(folder, 'widgets'), name);
  const built = [];
  for (const { name, needs } of CONTESTANTS.filter((contestant) => names.includes(contestant.name))) {
    if (needs && !existsSync(here(needs))) {
      built.push({ name, missing: `${needs.replace('../../', '')} does not exist` });
      continue;
    }
    try {
      const gzipBytes = await bundle(`page/contestants/${name}.js`, join(folder, 'contestants'), name);
      built.push({ name, gzipBytes });
    } catch (error) {
      built.push({ name, missing: `does not build: ${String(error.message).split('\n')[0]}` });
    }
  }
  return { folder, built, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
