import { readdirSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm test`: unit tests in a browser, the demo's server, and the built script end to end. Installs what is missing. */
ensureInstalled();

// Named one by one: what `node --test` makes of a folder differs by version.
const nodeTests = ['test/demo', 'test/end-to-end'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.test.mjs'))
    .map((file) => `${folder}/${file}`),
);
const steps = [
  ['unit tests in a browser', 'wtr', []],
  ['the scripts', process.execPath, ['scripts/build.mjs', '--script']],
  ['their size', process.execPath, ['scripts/size.mjs']],
  [
    'the demo and end to end',
    process.execPath,
    ['--test', '--test-concurrency=1', '--test-reporter=spec', ...nodeTests],
  ],
];
let failed = 0;
for (const [name, command, args] of steps) {
  console.log(`\n== ${name}`);
  if (!run(command, args)) failed++;
}
console.log(`\n${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
