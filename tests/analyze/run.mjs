// node run.mjs [COMITY]: the clients against the program COMITY (default build/bin/comity). Without a network to fetch
// them from, the test is skipped and says so.
import {spawnSync} from 'node:child_process';
import {existsSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.argv[2] ?? join(here, '../../build/bin/comity');
const mark = join(here, 'node_modules/.package-lock.json');
const fresh = existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(here, 'package-lock.json')).mtimeMs;
const npm = fresh || spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'],
  {cwd: here, stdio: 'inherit'}).status === 0;
if (!npm) {
  console.log('skipped: the clients could not be installed');
  process.exit(77);
}
const done = spawnSync(process.execPath, ['--test', join(here, 'clients.test.mjs')],
  {cwd: here, stdio: 'inherit', env: {...process.env, COMITY_BIN: resolve(binary)}});
process.exit(done.status ?? 3);
