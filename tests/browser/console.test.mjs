// The moderators' console: a comment is held, decided by keyboard, read about by its author on another browser, and
// taken back; with scripts and without, in every language, in the dark and on a telephone.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {addPerson, openPage, openWidget, signIn as signInTo, violations, world} from './support.mjs';

const {server, browser, data} = await world();
const require = createRequire(import.meta.url);
const axe = require.resolve('axe-core/axe.min.js');
const readQr = require('jsqr');
await addPerson(data, 'olga', 'moderator', 'senior', 'editor');
await addPerson(data, 'max', 'moderator');
await addPerson(data, 'ada', 'administrator');
const signIn = (name, options) => signInTo(browser, server, name, options);
const hold = (text, name = 'Ines') => server.post('walk', {text, name});
const stateOf = async (posted) =>
  (await (await fetch(`${server.base}/api/v1/receipts/${posted.comment.receipt}`)).json()).state;

test('a moderator refuses by keyboard what was held, the author reads why by case code, and it is taken back', async () => {
  const posted = await hold('What a humbug, this bridge.');
  const page = await signIn('olga');
  await page.locator('article.card').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await page.waitForURL('**/comment/**');
  assert.equal(await page.locator('.first mark').first().textContent(), 'humbug');
  assert.ok((await page.locator('main').textContent()).includes('No humbug.'), 'the clause stands beside it');
  // Typing is typing.
  await page.locator('textarea[name="reason"]').fill('');
  await page.locator('textarea[name="reason"]').pressSequentially('r p d');
  assert.equal(await page.locator('input[value="refuse"]').isChecked(), false);
  await page.locator('textarea[name="reason"]').fill('Please say what you mean.');
  await page.locator('h1').click();
  await page.keyboard.press('r');
  assert.equal(await page.locator('input[value="refuse"]').isChecked(), true);
  await page.getByRole('button', {name: 'What the author will read'}).click();
  const preview = await page.locator('.preview').textContent();
  assert.ok(preview.includes('Please say what you mean.') && preview.includes('humbug'), preview);
  await page.locator('h1').click();
  await page.keyboard.press('d');
  await page.locator('.notice').waitFor();
  assert.equal(await stateOf(posted), 'refused');

  const reader = await openPage(browser);
  await reader.goto(`${server.base}/case?site=paper`);
  await reader.getByLabel('Four words').fill(posted.comment.case_code);
  await reader.getByRole('button', {name: 'Open'}).click();
  await reader.getByText('Please say what you mean.').waitFor();
  const told = await reader.locator('main').textContent();
  assert.ok(told.includes('Plain words') && told.includes('humbug'), told);
  assert.ok(!told.includes('olga'), 'moderators are not named');

  await page.keyboard.press('u');
  await page.waitForURL('**undone=1**');
  assert.equal(await stateOf(posted), 'held');
  await page.keyboard.press('p');
  await page.keyboard.press('d');
  await page.waitForURL('**deed=publish**');
  assert.equal(await stateOf(posted), 'published');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.wrong, []);
});

test('two who look at one comment hear of each other, and the second decision is not written', async () => {
  const posted = await hold('A second humbug.', 'Jon');
  const olga = await signIn('olga');
  const max = await signIn('max');
  const address = await olga.locator('article.card h2 a').first().getAttribute('href');
  await olga.goto(server.base + address);
  await max.goto(server.base + address);
  await max.getByText('olga has this open, too.').waitFor();
  for (const [page, deed] of [[olga, 'publish'], [max, 'refuse']]) {
    await page.locator(`input[value="${deed}"]`).check();
    await page.locator('.decide button').first().click();
    await page.locator('.notice').waitFor();
  }
  assert.match(await max.locator('.notice').textContent(), /Nothing was written/);
  assert.equal(await stateOf(posted), 'published');
});

test('many that say the same are one card, decided in one step after the count is confirmed, and taken back in one', async () => {
  const posts = [];
  for (const tail of ['', '!', ' 22', '!!!']) posts.push(await hold(`Cheap humbug for everybody${tail}`, `Seller ${posts.length}`));
  const page = await signIn('olga', {javaScriptEnabled: false});
  assert.equal(await page.locator('article.card').count(), 1);
  assert.match(await page.locator('article.card').textContent(), /3 more say the same/);
  await page.locator('article.card h2 a').click();
  await page.getByRole('button', {name: 'Decide about those chosen'}).click();
  await page.locator('input[value="refuse"]').check();
  await page.getByRole('button', {name: 'Decide about 4 comments'}).click();
  assert.match(await page.locator('.notice').textContent(), /4 comments decided/);
  for (const one of posts) assert.equal(await stateOf(one), 'refused');
  await page.getByRole('button', {name: 'Undo'}).click();
  for (const one of posts) assert.equal(await stateOf(one), 'held');
});

test('the keys go on behind the last card of a page, and back', async () => {
  const words = ['river', 'tower', 'garden', 'street', 'winter', 'summer'];
  for (let n = 0; n < 30; ++n) await hold(`A humbug of ${words[n % 6]} and ${words[Math.floor(n / 6)]}.`, `Walker ${n}`);
  const page = await signIn('olga');
  const cards = await page.locator('article.card').count();
  assert.equal(cards, 25);
  for (let n = 0; n < cards; ++n) await page.keyboard.press('j');
  const last = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('j');
  await page.waitForURL('**after=**');
  await page.locator('article.card').first().waitFor();
  await page.keyboard.press('j');
  assert.notEqual(await page.evaluate(() => document.activeElement.textContent), last);
  await page.keyboard.press('k');
  await page.waitForURL((url) => !url.search.includes('after='));
  assert.deepEqual(await violations(page), []);
});

test('what is hostile is shown as it was written, and nothing of it runs', async () => {
  await hold('<img src=x onerror=alert(1)> humbug <script>alert(2)</script>', '<b onmouseover=alert(3)>Eve');
  const page = await signIn('olga');
  await page.goto(`${server.base}/console/paper/queue?order=newest`);
  assert.ok((await page.locator('article.card .text').first().textContent()).includes('<script>alert(2)</script>'));
  await page.locator('article.card h2 a').first().click();
  await page.locator('.decide').waitFor();
  await page.goto(`${server.base}/console/paper/recent?words=humbug`);
  assert.ok((await page.locator('.cards li').count()) > 3);
  assert.equal(await page.locator('main img, main b').count(), 0);
  assert.equal(page.dialogs, 0);
  assert.deepEqual(await violations(page), []);
});

test('keys are changed, and switched off', async () => {
  const page = await signIn('max');
  await page.keyboard.press('?');
  await page.locator('dialog input[data-deed="queue"]').fill('y');
  await page.locator('dialog form button').click();
  await page.goto(`${server.base}/console/paper/recent`);
  await page.keyboard.press('y');
  await page.waitForURL('**/queue**');
  await page.keyboard.press('?');
  await page.locator('#keys-on').uncheck();
  await page.locator('dialog form button').click();
  await page.keyboard.press('o');
  assert.ok(page.url().includes('/queue'));
});

test('an editor is told of a mistake as it is written, tries the draft and publishes it with the report', async () => {
  const page = await signIn('olga');
  await page.goto(`${server.base}/console/paper/policy`);
  const document = page.locator('textarea[name="source"]');
  const before = await document.inputValue();
  await document.fill(before.replace('lexicon("loud")', 'lexicon("lout")'));
  await page.locator('#diagnostics').getByText('lout').waitFor();
  await page.getByRole('button', {name: 'Publish'}).click();
  assert.match(await page.locator('main').textContent(), /lout/);
  await document.fill(before.replace('No humbug.', 'No humbug at all.'));
  await page.locator('#diagnostics').getByText('Sound').waitFor();
  await page.getByRole('button', {name: 'Publish'}).click();
  await page.getByText('This text has not been tried').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'wrong');
  assert.ok((await document.inputValue()).includes('No humbug at all.'));
  await page.getByRole('button', {name: 'Try on what was written lately'}).first().click();
  await page.getByRole('heading', {name: 'What this draft changes'}).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'trial');
  await page.getByRole('button', {name: 'Publish'}).click();
  await page.getByText('it is in force from now on').waitFor();
  assert.match(await page.locator('section ol li').first().textContent(), /tried texts? judged otherwise/);
  assert.match(await (await server.get('/policy/paper')).text(), /Tried on the latest/);
  await page.locator('section ol a').first().click();
  await page.getByRole('heading', {name: 'What it changed'}).waitFor();
  assert.match(await page.locator('pre').first().textContent(), /No humbug at all/);
  const max = await signIn('max');
  assert.equal((await max.goto(`${server.base}/console/paper/policy`)).status(), 403);
  assert.deepEqual(await violations(page), []);
});

test('a branch is closed beside its comment: who looks on cannot answer there any more, and undoing opens it', async () => {
  await server.post('talk', {text: 'The bridge opens in May.', name: 'Nina'});
  const reader = await openWidget(browser, server, 'talk');
  const reply = reader.getByRole('button', {name: 'Reply to comment 1'});
  await reply.waitFor();
  const page = await signIn('olga');
  await page.goto(`${server.base}/console/paper/recent`);
  await page.locator('main a[href*="/comment/"]', {hasText: 'Nina'}).first().click();
  await page.locator('h1').click();
  await page.keyboard.press('c');
  assert.equal(await page.locator('input[value="close_replies"]').isChecked(), true);
  await page.locator('input[name="clause"][value="plain"]').check();
  await page.locator('.decide button').first().click();
  await page.locator('.notice').waitFor();
  await reader.getByText('This cannot be answered.').waitFor();
  assert.equal(await reply.count(), 0);
  assert.equal((await server.post('talk', {text: 'In June.', name: 'Ben', reply_to: 1})).code, 'reply_closed');
  await page.locator('.notice button').click();
  await page.waitForURL('**undone=1**');
  await reply.waitFor();
  assert.deepEqual(page.wrong, []);
});

test('the overview counts what was decided; how much somebody did is theirs and a senior’s to see', async () => {
  const olga = await signIn('olga');
  await olga.goto(`${server.base}/console/paper/overview`);
  const seen = await olga.locator('main').textContent();
  assert.match(seen, /decisions by people/);
  const charts = (page) => page.locator('table.chart caption').allTextContents();
  assert.ok((await charts(olga)).includes('Decisions by person'));
  const max = await signIn('max');
  await max.goto(`${server.base}/console/paper/overview`);
  assert.ok(!(await charts(max)).includes('Decisions by person'));
  assert.ok(!(await max.locator('table.chart').allTextContents()).some((text) => text.includes('olga')));
});

test('an administrator changes the site’s settings; nobody else finds them', async () => {
  const ada = await signIn('ada');
  await ada.getByRole('link', {name: 'Settings'}).click();
  await ada.getByLabel('Days after which a discussion closes by itself').fill('36526');
  await ada.getByRole('button', {name: 'Save'}).click();
  assert.match(await ada.locator('.notice').textContent(), /close-after is 0 to 36525/);
  await ada.getByLabel('Days after which a discussion closes by itself').fill('90');
  await ada.getByRole('button', {name: 'Save'}).click();
  await ada.getByText('It holds from now on.').waitFor();
  assert.equal(await ada.getByLabel('Days after which a discussion closes by itself').inputValue(), '90');
  assert.deepEqual(await violations(ada), []);
  const max = await signIn('max');
  assert.equal((await max.goto(`${server.base}/console/paper/settings`)).status(), 403);
});

test('axe-core finds nothing, in every language, light and dark, wide and narrow', async () => {
  for (const [lang, colorScheme, width] of [['en', 'light', 1100], ['ru', 'dark', 1100], ['ar', 'light', 360]]) {
    const page = await signIn('olga', {bypassCSP: true, colorScheme, viewport: {width, height: 800}});
    const card = await page.locator('article.card h2 a').first().getAttribute('href');
    for (const path of [`/console/paper/queue?lang=${lang}`, `${card}&lang=${lang}`, `/console/paper/recent?lang=${lang}`,
      `/console/paper/overview?lang=${lang}`, `/console/paper/policy?lang=${lang}`]) {
      await page.goto(server.base + path);
      await page.addScriptTag({path: axe});
      const found = await page.evaluate(async () =>
        (await window.axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) => `${id}: ${nodes[0].target}`));
      assert.deepEqual(found, [], path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide`);
      if (process.env.COMITY_SHOTS) await page.screenshot({path: `${process.env.COMITY_SHOTS}/console-${lang}-${path.split(/[/?]/)[3]}.png`, fullPage: true});
    }
  }
});

test('the picture of the second step holds the key that the page says, as a camera reads it', async () => {
  const page = await signIn('max');
  await page.goto(`${server.base}/account/paper/second-step`);
  const uri = await page.locator('a[href^="otpauth:"]').getAttribute('href');
  const size = Number((await page.locator('svg.cd-qr').getAttribute('viewBox')).split(' ')[2]);
  const dots = 4;  // a side of a module
  const pixels = new Uint8ClampedArray(size * dots * size * dots * 4).fill(255);
  const path = await page.locator('svg.cd-qr path').getAttribute('d');
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    for (let row = y * dots; row < (Number(y) + 1) * dots; row++)
      for (let column = x * dots; column < (Number(x) + Number(run)) * dots; column++)
        pixels.fill(0, (row * size * dots + column) * 4, (row * size * dots + column) * 4 + 3);
  assert.equal(readQr(pixels, size * dots, size * dots).data, uri);
  assert.deepEqual(await violations(page), []);
});

test('where the policy asks for two people the first proposes, and the second decides', async () => {
  const olga = await signIn('olga', {javaScriptEnabled: false});
  await olga.goto(`${server.base}/console/paper/policy`);
  const document = olga.locator('textarea[name="source"]');
  await document.fill((await document.inputValue()).replace('id = "plain"', 'id = "plain"\ntwo_people = ["refuse"]'));
  await olga.getByRole('button', {name: 'Publish'}).click();
  await olga.getByRole('button', {name: 'Publish without a report'}).click();
  await olga.getByText('it is in force from now on').waitFor();
  const posted = await hold('Two people for this humbug.', 'Kay');
  await olga.goto(`${server.base}/console/paper/queue?order=newest`);
  await olga.locator('article.card h2 a', {hasText: 'Kay'}).click();
  const address = olga.url();
  await olga.locator('input[value="refuse"]').check();
  await olga.locator('.decide button').first().click();
  assert.match(await olga.locator('.notice').textContent(), /waits for a second one/);
  assert.equal(await stateOf(posted), 'held');
  const max = await signIn('max');
  await max.getByText('1 decision waits for a second person').waitFor();
  await max.goto(address);
  await max.getByText('olga proposes: Refuse').waitFor();
  await max.keyboard.press('d');
  await max.locator('.notice').waitFor();
  assert.equal(await stateOf(posted), 'refused');
  assert.deepEqual(await violations(max), []);
});
