import { writeSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { browserLaunchers } from './test/support/browsers.mjs';
import { FaultServer } from './test/support/faults/fault-server.mjs';
import { steppedStream } from './test/support/stepped-stream.mjs';
import { sharedCases } from './test/support/shared-cases.mjs';

// The runner stops at once, and what it prints of the reason is lost with its progress bar.
process.on('uncaughtExceptionMonitor', (error) => writeSync(2, `\n${error?.stack ?? error}\n`));

/** How many inputs `test/render/fuzz.test.ts` makes: few with the other tests, as many as `npm run fuzz` says by itself. */
const fuzzInputs = (context, next) => {
  if (context.path !== '/__fuzz-inputs') return next();
  context.body = process.env.FUZZ_INPUTS ?? '1500';
  return undefined;
};

/** Unit tests run from the sources; `BROWSERS=chromium,firefox` names where. */
export default {
  files: ['test/**/*.test.ts', '!test/end-to-end/**', '!test/bench/**'],
  nodeResolve: true,
  concurrency: 2,
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: './tsconfig.json' })],
  middleware: [steppedStream, new FaultServer().middleware, sharedCases, fuzzInputs],
  browsers: await browserLaunchers(process.env.BROWSERS ?? 'chromium'),
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  testFramework: { config: { timeout: 120_000 } },
  // A browser that starts on a busy machine takes its time.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  // No file takes Firefox two minutes; one in which it stands still is given up.
  testsFinishTimeout: process.env.FUZZ_INPUTS ? 1_800_000 : process.env.BROWSERS === 'firefox' ? 420_000 : 900_000,
};
