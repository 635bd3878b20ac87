import { spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

/** Runs a command with the project's own binaries first. @returns whether it succeeded. */
export function run(command, args = [], environment = {}) {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment, PATH: resolve('node_modules/.bin') + delimiter + process.env.PATH },
  });
  return status === 0;
}
