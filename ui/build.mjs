// Builds what the server embeds of the widget:
//
//   OUT/widget.js                      one script: code, style, the list of languages
//   OUT/assets/messages.<lang>.json    the interface's texts in one language, compiled
//   OUT/assets/console.js              the live layer of the moderators' console
//   OUT/assets/passkey.js              on the pages where staff make and use passkeys
//   OUT/account.js                     beside the widget: the link to a reader's account, and the way back from it
//
//   node build.mjs [--out DIR] [--also FILE]   default DIR: dist beside this file; FILE: one more language
//   node build.mjs --tests                     bundles the tests into .tests/ for node's test runner
//
// Needs Node.js 18 or newer and the packages of package-lock.json (npm ci).
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import * as esbuild from 'esbuild';
import {minify} from 'terser';
import {compileCatalogue} from './compile_messages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
// What readers' browsers must know: Trusted Types and constructed style sheets came with these or later.
const browsers = ['chrome94', 'firefox101', 'safari16.4'];

// Names of our own objects' members, shortened in the bundle. None may be a name of the wire or of the browser.
const internal = [
  'announce', 'announcer', 'bring', 'cancel', 'draftOf', 'edit', 'element', 'eventsSince', 'eventsUrl', 'forget',
  'guest', 'heading', 'hush', 'insert', 'jump', 'keepDraft', 'known', 'lead', 'link', 'load', 'loadOwn', 'mark', 'mine',
  'moveEnd', 'named', 'own', 'place', 'post', 'reply', 'replyTo', 'retryAfter', 'sending', 'setOwn',
  'settled', 'site', 'storyKey', 'storyLang', 'streamUrl', 'submit', 'timer', 'toForm', 'update', 'view', 'views',
  'visibilityChanged', 'visible', 'whole', 'withdraw',
];

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

// The keys of the texts that the widget shows.
async function usedKeys() {
  const {code} = await esbuild.transform(readFileSync(join(here, 'src/keys.ts'), 'utf8'), {loader: 'ts'});
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).keys;
}

// In the bundle a key is its place in src/keys.ts: 'form.name' becomes 52, and a language is a list of texts. The
// sources say every key as one whole literal for this.
function numberedKeys(keys) {
  const places = new Map(keys.map((key, place) => [key, place]));
  return {
    name: 'numbered keys',
    setup(build) {
      build.onLoad({filter: /src[\\/]\w+\.ts$/}, ({path}) => ({
        loader: 'ts',
        contents: readFileSync(path, 'utf8').replace(/'([a-z]+\.[a-z0-9_.]+)'/g, (whole, key) => places.get(key) ?? whole),
      }));
    },
  };
}

// {lang: compiled texts as JSON} of every language. What one lacks is said in English, as on the server's pages; the
// tests tell what that is.
function catalogues(keys) {
  const folder = join(here, '../data/languages');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
  const also = option('--also');
  if (also) files.push(also);
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  const english = read(join(folder, 'en.json'));
  const languages = {};
  for (const file of files.sort((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
    const texts = {...english, ...read(file)};
    languages[basename(file, '.json')] = JSON.stringify(Object.values(compileCatalogue(texts, keys, basename(file))));
  }
  return languages;
}

// Minified CSS without the rules for what the widget never makes, and for classes that `script` does not name: the
// server's pages have more to show.
const neverMade = /\b(select|kbd|td|h2\.cd-meta|a\.cd-edited)\b|\.cd-form\+p|:target\b|\[(aria-current|disabled)\]|\.cd-sort a/;
function onlyUsed(css, script) {
  const used = (selector) => !neverMade.test(selector) && [...selector.matchAll(/\.(cd-[\w-]+)/g)].every(([, name]) => /^cd-d\d$/.test(name) || new RegExp(`${name}(?![\\w-])`).test(script));
  let out = '';
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    let end = open + 1;
    for (let depth = 1; depth > 0; ++end) depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    const head = css.slice(at, open);
    const body = css.slice(open + 1, end - 1);
    if (head.startsWith('@')) {
      const inside = onlyUsed(body, script);
      if (inside) out += `${head}{${inside}}`;
    } else {
      const selectors = head.split(/,(?![^()]*\))/).filter(used);
      if (selectors.length > 0) out += `${selectors.join(',')}{${body}}`;
    }
    at = end;
  }
  return out;
}

async function style(script) {
  const built = await esbuild.build({
    entryPoints: [join(here, 'style/widget.css')], bundle: true, minify: true, write: false, target: browsers,
  });
  return onlyUsed(built.outputFiles[0].text.trim(), script).replace(/(--[\w-]+): /g, '$1:').replace(/(--cd-s[^;]*)/g, (list) => list.replaceAll(', ', ','));
}

async function buildWidget(out) {
  const keys = await usedKeys();
  const compiled = catalogues(keys);
  mkdirSync(join(out, 'assets'), {recursive: true});
  // A text's address changes with its bytes, so that an old script never meets new texts from a cache.
  const addresses = {};
  for (const [language, json] of Object.entries(compiled)) {
    const file = `assets/messages.${language}.json`;
    writeFileSync(join(out, file), json);
    addresses[language] = `${file}?v=${createHash('sha256').update(json).digest('hex').slice(0, 6)}`;
  }
  const script = readdirSync(join(here, 'src')).map((name) => readFileSync(join(here, 'src', name), 'utf8')).join('\n');
  const bundled = await esbuild.build({
    entryPoints: [join(here, 'src/widget.ts')],
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: browsers,
    charset: 'utf8',
    legalComments: 'none',
    plugins: [numberedKeys(keys)],
    mangleProps: new RegExp(`^(?:${internal.join('|')})$`),
    define: {COMITY_STYLE: JSON.stringify(await style(script)), COMITY_LANGUAGES: JSON.stringify(addresses)},
  });
  // Publishers' readers load this on every page: terser makes it 3 % smaller once more.
  const {code} = await minify(bundled.outputFiles[0].text, {ecma: 2021, module: true, compress: {passes: 3}});
  writeFileSync(join(out, 'widget.js'), code);
  const sizes = ['widget.js', 'assets/messages.en.json'].map((name) => gzipSync(readFileSync(join(out, name)), {level: 9}).length);
  console.log(`widget.js ${sizes[0]} B and English ${sizes[1]} B, both gzip -9`);
}

async function buildAlone(source, outfile) {
  await esbuild.build({
    entryPoints: [join(here, source)],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    target: browsers,
    charset: 'utf8',
    legalComments: 'none',
  });
}

async function buildTests() {
  const out = join(here, '.tests');
  rmSync(out, {recursive: true, force: true});
  const tests = ['src', 'console'].flatMap((folder) => readdirSync(join(here, folder))
    .filter((name) => name.endsWith('.test.ts')).map((name) => join(here, folder, name)));
  await esbuild.build({
    entryPoints: tests,
    entryNames: '[name]',
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
else {
  const out = option('--out') ?? join(here, 'dist');
  await buildWidget(out);
  await buildAlone('console/console.ts', join(out, 'assets/console.js'));
  await buildAlone('passkey/passkey.ts', join(out, 'assets/passkey.js'));
  await buildAlone('account/account.ts', join(out, 'account.js'));
}
