import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm run build`: the single script, the modules for npm users, their types, and what they weigh. */
ensureInstalled();
const steps = [
  ['vite', ['build', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'highlight', '--logLevel', 'warn']],
  ['vite', ['build', '--mode', 'modules', '--logLevel', 'warn']],
  ['tsc', ['-p', 'tsconfig.build.json']],
];
const wanted = process.argv.includes('--script') ? steps.slice(0, 2) : steps;
for (const [command, args] of wanted) {
  if (!run(command, args)) process.exit(1);
}
for (const file of ['dist/stream-chat.js', 'dist/stream-chat-highlight.js']) {
  const script = readFileSync(file);
  console.log(`${file}  ${script.length} bytes, ${gzipSync(script, { level: 9 }).length} bytes gzipped`);
}
