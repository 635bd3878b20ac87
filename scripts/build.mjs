import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm run build`: the single script, the modules for npm users, their types, and what they weigh. */
ensureInstalled();
const steps = [
  ['vite', ['build', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'modules', '--logLevel', 'warn']],
  ['tsc', ['-p', 'tsconfig.build.json']],
];
const wanted = process.argv.includes('--script') ? steps.slice(0, 1) : steps;
for (const [command, args] of wanted) {
  if (!run(command, args)) process.exit(1);
}
const script = readFileSync('dist/stream-chat.js');
console.log(`dist/stream-chat.js  ${script.length} bytes, ${gzipSync(script, { level: 9 }).length} bytes gzipped`);
