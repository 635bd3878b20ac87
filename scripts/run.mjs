import { spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

/** Runs a command with the project's own binaries first, and says how it ended if not well. @returns whether it succeeded. */
export function run(command, args = [], environment = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment, PATH: resolve('node_modules/.bin') + delimiter + process.env.PATH },
  });
  if (status !== 0) console.error(`${command} ended with ${error?.message ?? signal ?? `exit code ${status}`}`);
  return status === 0;
}
