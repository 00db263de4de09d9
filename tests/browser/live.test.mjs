// What others write arrives, moves nothing, and costs a hidden page nothing.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {comity, openContext, openPage, openWidget, shown, until, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world();

const inWidget = (page, read, given) => page.evaluate(`(${read})(document.querySelector('comity-discussion').shadowRoot, ${JSON.stringify(given)})`);
const tops = (page) => inWidget(page, (root) => [...root.querySelectorAll('.cd-thread article')].slice(0, 5).map((one) => one.getBoundingClientRect().top));
// The page as the browser would show it in another tab: chromium without a window has no hidden tabs of its own.
async function hide(page, hidden) {
  await page.evaluate((is) => {
    Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => (is ? 'hidden' : 'visible')});
    Object.defineProperty(document, 'hidden', {configurable: true, get: () => is});
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
const streams = async () => Number(/^comity_event_streams (\d+)/m.exec(await (await server.get('/metrics')).text())?.[1] ?? NaN);

test('a comment written elsewhere is announced as a count and shown on request', async () => {
  await server.fill('arrive', 2);
  const [page, other] = [await openWidget(browser, server, 'arrive'), await openWidget(browser, server, 'arrive')];
  const form = other.getByRole('form', {name: 'Write a comment'});
  await form.getByRole('textbox', {name: 'Name'}).fill('Zoe');
  await form.getByRole('textbox', {name: 'Comment'}).fill('Seen from the other side of the river.');
  await form.getByRole('button', {name: 'Post comment'}).click();
  const show = page.getByRole('button', {name: 'Show 1 new comment'});
  await show.waitFor();
  assert.equal(await inWidget(page, (root) => root.querySelector('[role=status]').textContent), '1 new comment');
  assert.deepEqual(await shown(page), [1, 2]);
  await page.getByText('3 comments').waitFor();
  await show.click();
  await page.getByRole('article', {name: 'Comment 3 by Zoe', exact: true}).waitFor();
  assert.deepEqual(await shown(page), [1, 2, 3]);
  // The writer's own comment is not announced to the writer.
  assert.equal(await other.getByRole('button', {name: /^Show/}).count(), 0);
});

test('many at once are announced at most twice a minute', async () => {
  await server.fill('many', 1);
  const page = await openWidget(browser, server, 'many');
  await inWidget(page, (root) => {
    globalThis.said = [];
    new MutationObserver(() => globalThis.said.push(root.querySelector('[role=status]').textContent)).observe(root.querySelector('[role=status]'), {childList: true});
  });
  await server.fill('many', 12, (n) => `One of a dozen, the ${n}th.`);
  await page.getByRole('button', {name: 'Show 12 new comments'}).waitFor();
  assert.equal((await page.evaluate(() => globalThis.said)).length, 1);
});

for (const sort of ['Conversations', 'Newest first']) {
  test(`what is inserted moves neither scroll nor focus (${sort})`, async () => {
    const story = `still-${sort[0]}`;
    await server.fill(story, 30);
    const page = await openWidget(browser, server, story);
    if (sort !== 'Conversations') {
      await page.getByRole('button', {name: sort}).click();
      await until(async () => (await shown(page))[0] === 30);
    }
    // The reader is in the middle, about to answer number 15.
    await inWidget(page, (root) => root.querySelector('#comment-15').scrollIntoView());
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await server.post(story, {text: 'A reply high above.', reply_to: 2});
    await server.post(story, {text: 'A new root.'});
    const show = page.getByRole('button', {name: 'Show 2 new comments'});
    await show.waitFor();
    const top = () => inWidget(page, (root) => Math.round(root.querySelector('#comment-15').getBoundingClientRect().top));
    const before = await top();
    await show.focus();
    assert.equal(await top(), before);
    await page.keyboard.press('Enter');
    await until(async () => (await shown(page)).length === 32);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.ok(Math.abs((await top()) - before) <= 1, `moved from ${before} to ${await top()}`);
    assert.equal(await inWidget(page, (root) => root.activeElement.textContent), 'Go to the first new one, no. 31');
    // Asked to, it goes there.
    await page.keyboard.press('Enter');
    await until(() => inWidget(page, (root) => root.activeElement?.id === 'comment-31'));
    await page.context().close();
  });
}

test('loading more keeps the place and goes on from there by keyboard', async () => {
  await server.fill('more', 105);
  const page = await openWidget(browser, server, 'more');
  await until(async () => (await shown(page)).length === 100);
  const more = page.getByRole('button', {name: 'More comments'});
  await more.focus();
  const y = await page.evaluate(() => scrollY);
  await page.keyboard.press('Enter');
  await until(async () => (await shown(page)).length === 105);
  assert.equal(await page.evaluate(() => scrollY), y);
  assert.equal(await inWidget(page, (root) => root.activeElement.textContent), '5 more comments shown');
  await page.keyboard.press('Tab');
  assert.equal(await inWidget(page, (root) => root.activeElement.closest('article').id), 'comment-101');
  assert.equal(await more.count(), 0);
});

test('a link to a comment scrolls to it inside the shadow root, loading what it takes', async () => {
  await server.fill('link', 103);
  const page = await openWidget(browser, server, 'link', {hash: '#comment-103'});
  const at = () => inWidget(page, (root) => {
    const target = root.querySelector('#comment-103');
    return target && [root.activeElement === target, Math.round(target.getBoundingClientRect().bottom) <= innerHeight];
  });
  await until(async () => String(await at()) === 'true,true');
  await inWidget(page, (root) => root.querySelector('#comment-4 .cd-permalink').click());
  await until(() => inWidget(page, (root) => root.activeElement?.id === 'comment-4'));
  assert.equal(await page.evaluate(() => location.hash), '#comment-4');
  await page.evaluate(() => (location.hash = '#comment-999'));
  await page.getByText('There is no comment with this number here.').waitFor();
});

test('a changed, a removed and a withdrawn comment change where they stand', async () => {
  await server.fill('change', 2);
  const mine = await server.post('change', {text: 'To be changed.', name: 'Ole'});
  const page = await openWidget(browser, server, 'change');
  const headers = {'Content-Type': 'application/json', Authorization: `Bearer ${mine.guest_key}`};
  const receipt = `${server.base}/api/v1/receipts/${mine.comment.receipt}`;
  await fetch(receipt, {method: 'PATCH', headers, body: JSON.stringify({text: 'It was changed.'})});
  await page.getByText('It was changed.').waitFor();
  await comity('admin', 'comment', 'remove', '--data', data, '--clause', 'plain', 'paper', 'change', '1');
  const notice = page.locator('#comment-1 .cd-notice-text');
  await notice.getByText(/^Number 1 was removed: rule 2, Plain words\. Decided by a moderator on .+\. Why rules like this$/).waitFor();
  assert.equal(await notice.getByRole('link').getAttribute('href'), `${server.base}/policy/paper?lang=en#rule-plain`);
  await fetch(receipt, {method: 'DELETE', headers});
  await page.getByText('Number 3 was withdrawn by its author.').waitFor();
  assert.deepEqual(await shown(page), [1, 2, 3]);
});

test('only a visible page holds a stream, and it hears afterwards what it missed', async () => {
  await server.fill('hidden', 1);
  await until(async () => (await streams()) === 0);
  const page = await openWidget(browser, server, 'hidden');
  await until(async () => (await streams()) === 1);
  await hide(page, true);
  await until(async () => (await streams()) === 0);
  let asked = 0;
  page.on('request', () => ++asked);
  await server.post('hidden', {text: 'While you were away.'});
  assert.equal(asked, 0);
  await hide(page, false);
  await page.getByRole('button', {name: 'Show 1 new comment'}).waitFor();
  await until(async () => (await streams()) === 1);
});

test('of eight visible pages three hold streams, all hear, and the eighth can post', async () => {
  await server.fill('crowd', 1);
  const context = await openContext(browser);
  const pages = [];
  for (let n = 0; n < 8; ++n) {
    const page = await context.newPage();
    await page.goto(`${server.origin}/crowd`);
    await widgetReady(page);
    pages.push(page);
  }
  await until(async () => (await streams()) === 3);
  const last = pages[7];
  const form = last.getByRole('form', {name: 'Write a comment'});
  await form.getByRole('textbox', {name: 'Name'}).fill('Eighth');
  await form.getByRole('textbox', {name: 'Comment'}).fill('There is room for me.');
  await form.getByRole('button', {name: 'Post comment'}).click();
  await last.getByText('Your comment is up, as number 2.').waitFor();
  for (const page of pages.slice(0, 7)) await page.getByRole('button', {name: 'Show 1 new comment'}).waitFor({timeout: 40_000});
});

test('where streams are cut it polls, and a position that is too old is read anew', async () => {
  await server.fill('poll', 2);
  const page = await openPage(browser);
  await page.clock.install();
  let lists = 0;
  await page.route('**/events?*', (route) => {
    if (!route.request().headers()['accept'].includes('json')) return route.fulfill({status: 502, body: ''});
    ++lists;
    return route.continue();
  });
  await page.goto(`${server.origin}/poll`);
  await widgetReady(page);
  await server.post('poll', {text: 'Heard by asking.'});
  await until(async () => {
    await page.clock.runFor(2000);
    return page.getByRole('button', {name: 'Show 1 new comment'}).count();
  });
  assert.ok(lists >= 1);
  await page.unroute('**/events?*');
  await page.route('**/events?*', (route) => route.fulfill({
    contentType: 'application/json', headers: {'Access-Control-Allow-Origin': '*'}, body: JSON.stringify({position: 9, reset: true, events: []}),
  }));
  await server.post('poll', {text: 'Found by reading anew.'});
  await until(async () => {
    await page.clock.runFor(5000);
    return page.getByRole('button', {name: 'Show 2 new comments'}).count();
  });
});

test('a server that restarts is found again', async () => {
  await server.fill('restart', 1);
  const page = await openWidget(browser, server, 'restart');
  await until(async () => (await streams()) === 1);
  await server.stop();
  await server.start();
  await server.post('restart', {text: 'After the pause.'});
  await page.getByRole('button', {name: 'Show 1 new comment'}).waitFor({timeout: 30_000});
});

test('without the server what stands inside the element stays', async () => {
  const page = await openPage(browser);
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.goto(`${server.origin}/fallback`);
  await page.getByRole('link', {name: 'Discussion'}).waitFor();
  await page.unroute('**/api/v1/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await widgetReady(page);
  assert.equal(await page.getByRole('link', {name: 'Discussion', exact: true}).count(), 0);
});
