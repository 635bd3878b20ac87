import { existsSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm test`: unit tests in a browser, the demo's server, and the built script end to end. Installs what is missing. */
ensureInstalled();
const steps = [
  ['unit tests in a browser', 'wtr', []],
  ['the single script', process.execPath, ['scripts/build.mjs', '--script']],
  ['its size', process.execPath, ['scripts/size.mjs']],
  ['the demo and end to end', process.execPath, ['--test', '--test-reporter=spec', 'test/demo/', 'test/end-to-end/']],
];
let failed = 0;
for (const [name, command, args] of steps) {
  console.log(`\n== ${name}`);
  if (
    !run(
      command,
      args.filter((arg) => !arg.startsWith('test/') || existsSync(arg)),
    )
  )
    failed++;
}
console.log(`\n${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
