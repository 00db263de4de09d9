// The server's own pages in a browser: with JavaScript and without, for eyes and for ears.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {comity, openPage, openWidget, until, violations, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world({demo: true});
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// axe-core runs where the page's Content-Security-Policy does not apply, as a browser extension would.
async function faults(page) {
  await page.addScriptTag({path: axe});
  const {violations: found} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
  return found.map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
}

const front = await (await server.get('/')).text();
const story = /href="(\/s\/herald\/[^"?#]+)/.exec(front)?.[1];

// A held comment, for the pages that only its author sees.
const held = await server.post('axe', {text: 'This is humbug.', name: 'Axel'});
const receipt = new URL(held.comment.page, server.base).pathname;
await server.fill('axe', 12, (n) => `Words about the axe, the ${n}th.`, (n) => (n % 3 === 0 ? 1 : undefined));
await comity('admin', 'comment', 'remove', '--data', data, '--clause', 'plain', 'paper', 'axe', '2');

const pages = {
  'the front page': '/',
  'a site': '/s/herald',
  'a story': story,
  'one comment': `${story}/1`,
  'a story in Arabic': `${story}?lang=ar`,
  'the policy': '/policy/herald',
  'a receipt': receipt,
  'the case page': '/case',
  'a page that is not there': '/nothing/here',
};

for (const scripts of [true, false]) {
  for (const [name, path] of Object.entries(pages)) {
    test(`axe-core finds nothing on ${name}, ${scripts ? 'with' : 'without'} scripts`, async () => {
      // Without scripts the page runs none of its own; axe-core still must.
      const page = await openPage(browser, {bypassCSP: true});
      if (!scripts) await page.route('**/widget.js', (route) => route.abort());
      await page.goto(server.base + path);
      if (scripts && (await page.locator('comity-discussion').count())) await widgetReady(page);
      assert.deepEqual(await faults(page), []);
    });
  }
}

for (const lang of ['en', 'ar']) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe-core finds nothing in the widget with every form open (${lang}, ${colorScheme})`, async () => {
      const page = await openWidget(browser, server, 'axe', {query: `?lang=${lang}`, bypassCSP: true, colorScheme});
      await page.evaluate(() => {
        const root = document.querySelector('comity-discussion').shadowRoot;
        root.querySelector('#comment-3 .cd-actions button').click();
      });
      const form = page.locator('.cd-form').last();
      await form.locator('input').fill('Axel');
      await form.locator('textarea').fill('More humbug.');
      await form.locator('button[type=submit]').click();
      await page.locator('.cd-own').first().waitFor();
      await form.locator('textarea').fill('');
      await form.locator('button[type=submit]').click();
      await page.locator('[role=alert]').first().waitFor();
      assert.deepEqual(await faults(page), []);
    });
  }
}

test('the story page works the same with the widget in place of its own discussion', async () => {
  const page = await openPage(browser);
  await page.goto(server.base + story);
  await widgetReady(page);
  const {live, plain} = await page.evaluate(() => {
    const element = document.querySelector('comity-discussion');
    const labels = (root) => [...root.querySelectorAll('article')].map((one) => one.getAttribute('aria-label'));
    return {live: labels(element.shadowRoot), plain: labels(element)};
  });
  assert.ok(plain.length > 3);
  assert.deepEqual(live, plain);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.wrong, []);
});

test('a comment is an article with a name, a language and a direction, between landmarks', async () => {
  const page = await openPage(browser);
  await page.goto(server.base + story);
  await widgetReady(page);
  const session = await page.context().newCDPSession(page);
  const {nodes} = await session.send('Accessibility.getFullAXTree');
  const of = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).map((node) => node.name?.value ?? '');
  const articles = of('article').filter((name) => /^Comment/.test(name));
  assert.ok(articles.length > 3);
  for (const name of articles) assert.match(name, /^Comment \d+( by .+)?(, reply to \d+)?$/);
  assert.ok(articles.some((name) => /^Comment \d+ by .+, reply to \d+$/.test(name)));
  assert.ok(of('region').some((name) => name.startsWith('Discussion')));
  assert.ok(of('form').includes('Write a comment'));
  assert.equal(of('main').length, 1);
  for (const name of ['Reply to comment 1', 'Write a comment', 'Post comment']) assert.ok(of('button').includes(name), name);
  const texts = await page.evaluate(() => [...document.querySelector('comity-discussion').shadowRoot.querySelectorAll('.cd-text')]
    .map((text) => [text.hasAttribute('lang'), text.dir]));
  assert.ok(texts.every(([lang, dir]) => lang && ['ltr', 'rtl', 'auto'].includes(dir)));
});

test('everything that can be pressed is at least 24 px', async () => {
  const page = await openWidget(browser, server, 'axe');
  const small = await page.evaluate(() => [...document.querySelector('comity-discussion').shadowRoot.querySelectorAll('button, input, textarea, summary, .cd-actions a, .cd-permalink')]
    .filter((one) => one.getClientRects().length > 0)
    .map((one) => [one.className, one.textContent, one.getBoundingClientRect()])
    .filter(([, , box]) => box.width < 24 || box.height < 24).map(([name, text, box]) => `${name} ${text} ${box.width}×${box.height}`));
  assert.deepEqual(small, []);
});

test('without JavaScript a comment is posted, held, found by its code, changed and withdrawn', async () => {
  const page = await openPage(browser, {javaScriptEnabled: false});
  await page.goto(`${server.base}/s/paper/axe`);
  const fill = async (text) => {
    await page.getByLabel('Name', {exact: true}).fill('Jara');
    await page.getByLabel('Comment', {exact: true}).fill(text);
    await page.getByRole('button', {name: 'Post comment'}).click();
  };
  await fill('Posted by hand.');
  await page.getByText(/Your comment is up, as number \d+/).waitFor();
  await page.goto(`${server.base}/s/paper/axe`);
  await page.getByText('Posted by hand.').waitFor();
  await fill('By hand, and humbug.');
  await page.getByText('Your comment is saved and waits for a person.').waitFor();
  await page.getByText('Plain words').first().waitFor();
  const code = (await page.locator('.cd-code').textContent()).trim();
  assert.match(code, /^\S+[- ·]+\S+[- ·]+\S+[- ·]+\S+$/u);
  // On another device, with the code alone.
  const other = await openPage(browser, {javaScriptEnabled: false});
  await other.goto(`${server.base}/case`);
  await other.getByLabel('Four words').fill(code);
  const site = other.getByLabel('Newspaper');
  if (await site.count()) await site.selectOption({value: 'paper'});
  await other.getByRole('button', {name: 'Open'}).click();
  await other.locator('textarea[name="text"]').fill('By hand, and sober.');
  await other.getByRole('button', {name: 'Save the change'}).click();
  await other.getByText(/is up, as number \d+/).waitFor();
  await page.goto(`${server.base}/s/paper/axe`);
  await page.getByText('By hand, and sober.').waitFor();
});

test('a second browser sees what was posted without JavaScript arrive', async () => {
  const watching = await openPage(browser);
  await watching.goto(`${server.base}/s/paper/axe`);
  await widgetReady(watching);
  const page = await openPage(browser, {javaScriptEnabled: false});
  await page.goto(`${server.base}/s/paper/axe`);
  await page.getByLabel('Name', {exact: true}).fill('Kai');
  await page.getByLabel('Comment', {exact: true}).fill('From the plain side.');
  await page.getByRole('button', {name: 'Post comment'}).click();
  await watching.getByRole('button', {name: 'Show 1 new comment'}).click();
  await watching.getByText('From the plain side.').waitFor();
});

test('the cookie of the plain pages and the widget are one guest, and both are forgotten', async () => {
  const page = await openPage(browser);
  await page.route('**/widget.js', (route) => route.abort());
  await page.goto(`${server.base}/s/paper/axe`);
  await page.getByLabel('Name', {exact: true}).fill('Lina');
  await page.getByLabel('Comment', {exact: true}).fill('First plain, then live.');
  await page.getByRole('button', {name: 'Post comment'}).click();
  await page.getByText(/is up, as number \d+/).waitFor();
  await page.unroute('**/widget.js');
  await page.goto(`${server.base}/s/paper/axe`);
  await widgetReady(page);
  const change = page.getByRole('button', {name: /^Change comment/});
  await change.waitFor();
  await page.locator('comity-discussion').getByRole('button', {name: 'Forget me on this device'}).click();
  await until(async () => (await change.count()) === 0);
  await page.reload();
  await widgetReady(page);
  await page.getByRole('article', {name: /by Lina/}).waitFor();
  assert.equal(await change.count(), 0);
});
