import { gzipSync } from 'node:zlib';
import { minifySync } from 'rolldown/experimental';
import { build, loadConfigFromFile } from 'vite';
import { ensureInstalled } from './install.mjs';

/**
 * `npm run rooms`: what each room of the house and each library costs in the single script, in bytes gzipped: how much
 * smaller the script would be without it. Rooms share words, so the sum is less than the whole.
 */
ensureInstalled();
const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' });
const output = await build({
  ...config,
  configFile: false,
  logLevel: 'error',
  plugins: config.plugins.filter(({ name }) => name !== 'minify-again'),
  build: { ...config.build, minify: false, write: false, lib: { ...config.build.lib, formats: ['es'] } },
});
const { code } = output[0].output[0];

/** Where a module starts in the script that is not minified. */
const MODULE = /^(?=\/\/ (?:node_modules|src)\/)/m;
const modules = code.split(MODULE);
const roomOf = (text) => /^\/\/ (?:node_modules\/)?((?:@[^/]+\/)?[^/\n]+(?:(?<=src)\/[^/\n]+)?)/.exec(text)?.[1];
const weigh = (texts) => {
  // Nothing is dropped, or a room without its only user would count twice.
  const minified = minifySync('script.js', texts.join(''), {
    module: true,
    mangle: { toplevel: true },
    compress: false,
  });
  // The entry has the brackets around all the others, and cannot be taken out.
  return minified.errors.length > 0 ? Infinity : gzipSync(minified.code, { level: 9 }).length;
};

const whole = weigh(modules);
const rooms = [...new Set(modules.map(roomOf))].filter(Boolean);
const rows = rooms
  .map((room) => [room, whole - weigh(modules.filter((text) => roomOf(text) !== room))])
  .filter(([, bytes]) => Number.isFinite(bytes))
  .toSorted(([, a], [, b]) => b - a);
console.log(`${whole} bytes with every room, minified once.\n`);
console.log('| room | bytes gzipped |\n| --- | --: |');
for (const [room, bytes] of rows) console.log(`| ${room} | ${bytes.toLocaleString('en')} |`);
