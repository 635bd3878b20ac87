import { esbuildPlugin } from '@web/dev-server-esbuild';
import { browserLaunchers } from './test/support/browsers.mjs';
import { FaultServer } from './test/support/faults/fault-server.mjs';
import { steppedStream } from './test/support/stepped-stream.mjs';
import { sharedCases } from './test/support/shared-cases.mjs';

/** Unit tests run from the sources; `BROWSERS=chromium,firefox` names where. */
export default {
  files: ['test/**/*.test.ts', '!test/end-to-end/**', '!test/bench/**'],
  nodeResolve: true,
  concurrency: 2,
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: './tsconfig.json' })],
  middleware: [steppedStream, new FaultServer().middleware, sharedCases],
  browsers: await browserLaunchers(process.env.BROWSERS ?? 'chromium'),
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  testFramework: { config: { timeout: 120_000 } },
  // A browser that starts on a busy machine takes its time.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
};
