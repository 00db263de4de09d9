// The whole way of a report: sent by a reader without scripts, decided at the desk by keys, read about by the author and
// by whoever reported; "no action" contested, and put right by another person.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {addPerson, openPage, signIn, violations, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
await addPerson(data, 'max', 'moderator');
await addPerson(data, 'olga', 'senior', 'administrator');

// Reports comment `number` of the story and returns the page of the receipt.
async function report(story, number, words) {
  const page = await openPage(browser, {javaScriptEnabled: false});
  await page.goto(`${server.base}/s/paper/${story}/${number}`);
  await page.getByRole('link', {name: `Report comment ${number}`}).click();
  await page.getByRole('radio', {name: /Plain words/}).check();
  await page.locator('#report-words').fill(words);
  await page.getByRole('button', {name: 'Send the report'}).click();
  await page.getByText('Nobody has decided yet.').waitFor();
  assert.match(page.url(), /\/report\/[\w-]{22}$/);
  return page;
}

test('a reader reports, a moderator removes by keys, the author reads why and the reader reads the outcome', async () => {
  const posted = await server.post('ferry', {text: 'The council has been asleep for years.', name: 'Ines'});
  const reader = await report('ferry', 1, 'Wilhelmina thinks it is a slight.');
  const code = await reader.locator('.cd-code').textContent();

  const max = await signIn(browser, server, 'max');
  await max.locator('.bar nav').getByRole('link', {name: 'Reported'}).click();
  await max.waitForURL('**/reported');
  await max.keyboard.press('j');
  await max.keyboard.press('o');
  await max.waitForURL('**/reported/*/*');
  await max.keyboard.press('x');
  assert.ok(await max.locator('input[value="remove"]').isChecked());
  assert.ok(await max.locator('input[value="plain"]').isChecked(), 'the rule that was named is chosen');
  await max.locator('textarea[name="reason"]').fill('Asleep is a slight.');
  await max.locator('textarea[name="reason"]').blur();
  await max.keyboard.press('d');
  await max.getByText('Removed. The author reads why').waitFor();

  const author = await openPage(browser, {javaScriptEnabled: false});
  await author.goto(`${server.base}/r/${posted.comment.receipt}`);
  const told = await author.locator('main').textContent();
  assert.ok(told.includes('A reader’s report pointed us to it.') && told.includes('Asleep is a slight.'), told);
  for (const word of ['Wilhelmina', 'max', code]) assert.ok(!told.includes(word), word);

  // On another device, with the four words.
  const later = await openPage(browser, {javaScriptEnabled: false});
  await later.goto(`${server.base}/case?site=paper`);
  await later.getByLabel('Four words').fill(code);
  await later.getByRole('button', {name: 'Open'}).click();
  await later.getByText('A moderator took the comment down').waitFor();
  assert.deepEqual(await violations(max), []);
  assert.deepEqual(max.wrong, []);
});

test('"no action" is contested, and another person removes the comment', async () => {
  await server.post('harbour', {text: 'The harbour is run by fools, all of them.', name: 'Jon'});
  const reader = await report('harbour', 1, 'It calls people fools.');
  const max = await signIn(browser, server, 'max');
  await max.goto(`${server.base}/console/paper/reported`);
  await max.locator('article.card h2 a').first().click();
  await max.waitForURL('**/reported/*/*');
  await max.keyboard.press('l');
  assert.ok(await max.locator('input[value="keep"]').isChecked());
  await max.locator('textarea[name="reason"]').fill('It names nobody.');
  await max.locator('.decide button').first().click();
  await max.getByText('Left as it is.').waitFor();

  await reader.reload();
  await reader.getByText('It names nobody.').waitFor();
  await reader.locator('#contest-grounds').fill('The people are known.');
  await reader.locator('#contest button').click();
  await reader.getByText('Someone who had no part in the decision will look again').waitFor();

  const olga = await signIn(browser, server, 'olga');
  await olga.goto(`${server.base}/console/paper/appeals`);
  await olga.locator('article.card h2 a').first().click();
  await olga.locator('input[value="reversed"]').check();
  await olga.locator('textarea[name="reasons"]').fill('In a small town they are.');
  await olga.locator('.decide button').click();
  await olga.getByText('Why: In a small town they are.').waitFor();
  await reader.reload();
  await reader.getByText('You were right.').waitFor();
  await reader.goto(`${server.base}/s/paper/harbour`);
  await reader.locator('#c1').getByText('was removed').waitFor();
});

test('the widget leads to the form', async () => {
  await server.post('island', {text: 'A plain word about the island.', name: 'Ada'});
  const page = await openPage(browser);
  await page.goto(`${server.origin}/island`);
  await widgetReady(page);
  await page.getByRole('link', {name: 'Report comment 1'}).click();
  await page.getByRole('heading', {name: 'Report comment 1'}).waitFor();
});

test('forms, receipts and the desk’s pages: axe-core finds nothing, light and dark, narrow, in Arabic', async () => {
  await server.post('school', {text: 'The school is closed on Mondays, and nobody says why.', name: 'Ada'});
  const receipt = new URL((await report('school', 1, 'A reason.')).url()).pathname;
  const looks = [['en', 'light', 1100], ['ru', 'dark', 360], ['ar', 'light', 360]];
  for (const [lang, colorScheme, width] of looks) {
    const page = await signIn(browser, server, 'olga', {bypassCSP: true, colorScheme, viewport: {width, height: 800}});
    await page.goto(`${server.base}/console/paper/reported`);
    const one = await page.locator('article.card h2 a').first().getAttribute('href');
    const paths = ['/s/paper/school/1/report', '/s/paper/school/1/notice', receipt, '/console/paper/reported', one,
      '/console/paper/danger', '/console/paper/orders', '/policy/paper/decisions'];
    for (const path of paths) {
      await page.goto(`${server.base}${path}?lang=${lang}`);
      await page.addScriptTag({path: axe});
      const found = await page.evaluate(async () =>
        (await window.axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) => `${id}: ${nodes[0].target}`));
      if (process.env.COMITY_SHOTS) {
        const name = path.replace(/[^a-z]+/g, '-').slice(0, 40);
        await page.screenshot({path: `${process.env.COMITY_SHOTS}/${lang}-${colorScheme}-${width}${name}.png`, fullPage: true});
      }
      assert.deepEqual(found, [], `${path} in ${lang}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide in ${lang}`);
    }
  }
});
