import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** `npm start`: installs what is missing, builds the single script, and starts the demo on PORT (8080) of this machine. */
ensureInstalled();
if (!run(process.execPath, ['scripts/build.mjs', '--script'])) process.exit(1);

const { runnerImport } = await import('vite');
const { module } = await runnerImport('/demo/server.ts', { configFile: false, logLevel: 'error' });
const port = Number(process.env.PORT ?? 8080);
const { url, close } = await module.startDemo({
  port,
  host: process.env.HOST ?? '127.0.0.1',
  questionsPerMinute: 60,
  log: true,
});
console.log(`\n  The demo is at ${url}\n  Stop it with Ctrl+C.\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close().then(() => process.exit(0)));
