// Whatever a reader opens and does, the browser talks to nobody but the publisher's page and our server.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {comity, openPage, until, violations, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world({demo: true});
const front = await (await server.get('/')).text();
const story = /href="(\/s\/herald\/[^"?#]+)/.exec(front)[1];

const hostile = 'Look: ![a picture](https://elsewhere.example/p.png) https://elsewhere.example/page <img src=https://elsewhere.example/i>';
const published = await server.post('own', {text: hostile});
const held = await server.post('own', {text: 'This is humbug.', name: 'Axel'});
await server.post('own', {text: 'Soon to be removed.', name: 'Rita'});
await comity('admin', 'comment', 'remove', '--data', data, '--clause', 'plain', 'paper', 'own', '2');
const edited = await fetch(server.base + `/api/v1/receipts/${published.comment.receipt}`, {
  method: 'PATCH', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({text: `${hostile} Changed.`}),
});
assert.equal(edited.status, 200);
const older = /href="(\/policy\/paper\/[0-9a-f]{64})/;
const receipt = (one) => new URL(one.comment.page, server.base).pathname;

const pages = {
  'the front page': '/',
  'the front page of a paper': '/s/herald',
  'a story': story,
  'one comment': `${story}/1`,
  'a comment with a past': '/s/paper/own/1/history',
  'a comment that was removed': '/s/paper/own/2',
  'a story that nobody wrote under': '/s/paper/nothing-yet?url=' + encodeURIComponent(`${server.origin}/nothing-yet`),
  'the fragment': '/s/paper/own/fragment',
  'the policy': '/policy/herald',
  'the choice of policies': '/policy',
  'a receipt': receipt(published),
  'a receipt that waits': receipt(held),
  'the case page': '/case',
  'a story in Arabic': `${story}?lang=ar`,
  'what is not there': '/nothing/here',
  'a comment that is not there': `${story}/99999`,
  'a bad request': `${story}?sort=sideways`,
  'a page of the publisher': `${server.origin}/own`,
  'a page of the publisher without comments': `${server.origin}/empty`,
};

const own = [server.base, server.origin];
// A page of which every request to anybody else is noted and cut.
async function watched() {
  const page = await openPage(browser);
  page.foreign = [];
  page.seen = 0;
  await page.context().route('**', (route) => {
    const url = route.request().url();
    ++page.seen;
    if (own.some((origin) => url.startsWith(`${origin}/`))) return route.continue();
    page.foreign.push(url);
    return route.abort();
  });
  return page;
}

async function settled(page) {
  if (await page.locator('comity-discussion').count()) await widgetReady(page);
  await page.waitForLoadState('load');
  // What the page would fetch on its own besides: hints of the head.
  const hints = await page.evaluate(() => [...document.querySelectorAll('link, script, img, iframe, [srcset], [poster], [background]')]
    .map((one) => one.href || one.src || '').filter(Boolean));
  for (const url of hints) assert.ok(own.some((origin) => url.startsWith(`${origin}/`)), url);
}

for (const [name, path] of Object.entries(pages)) {
  test(`${name} asks nobody else for anything`, async () => {
    const page = await watched();
    await page.goto(path.startsWith('http') ? path : server.base + path);
    await settled(page);
    assert.deepEqual(page.foreign, []);
    assert.ok(page.seen > 1 || path.includes('fragment'), `only ${page.seen} request`);
    assert.deepEqual(await violations(page), []);
  });
}

test('neither does what a reader does', async () => {
  const page = await watched();
  await page.goto(`${server.base}/s/paper/own`);
  await widgetReady(page);
  await page.getByRole('textbox', {name: 'Name'}).fill('Mira');
  await page.getByRole('textbox', {name: 'Comment'}).fill(hostile);
  await page.getByRole('button', {name: 'Post comment'}).click();
  await page.getByRole('article', {name: /by Mira/}).waitFor();
  await page.getByRole('button', {name: 'Newest first'}).click();
  await page.getByRole('button', {name: 'Forget me on this device'}).first().click();
  await page.goto(`${server.base}/case`);
  await page.getByLabel('Four words').fill('no such code here');
  await page.getByRole('button', {name: 'Open'}).click();
  await page.getByText('No comment has this code.').waitFor();
  assert.deepEqual(page.foreign, []);
});

test('every kind of page is among them', async () => {
  const text = await (await fetch(`${server.base}/policy/paper`)).text();
  assert.equal(older.exec(text), null, 'an older version of the policy is a kind of its own');
  for (const [name, path] of Object.entries(pages)) {
    const answer = await fetch(path.startsWith('http') ? path : server.base + path);
    const error = ['what is not there', 'a comment that is not there', 'a bad request'].includes(name);
    assert.equal(answer.status >= 400, error, `${name}: ${answer.status}`);
  }
});
