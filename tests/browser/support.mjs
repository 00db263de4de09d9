// What every browser test needs: a server of its own with a discussion in it, a publisher's page on another origin,
// and a browser. Everything is on free ports and in folders of its own, and gone when the test file ends.
import {execFile, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, afterEach} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {chromium} from 'playwright-core';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '../..');
export const binary = process.env.COMITY_BIN ?? join(root, 'build/bin/comity');
const run = promisify(execFile);

// Headless flags that keep the browser from talking to anybody but us.
const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export async function comity(...words) {
  return (await run(binary, words.map(String), {maxBuffer: 1 << 24})).stdout;
}

export function freePort() {
  return new Promise((done) => {
    const socket = net.createServer().listen(0, '127.0.0.1', () => {
      const {port} = socket.address();
      socket.close(() => done(port));
    });
  });
}

// Waits for a condition, never for a duration.
export async function until(condition, what = String(condition), ms = 20_000) {
  const end = Date.now() + ms;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export class Server {
  constructor(data, port, options = []) {
    Object.assign(this, {data, port, options, base: `http://127.0.0.1:${port}`, log: ''});
  }
  async start() {
    const rates = ['--guest-rate', 10000, '--source-rate', 10000, '--story-rate', 10000, '--site-rate', 10000];
    const words = ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, ...rates, ...this.options];
    this.process = spawn(binary, words.map(String), {stdio: ['ignore', 'pipe', 'pipe']});
    for (const pipe of [this.process.stdout, this.process.stderr]) pipe.on('data', (bytes) => (this.log += bytes));
    const {process: child} = this;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}:\n${this.log}`);
      return fetch(`${this.base}/readyz`).then((answer) => answer.ok, () => false);
    }, 'the server is ready', 60_000);
    return this;
  }
  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await gone;
  }

  // Posts as a program would, without a browser.
  async post(story, comment, key = '') {
    const answer = await fetch(`${this.base}/api/v1/sites/paper/stories/${story}/comments`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', ...(key && {Authorization: `Bearer ${key}`})},
      body: JSON.stringify({name: 'Ada', url: `${this.origin}/${story}`, title: `Story ${story}`, correction: 'decline', ...comment}),
    });
    return {status: answer.status, ...(await answer.json())};
  }
  async fill(story, count, text = (n) => `Comment about the ferry, the ${n}th of them.`, replyTo = () => undefined) {
    for (let n = 1; n <= count; ++n) {
      const posted = await this.post(story, {text: text(n), name: `Reader ${n % 17}`, reply_to: replyTo(n)});
      if (posted.status !== 201) throw new Error(JSON.stringify(posted));
    }
  }
  get(path) {
    return fetch(this.base + path);
  }
}

// A page of a publisher, on an origin of its own, as strict as design.md asks: only scripts from and connections to
// the server.
export const hostPolicy = (server) =>
  `default-src 'none'; script-src ${server.base}; connect-src ${server.base}; require-trusted-types-for 'script'; trusted-types comity`;

export async function hostSite(server, port) {
  const site = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://host');
    const story = url.pathname.slice(1);
    const lang = url.searchParams.get('lang') ?? 'en';
    const more = url.searchParams.get('attributes') ?? '';
    const account = url.searchParams.has('account') ? `<script type="module" src="${server.base}/account.js"></script>` : '';
    response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': hostPolicy(server)});
    response.end(`<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Story ${story}</title><script type="module" src="${server.base}/widget.js"></script>${account}</head>
<body><main><h1>Story ${story}</h1><p>The article.</p>
<comity-discussion site="paper" story="${story}" ${more}><a href="${server.base}/s/paper/${story}">Discussion</a></comity-discussion>
</main></body></html>`);
  });
  await new Promise((done) => site.listen(port, '127.0.0.1', done));
  return site;
}

// A server with the site "paper" under tests/browser/policy.toml, embedded by a publisher at `server.origin`; with
// `demo`, the demonstration paper beside it.
export async function world({demo = false, options = []} = {}) {
  const data = mkdtempSync(join(tmpdir(), 'comity-browser-'));
  const [port, hostPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${hostPort}`;
  if (demo) await comity('demo', '--data', data, '--origin', `http://127.0.0.1:${port}`);
  await comity('admin', 'site', 'add', 'paper', '--data', data, '--name', 'The Test Paper', '--origin', origin,
    '--languages', 'en,ru,ar', '--policy', join(here, 'policy.toml'));
  const server = new Server(data, port, options);
  server.origin = origin;
  await server.start();
  const host = await hostSite(server, hostPort);
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags});
  after(async () => {
    await browser.close();
    host.closeAllConnections?.();
    host.close();
    await server.stop();
    rmSync(data, {recursive: true, force: true});
  });
  return {server, browser, data};
}

// Whatever a test opened, and whether it passed or not, is closed before the next.
const contexts = [];
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

export async function openContext(browser, options = {}) {
  const context = await browser.newContext({viewport: {width: 900, height: 800}, ...options});
  contexts.push(context);
  return context;
}

// A page that remembers everything that went wrong in it.
export async function openPage(browser, options = {}) {
  const page = await (await openContext(browser, options)).newPage();
  page.setDefaultTimeout(15_000);
  page.wrong = [];
  page.dialogs = 0;
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.wrong.push(message.text()));
  page.on('pageerror', (error) => page.wrong.push(String(error.stack)));
  page.on('dialog', (dialog) => {
    ++page.dialogs;
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  return page;
}

// Opens a story in a publisher's page and waits until the discussion is alive.
export async function openWidget(browser, server, story, {query = '', hash = '', ...options} = {}) {
  const page = await openPage(browser, options);
  await page.goto(`${server.origin}/${story}${query}${hash}`);
  await widgetReady(page);
  return page;
}

export async function widgetReady(page) {
  await page.waitForFunction(() => document.querySelector('comity-discussion')?.shadowRoot.querySelector('.cd'));
}

// Numbers of the comments on the screen, in their order.
export const shown = (page) => page.evaluate(() =>
  [...document.querySelector('comity-discussion').shadowRoot.querySelectorAll('.cd-thread article')].map((one) => Number(one.id.slice(8))));

export const violations = (page) => page.evaluate(() => window.violations);

// Those who work for the paper. `comity admin person add` reads the password from standard input.
const password = 'a quiet river bend 7';
export function addPerson(data, name, ...roles) {
  return new Promise((done, failed) => {
    const words = ['admin', 'person', 'add', name, '--data', data, '--site', 'paper', ...roles.flatMap((role) => ['--role', role])];
    const child = execFile(binary, words, (error, out, wrong) => (error ? failed(new Error(wrong)) : done(out)));
    child.stdin.end(`${password}\n`);
  });
}

// A page on which `name` stands before the queue.
export async function signIn(browser, server, name, options = {}) {
  const page = await openPage(browser, options);
  await page.goto(`${server.base}/sign-in?site=paper&next=%2Fconsole%2Fpaper%2Fqueue`);
  await page.locator('[name="name"]').fill(name);
  await page.locator('[name="password"]').fill(password);
  await page.locator('form button[type="submit"]').first().click();
  await page.waitForURL('**/console/paper/queue**');
  return page;
}
