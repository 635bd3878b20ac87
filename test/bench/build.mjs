import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const OUTPUT = here('dist/');

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
async function bundle(entry, folder, name) {
  const result = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: `${OUTPUT}${folder}`,
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
 * Builds the pages.
 *
 * @param {string[]} names contestants
 * @returns {Promise<{name: string, gzipBytes?: number, missing?: string}[]>} `missing` says why one cannot take part
 */
export async function buildPages(names) {
  rmSync(OUTPUT, { recursive: true, force: true });
  await bundle('page/driver.js', '', 'driver');
  for (const name of WIDGET_SCRIPTS) await bundle(`widgets/${name}.js`, 'widgets', name);
  const built = [];
  for (const { name, needs } of CONTESTANTS.filter((contestant) => names.includes(contestant.name))) {
    if (needs && !existsSync(here(needs))) {
      built.push({ name, missing: `${needs.replace('../../', '')} does not exist` });
      continue;
    }
    try {
      built.push({ name, gzipBytes: await bundle(`page/contestants/${name}.js`, 'contestants', name) });
    } catch (error) {
      built.push({ name, missing: `does not build: ${String(error.message).split('\n')[0]}` });
    }
  }
  return built;
}
