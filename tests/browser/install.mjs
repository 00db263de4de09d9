// Installs playwright-core and axe-core beside this file when they are missing or older than the lock file. Debian's
// Chromium is used: no browser is fetched.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export function installed() {
  const here = dirname(fileURLToPath(import.meta.url));
  const mark = join(here, 'node_modules/.package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs) return true;
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], {cwd: here, stdio: 'inherit'});
  return npm.status === 0;
}
