// Readers' accounts: made and used without scripts, and met by the widget.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {test} from 'node:test';
import {comity, openPage, until, violations, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world({options: ['--letters-every', 20]});
await comity('admin', 'site', 'set', 'paper', '--data', data, '--reader-accounts', 'on');
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// The link in the letter to `address` that is not among `known`.
function linkTo(address, known = []) {
  return until(() => {
    let names = [];
    try {
      names = readdirSync(join(data, 'outbox')).filter((name) => name.endsWith('.eml'));
    } catch {
      return undefined; // no letter was ever sent
    }
    for (const name of names) {
      const letter = readFileSync(join(data, 'outbox', name), 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=');
      const path = /\/reader\/paper\/in\/[\w-]{22}/.exec(letter)?.[0];
      if (path && letter.includes(address) && !known.includes(path)) return path;
    }
    return undefined;
  }, `a letter to ${address}`);
}

async function write(page, story, text, name = '') {
  await page.goto(`${server.base}/s/paper/${story}`);
  if (name) await page.locator('#cd-name').fill(name);
  await page.locator('#cd-text').fill(text);
  await page.locator('.cd-write button[type="submit"]').first().click();
  await page.waitForURL('**/r/*');
}

// Opens an account in a page without scripts, which is signed in then.
async function account(name, address, from) {
  const page = from ?? (await openPage(browser, {javaScriptEnabled: false}));
  await page.goto(`${server.base}/reader/paper`);
  await page.getByLabel('Name').fill(name);
  await page.locator('#join-address').fill(address);
  await page.getByRole('button', {name: 'Make the account'}).click();
  await page.getByText('A letter is on its way').waitFor();
  await page.goto(server.base + (await linkTo(address)));
  await page.getByRole('button', {name: 'Open the account'}).click();
  await page.getByText(`You are signed in as ${name}.`).waitFor();
  return page;
}

test('a reader makes an account, takes along what they wrote, sets a password, mutes somebody and signs out, all without a script', async () => {
  const page = await openPage(browser, {javaScriptEnabled: false});
  await server.post('ferry', {text: 'The ferry is late again.', name: 'Boris'});
  await write(page, 'ferry', 'It was on time on Monday.', 'Clara');
  await account('Anna Bell', 'anna@reader.example', page);
  await write(page, 'ferry', 'And on Tuesday.');
  await page.goto(`${server.base}/s/paper/ferry`);
  assert.equal(await page.locator('#c3 .cd-name').textContent(), 'Anna Bell');
  // Nobody else is called so.
  const other = await openPage(browser, {javaScriptEnabled: false});
  await other.goto(`${server.base}/s/paper/ferry`);
  await other.locator('#cd-name').fill('ANNA BELL');
  await other.locator('#cd-text').fill('I am Anna, too.');
  await other.locator('.cd-write button[type="submit"]').first().click();
  await other.getByText('Choose another one').waitFor();

  await page.goto(`${server.base}/s/paper/ferry/1`);
  await page.getByRole('link', {name: 'Do not show me this person’s comments'}).click();
  await page.getByRole('button', {name: 'Fold them away'}).click();
  await page.getByRole('listitem').filter({hasText: 'Boris'}).waitFor();

  await page.goto(`${server.base}/reader/paper`);
  await page.locator('#new').fill('seven plain words here');
  await page.locator('#again').fill('seven plain words here');
  await page.getByRole('button', {name: 'Set password'}).click();
  await page.getByText('You have a password.').waitFor();
  await page.getByRole('button', {name: 'Sign out', exact: true}).click();
  await page.getByRole('heading', {name: 'Make an account', exact: true}).waitFor();
  await page.locator('#address').fill('anna@reader.example');
  await page.locator('#password').fill('seven plain words here');
  await page.getByRole('button', {name: 'Sign in', exact: true}).click();
  await page.getByText('You are signed in as Anna Bell.').waitFor();
  assert.deepEqual(page.wrong, []);
});

test('axe-core finds nothing on the pages, light and dark, narrow, in Arabic', async () => {
  const cookies = await (await account('Dora', 'dora@reader.example')).context().cookies();
  const looks = [['en', 'light', 1100], ['en', 'dark', 1100], ['ru', 'light', 360], ['ar', 'dark', 360], ['ar', 'light', 1100]];
  for (const [lang, colorScheme, width] of looks) {
    const page = await openPage(browser, {bypassCSP: true, colorScheme, viewport: {width, height: 800}});
    const look = async (path, name) => {
      await page.goto(`${server.base}${path}?lang=${lang}`);
      await page.addScriptTag({path: axe});
      const found = await page.evaluate(async () =>
        (await window.axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) => `${id}: ${nodes[0].target}`));
      if (process.env.COMITY_SHOTS) await page.screenshot({path: `${process.env.COMITY_SHOTS}/${lang}-${colorScheme}-${width}-${name}.png`, fullPage: true});
      assert.deepEqual(found, [], `${path} in ${lang}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide in ${lang}`);
    };
    await look('/reader/paper', 'entry');
    await page.context().addCookies(cookies);
    await look('/reader/paper', 'own');
    await look('/reader/paper/mutes', 'mutes');
    await look('/reader/paper/mute/ferry/2', 'mute');
  }
});

test('the widget writes as the account that is signed in here, and folds away whom its reader does not want to see', async () => {
  await server.post('harbour', {text: 'Nobody needs the bridge.', name: 'Emil'});
  const page = await account('Frida', 'frida@reader.example');
  await page.goto(`${server.base}/reader/paper/mute/harbour/1`);
  await page.getByRole('button', {name: 'Fold them away'}).click();
  await page.getByRole('listitem').filter({hasText: 'Emil'}).waitFor();
  const live = await openPage(browser);
  await live.context().addCookies(await page.context().cookies());
  await live.goto(`${server.base}/s/paper/harbour`);
  await widgetReady(live);
  const muted = live.locator('#comment-1');
  await muted.locator('.cd-text').waitFor({state: 'hidden'});
  assert.equal(await muted.locator('.cd-name').textContent(), 'Emil');
  await muted.locator('.cd-permalink').focus();
  await muted.getByText('Nobody needs the bridge.').waitFor();

  await live.locator('textarea:visible').first().fill('I need it every day.');
  await live.getByRole('button', {name: 'Post comment', exact: true}).first().click();
  await live.locator('#comment-2').getByText('I need it every day.').waitFor();
  assert.equal(await live.locator('#comment-2 .cd-name').textContent(), 'Frida');
  // Others see everybody.
  const other = await openPage(browser);
  await other.goto(`${server.base}/s/paper/harbour`);
  await widgetReady(other);
  await other.locator('#comment-1').getByText('Nobody needs the bridge.').waitFor();
  assert.deepEqual(await violations(live), []);
  assert.deepEqual(live.wrong, []);
});

test('the widget on a publisher’s page is signed in by a way over our own page', async () => {
  await server.post('pier', {text: 'The pier is closed.', name: 'Emil'});
  const page = await openPage(browser);
  await account('Greta', 'greta@reader.example', page);
  await page.goto(`${server.origin}/pier?account`);
  await page.getByRole('link', {name: 'Your account'}).click();
  await page.getByRole('link', {name: 'Back to the page I came from'}).click();
  await page.waitForURL(`${server.origin}/pier?account`);
  await widgetReady(page);
  await until(() => page.evaluate((key) => localStorage.getItem(key), `comity ${server.base} paper name`));
  await page.getByLabel('Comment', {exact: true}).first().fill('It opens on Sunday.');
  await page.getByRole('button', {name: 'Post comment', exact: true}).first().click();
  await page.locator('#comment-2').getByText('It opens on Sunday.').waitFor();
  assert.equal(await page.locator('#comment-2 .cd-name').textContent(), 'Greta');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.wrong, []);
});
