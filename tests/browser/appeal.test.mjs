// The whole way of a refused comment: held, refused by one moderator, read about by its author by case code, appealed
// against, put right by another on the console's own page; and the ledger of all of it is sound.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createRequire} from 'node:module';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {promisify} from 'node:util';
import {addPerson, binary, comity, openPage, signIn, violations, world} from './support.mjs';

const run = promisify(execFile);
const {server, browser, data} = await world();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
await addPerson(data, 'max', 'moderator');
await addPerson(data, 'olga', 'moderator', 'senior', 'administrator');

const receiptOf = async (posted) => (await fetch(`${server.base}/api/v1/receipts/${posted.comment.receipt}`)).json();

async function refuse(page) {
  await page.locator('article.card h2 a').first().click();
  await page.locator('input[value="refuse"]').check();
  await page.locator('textarea[name="reason"]').fill('It calls somebody a humbug.');
  await page.locator('.decide button').first().click();
  await page.locator('.notice').waitFor();
}

let walked;

test('held, refused, appealed against by case code, reversed by another on the console’s page: its number and its own time', async () => {
  const posted = walked = await server.post('walk', {text: 'The humbug is a beetle.', name: 'Ines'});
  assert.equal(posted.comment.state, 'held');
  const max = await signIn(browser, server, 'max');
  await refuse(max);

  // The author, on another browser, without scripts and with nothing but the four words.
  const author = await openPage(browser, {javaScriptEnabled: false});
  await author.goto(`${server.base}/case?site=paper`);
  await author.getByLabel('Four words').fill(posted.comment.case_code);
  await author.getByRole('button', {name: 'Open'}).click();
  await author.getByText('It calls somebody a humbug.').waitFor();
  await author.locator('#appeal-grounds').fill('It is about insects.');
  await author.locator('#appeal button').click();
  await author.getByText('Someone who had no part in the first decision').waitFor();

  // Whoever refused it may read the appeal, and not answer it.
  await max.goto(`${server.base}/console/paper/appeals`);
  await max.locator('article.card h2 a').click();
  assert.equal(await max.locator('input[name="outcome"]').count(), 0);
  assert.equal(await max.locator('.bar nav a[href*="/people"]').count(), 0, 'people are for administrators');

  const olga = await signIn(browser, server, 'olga');
  await olga.locator('.bar nav').getByRole('link', {name: 'Appeals'}).click();
  assert.match(await olga.locator('article.card').textContent(), /Ines.*It is about insects/s);
  await olga.keyboard.press('j');
  await olga.keyboard.press('o');
  await olga.waitForURL('**/appeals/*/*');
  assert.ok((await olga.locator('div.second').textContent()).includes('max'), 'the record stands beside it');
  await olga.locator('input[value="reversed"]').check();
  await olga.locator('textarea[name="reasons"]').fill('A beetle has that name.');
  await olga.locator('.decide button').click();
  await olga.getByText('Why: A beetle has that name.').waitFor();
  assert.equal(await olga.locator('input[name="outcome"]').count(), 0);
  await olga.goto(`${server.base}/console/paper/appeals`);
  await olga.getByText('Nobody waits for another look.').waitFor();

  await author.reload();
  const told = await author.locator('main').textContent();
  assert.ok(told.includes('You were right.') && told.includes('A beetle has that name.'), told);
  assert.ok(!told.includes('olga') && !told.includes('max'), 'nobody is named');
  const now = await receiptOf(posted);
  assert.deepEqual([now.state, now.number, now.written], ['published', 1, posted.comment.written]);
  await author.goto(`${server.base}/s/paper/walk`);
  await author.locator('#c1').getByText('The humbug is a beetle.').waitFor();
  for (const page of [max, olga]) {
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.wrong, []);
  }
});

test('the ledger of it is sound for whoever checks it without the server', async (t) => {
  const verify = join(dirname(binary), 'comity-verify');
  if (!existsSync(verify)) return t.skip('comity-verify is not built');
  // The statement of the last decision is covered by a checkpoint.
  const statement = await fetch(`${server.base}/r/${walked.comment.receipt}/statement.ledger.json`);
  assert.equal(statement.status, 200);
  const folder = mkdtempSync(join(tmpdir(), 'comity-ledger-'));
  try {
    writeFileSync(join(folder, 'statement.json'), await statement.text());
    await comity('ledger', 'export', '--data', data, '--site', 'paper', '--out', join(folder, 'log'));
    const key = join(folder, 'log', 'key');
    const log = await run(verify, ['log', join(folder, 'log'), '--key', key]);
    assert.match(log.stdout, /is what was signed: 3 entries/);
    await run(verify, ['statement', join(folder, 'statement.json'), '--key', key, '--log', join(folder, 'log')]);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});

test('sign-in, account, people and appeals: axe-core finds nothing, light and dark, narrow, in Arabic', async () => {
  const posted = await server.post('walk', {text: 'Another humbug, a longer one, of which there is more to say.', name: 'Jon'});
  const max = await signIn(browser, server, 'max');
  await refuse(max);
  const filed = await fetch(`${server.base}/api/v1/receipts/${posted.comment.receipt}/appeals`, {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({grounds: 'Nobody is meant by it.'}),
  });
  assert.equal(filed.status, 201);
  const looks = [['en', 'light', 1100], ['en', 'dark', 1100], ['ru', 'light', 360], ['ar', 'dark', 360], ['ar', 'light', 1100]];
  for (const [lang, colorScheme, width] of looks) {
    const page = await signIn(browser, server, 'olga', {bypassCSP: true, colorScheme, viewport: {width, height: 800}});
    await page.goto(`${server.base}/console/paper/appeals`);
    const one = await page.locator('article.card h2 a').first().getAttribute('href');
    for (const path of ['/sign-in?site=paper', '/account/paper', '/account/paper/second-step', '/console/paper/people', '/console/paper/appeals', one]) {
      await page.goto(`${server.base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await page.addScriptTag({path: axe});
      const found = await page.evaluate(async () =>
        (await window.axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) => `${id}: ${nodes[0].target}`));
      if (process.env.COMITY_SHOTS) {
        const name = path.split('?')[0].replace(/[^a-z]+/g, '-');
        await page.screenshot({path: `${process.env.COMITY_SHOTS}/${lang}-${colorScheme}-${width}${name}.png`, fullPage: true});
      }
      assert.deepEqual(found, [], `${path} in ${lang}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide in ${lang}`);
    }
  }
});
