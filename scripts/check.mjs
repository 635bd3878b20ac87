import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm run check`: all that a change must pass; with `--no-tests` what stands beside `npm test`. */
ensureInstalled();
const steps = [
  ['types', 'npm', ['run', '--silent', 'types']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['floors', process.execPath, ['scripts/floors.mjs']],
  ['manifest', process.execPath, ['scripts/manifest.mjs', '--check']],
  ...(process.argv.includes('--no-tests') ? [] : [['tests', process.execPath, ['scripts/test.mjs']]]),
];
const failed = steps.filter(([name, command, args]) => {
  console.log(`\n== ${name}`);
  return !run(command, args);
});
for (const [name] of failed) console.error(`failed: ${name}`);
process.exit(failed.length === 0 ? 0 : 1);
