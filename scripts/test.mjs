import { readdirSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm test`: unit tests in a browser, the demo's server, and the built script end to end. Installs what is missing. */
ensureInstalled();

// Named one by one: what `node --test` makes of a folder differs by version.
const testsOf = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.test.mjs'))
    .map((file) => `${folder}/${file}`);
const nodeTests = ['test/transport', 'test/protocols/foreign', 'test/demo', 'test/end-to-end'].flatMap(testsOf);
const hostileTests = ['test/hostile', 'test/accessibility'].flatMap(testsOf);
const hostile = (browser) => [
  `hostile pages and accessibility in ${browser}`,
  process.execPath,
  ['--test', '--test-concurrency=2', '--test-reporter=spec', ...hostileTests],
  { BROWSERS: browser },
];
const firefox = process.env.BROWSERS?.includes('firefox');
const steps = [
  ['unit tests in a browser', 'wtr', []],
  ['the scripts', process.execPath, ['scripts/build.mjs', '--script']],
  ['their size', process.execPath, ['scripts/size.mjs']],
  [
    'other software, the demo and end to end',
    process.execPath,
    ['--test', '--test-concurrency=1', '--test-reporter=spec', ...nodeTests],
  ],
  hostile('chromium'),
  ...(firefox ? [hostile('firefox')] : []),
];
let failed = 0;
for (const [name, command, args, environment] of steps) {
  console.log(`\n== ${name}`);
  if (!run(command, args, environment)) failed++;
}
if (!firefox)
  console.log('\nTested in Chromium alone; BROWSERS=chromium,firefox npm test asks an installed Firefox too.');
console.log(`\n${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
