// node run.mjs [COMITY] [FILE...]: runs the browser tests against the program COMITY (default build/bin/comity), each
// file with a server and a browser of its own, one after the other.
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [binary = join(here, '../../build/bin/comity'), ...only] = process.argv.slice(2);

const installed = join(here, 'node_modules/.package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(here, 'package-lock.json')).mtimeMs) {
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], {cwd: here, stdio: 'inherit'});
  if (npm.status !== 0) process.exit(3);
}
const files = only.length > 0 ? only : readdirSync(here).filter((name) => name.endsWith('.test.mjs'));
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], {
  cwd: here, stdio: 'inherit', env: {...process.env, COMITY_BIN: resolve(binary)},
});
process.exit(done.status ?? 3);
