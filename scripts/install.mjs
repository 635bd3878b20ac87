import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** Installs what the lock file names, if that was not done since it changed. A fresh clone needs no other step. */
export function ensureInstalled() {
  const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'];
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing the packages that package-lock.json names …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'The installation failed; npm says why above. Node 20.19 or newer is needed, this is ' + process.version,
    );
    process.exit(status ?? 1);
  }
}
