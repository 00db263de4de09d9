// Builds what the server embeds of the widget:
//
//   OUT/widget.js                      one script: code, style, the list of languages
//   OUT/assets/messages.<lang>.json    the interface's texts in one language, compiled
//
//   node build.mjs [--out DIR]       default DIR: dist beside this file
//   node build.mjs --tests           bundles src/*.test.ts into .tests/ for node's test runner
//
// Needs Node.js 18 or newer and the packages of package-lock.json (npm ci).
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import * as esbuild from 'esbuild';
import {compileCatalogue} from './compile_messages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
// What readers' browsers must know: Trusted Types and constructed style sheets came with these or later.
const browsers = ['chrome94', 'firefox101', 'safari16.4'];

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

// {lang: compiled texts as JSON} of every catalogue in messages/. Only the texts that the widget shows go to readers.
async function catalogues() {
  const {code} = await esbuild.transform(readFileSync(join(here, 'src/keys.ts'), 'utf8'), {loader: 'ts'});
  const {keys} = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const folder = join(here, 'messages');
  const languages = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    const texts = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    languages[file.slice(0, -'.json'.length)] = JSON.stringify(compileCatalogue(texts, keys, file));
  }
  return languages;
}

async function style() {
  const built = await esbuild.build({
    entryPoints: [join(here, 'style/widget.css')], bundle: true, minify: true, write: false, target: browsers,
  });
  return built.outputFiles[0].text.trim();
}

async function buildWidget(out) {
  const compiled = await catalogues();
  mkdirSync(join(out, 'assets'), {recursive: true});
  // A text's address changes with its bytes, so that an old script never meets new texts from a cache.
  const addresses = {};
  for (const [language, json] of Object.entries(compiled)) {
    const file = `assets/messages.${language}.json`;
    writeFileSync(join(out, file), json);
    addresses[language] = `${file}?v=${createHash('sha256').update(json).digest('hex').slice(0, 12)}`;
  }
  await esbuild.build({
    entryPoints: [join(here, 'src/widget.ts')],
    outfile: join(out, 'widget.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: browsers,
    charset: 'utf8',
    legalComments: 'none',
    define: {COMITY_STYLE: JSON.stringify(await style()), COMITY_LANGUAGES: JSON.stringify(addresses)},
  });
  const sizes = ['widget.js', 'assets/messages.en.json'].map((name) => gzipSync(readFileSync(join(out, name)), {level: 9}).length);
  console.log(`widget.js ${sizes[0]} B and English ${sizes[1]} B, both gzip -9`);
}

async function buildTests() {
  const out = join(here, '.tests');
  rmSync(out, {recursive: true, force: true});
  const tests = readdirSync(join(here, 'src')).filter((name) => name.endsWith('.test.ts'));
  await esbuild.build({
    entryPoints: tests.map((name) => join(here, 'src', name)),
    outdir: out,
    outExtension: {'.js': '.mjs'},
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
    define: {COMITY_STYLE: '""', COMITY_LANGUAGES: '{}'},
    external: ['../compile_messages.mjs'],
  });
}

if (process.argv.includes('--tests')) await buildTests();
else await buildWidget(option('--out') ?? join(here, 'dist'));
