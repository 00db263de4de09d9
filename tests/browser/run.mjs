// node run.mjs [COMITY] [FILE...]: runs the browser tests against the program COMITY (default build/bin/comity), each
// file with a server and a browser of its own, two at a time.
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {installed} from './install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [binary = join(here, '../../build/bin/comity'), ...only] = process.argv.slice(2);

if (!installed()) process.exit(3);
const files = only.length > 0 ? only : readdirSync(here).filter((name) => name.endsWith('.test.mjs'));
const done = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...files], {
  cwd: here, stdio: 'inherit', env: {...process.env, COMITY_BIN: resolve(binary)},
});
process.exit(done.status ?? 3);
