// Passkeys of the staff, made and used in a browser with a virtual authenticator (DevTools' WebAuthn domain).
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {test} from 'node:test';
import {addPerson, openPage, signIn, violations, world} from './support.mjs';

const {server, browser, data} = await world();
// Browsers keep passkeys for names, not for numbers.
const here = {base: `http://localhost:${server.port}`};
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const password = 'a quiet river bend 7';
const keysPage = `${here.base}/account/paper/passkeys`;

// A telephone that verifies its owner, or a security key that is only touched.
async function authenticator(page, options = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const {authenticatorId} = await devtools.send('WebAuthn.addVirtualAuthenticator', {options: {
    protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
    automaticPresenceSimulation: true, ...options,
  }});
  const send = (deed, more = {}) => devtools.send(`WebAuthn.${deed}`, {authenticatorId, ...more});
  return {send, credentials: async () => (await send('getCredentials')).credentials};
}

// Somebody's first one: recovery codes come with it.
async function make(page, name) {
  await page.goto(keysPage);
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(password);
  await page.getByRole('button', {name: 'Make a passkey'}).click();
  await page.getByRole('heading', {name: 'Your recovery codes'}).waitFor();
}

async function signOut(page) {
  await page.goto(`${here.base}/account/paper`);
  await page.getByRole('button', {name: 'Sign out', exact: true}).click();
  await page.getByRole('heading', {name: 'Sign in'}).waitFor();
}

const byPasskey = (page) => page.getByRole('button', {name: 'Sign in with a passkey'}).click();

async function atAccount(name) {
  await addPerson(data, name, 'moderator');
  const page = await signIn(browser, here, name);
  return page;
}

test('a passkey is made, signs in by itself, is listed, and is removed', async () => {
  const page = await atAccount('anna');
  const device = await authenticator(page);
  await make(page, 'my telephone');
  assert.equal((await page.locator('pre').textContent()).trim().split('\n').length, 10);
  assert.equal((await device.credentials()).length, 1);
  await page.goto(keysPage);
  await page.getByRole('cell', {name: 'my telephone'}).waitFor();
  assert.deepEqual(await violations(page), []);

  await signOut(page);
  await byPasskey(page);
  await page.waitForURL('**/console/paper**');
  await page.goto(`${here.base}/account/paper`);
  await page.getByRole('cell', {name: 'passkey', exact: true}).waitFor();
  await page.goto(keysPage);
  await page.locator('#renamed').selectOption({label: 'my telephone'});
  await page.locator('#new_name').fill('the old telephone');
  await page.getByRole('button', {name: 'Rename a passkey'}).click();
  await page.getByRole('cell', {name: 'the old telephone'}).waitFor();
  assert.equal(await page.getByText('never', {exact: true}).count(), 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.wrong, []);

  await page.locator('#now').fill(password);
  await page.getByRole('button', {name: 'Remove a passkey'}).click();
  await page.locator('table').waitFor({state: 'detached'});
  await signOut(page);
  await byPasskey(page);
  await page.getByText('This passkey opens nothing here.').waitFor();
  assert.deepEqual(await violations(page), []);
});

test('a security key that is only touched is the second step behind the password, and a recovery code stands in for it', async () => {
  const page = await atAccount('boris');
  await authenticator(page, {transport: 'usb', hasResidentKey: false, hasUserVerification: false, isUserVerified: false});
  await make(page, 'key on the ring');
  const [code] = (await page.locator('pre').textContent()).trim().split('\n');
  for (const enter of [
    () => page.getByRole('button', {name: 'Use a passkey'}).click(),
    async () => {
      await page.locator('#code').fill(code);
      await page.locator('#code').press('Enter');
    },
  ]) {
    await signOut(page);
    await page.locator('[name="name"]').fill('boris');
    await page.locator('#password').fill(password);
    await page.locator('#password').press('Enter');
    await page.getByRole('heading', {name: 'The second step'}).waitFor();
    await enter();
    await page.waitForURL('**/console/paper**');
  }
  await page.goto(`${here.base}/account/paper`);
  await page.getByRole('cell', {name: 'password and recovery code'}).waitFor();
  assert.deepEqual(page.wrong, []);
});

test('nobody verified, a wrong password and a device that has one already are said in words, and nothing is lost', async () => {
  const page = await atAccount('clara');
  const device = await authenticator(page);
  await page.goto(keysPage);
  await page.locator('#name').fill('my telephone');
  await page.locator('#password').fill('not the password');
  await page.getByRole('button', {name: 'Make a passkey'}).click();
  await page.getByText('The password you have now is another one.').waitFor();
  assert.equal(await page.locator('#name').inputValue(), 'my telephone');
  assert.equal((await device.credentials()).length, 0);
  await make(page, 'my telephone');
  await page.goto(keysPage);
  await page.locator('#name').fill('once more');
  await page.locator('#password').fill(password);
  await page.getByRole('button', {name: 'Make a passkey'}).click();
  await page.getByText('This device has a passkey for this account already.').waitFor();
  await signOut(page);
  await device.send('setUserVerified', {isUserVerified: false});
  await byPasskey(page);
  await page.getByText('No passkey came.').waitFor();
  await device.send('setUserVerified', {isUserVerified: true});
  await byPasskey(page);
  await page.getByText('1 wrong password, code or passkey was tried').waitFor();
  await page.getByRole('link', {name: 'Go on'}).click();
  await page.waitForURL('**/console/paper**');
});

test('a copy of a passkey that has fallen behind is refused', async () => {
  const page = await atAccount('dora');
  const device = await authenticator(page);
  await make(page, 'my telephone');
  const [copy] = await device.credentials();
  await signOut(page);
  await byPasskey(page);
  await page.waitForURL('**/console/paper**');
  await signOut(page);
  await device.send('clearCredentials');
  await device.send('addCredential', {credential: {...copy, signCount: 0}});
  await byPasskey(page);
  await page.getByText('there may be a copy of it').waitFor();
});

test('without a script, and where a page is reached by a number, the pages say what is missing', async () => {
  await addPerson(data, 'emil', 'moderator');
  const plain = await openPage(browser, {javaScriptEnabled: false});
  for (const base of [here.base, server.base]) {
    await plain.goto(`${base}/sign-in?site=paper`);
    assert.equal(await plain.getByRole('button', {name: 'Sign in with a passkey'}).isVisible(), false);
    await plain.locator('[name="name"]').fill('emil');
    await plain.locator('#password').fill(password);
    await plain.locator('#password').press('Enter');
    await plain.waitForURL('**/console/paper**');
    await plain.goto(`${base}/account/paper/passkeys`);
    await plain.getByText(base === here.base ? 'run this page’s script' : 'open it as localhost').waitFor();
    assert.equal(await plain.getByRole('button', {name: 'Make a passkey'}).isVisible(), false);
  }
});

test('axe-core finds nothing on the pages, light and dark, narrow, in Arabic', async () => {
  const first = await atAccount('frida');
  await authenticator(first);
  await make(first, 'my telephone');
  const cookies = await first.context().cookies();
  const looks = [['en', 'light', 1100], ['en', 'dark', 1100], ['ru', 'light', 360], ['ar', 'dark', 360], ['ar', 'light', 1100]];
  for (const [lang, colorScheme, width] of looks) {
    const page = await openPage(browser, {bypassCSP: true, colorScheme, viewport: {width, height: 800}});
    const look = async (name) => {
      await page.addScriptTag({path: axe});
      const found = await page.evaluate(async () =>
        (await window.axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) => `${id}: ${nodes[0].target}`));
      if (process.env.COMITY_SHOTS) await page.screenshot({path: `${process.env.COMITY_SHOTS}/${lang}-${colorScheme}-${width}-${name}.png`, fullPage: true});
      assert.deepEqual(found, [], `${name} in ${lang}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is too wide in ${lang}`);
    };
    await page.goto(`${here.base}/sign-in?site=paper&lang=${lang}`);
    await page.locator('[data-passkey="get"] button').waitFor();
    await look('sign-in');
    await page.locator('[name="name"]').fill('frida');
    await page.locator('#password').fill(password);
    await page.locator('#password').press('Enter');
    await page.locator('#code').waitFor();
    await look('second-step');
    await page.context().addCookies(cookies);
    await page.goto(`${keysPage}?lang=${lang}`);
    await page.locator('#name').waitFor();
    await look('passkeys');
    await page.goto(`${here.base}/account/paper?lang=${lang}`);
    await look('account');
  }
});
