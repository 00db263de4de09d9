// Writing through the widget, on a publisher's page with the strictest policy it may have.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {comity, openPage, openWidget, shown, until, violations, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world();

const form = (page) => page.getByRole('form', {name: 'Write a comment'});
async function write(page, name, text) {
  await form(page).getByLabel('Name').fill(name);
  await form(page).getByRole('textbox', {name: 'Comment'}).fill(text);
  await form(page).getByRole('button', {name: 'Post comment'}).click();
}
const article = (page, name) => page.getByRole('article', {name, exact: true});

test('a first comment makes the story, under the strictest policy a page can have', async () => {
  const page = await openWidget(browser, server, 'first');
  await page.getByText('Nobody has written here yet.').waitFor();
  await write(page, 'Nora Lind', 'The harbour *must* stay open.');
  await page.getByText('Your comment is up, as number 1.').waitFor();
  await article(page, 'Comment 1 by Nora Lind').getByText('must').waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.wrong, []);
});

test('the key goes in a header and is in no address', async () => {
  const page = await openPage(browser);
  const asked = [];
  page.on('request', (request) => asked.push(request));
  await page.goto(`${server.origin}/key`);
  await widgetReady(page);
  await write(page, 'Ivo', 'One.');
  await page.getByText('as number 1').waitFor();
  const key = await page.evaluate(() => Object.entries(localStorage).find(([name]) => name.endsWith(' key'))[1]);
  assert.match(key, /^[A-Za-z0-9_-]{22}$/);
  await write(page, 'Ivo', 'Two, and more of it.');
  await page.getByText('as number 2').waitFor();
  assert.equal(asked.filter((request) => request.url().includes(key)).length, 0);
  assert.ok(asked.some((request) => request.headers()['authorization'] === `Bearer ${key}`));
  // Only the server and the publisher are ever asked for anything.
  const hosts = new Set(asked.map((request) => new URL(request.url()).origin).filter((origin) => origin !== 'null'));
  assert.deepEqual([...hosts].sort(), [server.base, server.origin].sort());
});

test('a reply is written in place and takes its place', async () => {
  await server.fill('reply', 3);
  const page = await openWidget(browser, server, 'reply');
  await page.getByRole('button', {name: 'Reply to comment 2'}).click();
  await page.keyboard.type('Mila');
  await page.keyboard.press('Tab');
  await page.keyboard.type('I take the early boat.');
  await page.keyboard.press('Control+Enter');
  await article(page, 'Comment 4 by Mila, reply to 2').waitFor();
  assert.deepEqual(await shown(page), [1, 2, 4, 3]);
  // The focus went to what was written, not to the top of the page.
  await until(() => page.evaluate(() => document.querySelector('comity-discussion').shadowRoot.activeElement?.id === 'comment-4'));
});

test('a held comment says which words and which rule, and only its author sees it', async () => {
  const page = await openWidget(browser, server, 'held');
  await write(page, 'Petra', 'The late boat suits me.');
  await page.getByText('Your comment is up, as number 1.').waitFor();
  await write(page, 'Petra', 'What humbug this is.');
  const own = article(page, 'Your comment: waits for a moderator');
  await own.getByText('Rule 2, Plain words').waitFor();
  await own.getByText('The words: “\u2068humbug\u2069”').waitFor();
  assert.equal(await own.locator('mark').textContent(), '“\u2068humbug\u2069”');
  await own.getByText('What humbug this is.').waitFor();
  assert.equal(await page.getByText('Your comment is up').count(), 0, 'the answer to the comment before is still there');
  const other = await openWidget(browser, server, 'held');
  await other.getByText('1 awaits review').waitFor();
  assert.equal(await other.getByText('What humbug this is.').count(), 0);
  // It is there again after the page is loaded anew, and goes away when an operator lets it through.
  await page.reload();
  await own.waitFor();
  const list = await comity('admin', 'held', 'list', '--data', data, '--site', 'paper', '--json');
  await comity('admin', 'held', 'release', '--data', data, JSON.parse(list.split('\n')[0]).id);
  await page.getByRole('button', {name: 'Show 1 new comment'}).waitFor();
  await until(async () => (await own.count()) === 0);
});

test('a page loaded again has what was written a moment ago in its place', async () => {
  const page = await openWidget(browser, server, 'again');
  await page.getByText('Nobody has written here yet.').waitFor();
  await write(page, 'Petra', 'The late boat suits me.');
  await page.getByText('Your comment is up, as number 1.').waitFor();
  await page.reload();
  await page.getByText('The late boat suits me.').waitFor();
  assert.equal(await page.getByRole('button', {name: 'Show 1 new comment'}).isVisible(), false);
});

test('a held comment is changed and withdrawn by its author', async () => {
  const page = await openWidget(browser, server, 'held2');
  await write(page, 'Petra', 'More humbug.');
  const own = article(page, 'Your comment: waits for a moderator');
  await own.getByRole('button', {name: 'Change your comment'}).click();
  assert.equal(await own.getByRole('textbox', {name: 'Comment'}).inputValue(), 'More humbug.');
  await own.getByRole('textbox', {name: 'Comment'}).fill('Yet more humbug.');
  await own.getByRole('button', {name: 'Save the change'}).click();
  await own.getByText('Yet more humbug.').waitFor();
  await own.getByRole('button', {name: 'Withdraw your comment'}).click();
  await own.getByRole('button', {name: 'Yes, withdraw it'}).click();
  await until(async () => (await own.count()) === 0);
});

test('a refused comment says so, with the rule', async () => {
  const page = await openWidget(browser, server, 'refused');
  await write(page, 'Petra', 'floodword floodword');
  const own = article(page, 'Your comment: not published');
  await own.getByText('Rule 3, No floods').waitFor();
});

test('advice lets the author change the words or post them as they are', async () => {
  const page = await openWidget(browser, server, 'advice');
  await write(page, 'Rana', 'Poppycock, all of it.');
  await form(page).getByText('Rule 1, Keep calm').waitFor();
  await form(page).getByText('Poppycock', {exact: false}).first().waitFor();
  assert.deepEqual(await shown(page), []);
  await form(page).getByRole('button', {name: 'Send as it is'}).click();
  await page.getByText('Your comment is up, as number 1.').waitFor();

  await write(page, 'Rana', 'More poppycock here.');
  await form(page).getByRole('button', {name: 'Post the changed text'}).waitFor();
  await form(page).getByRole('textbox', {name: 'Comment'}).fill('More nonsense here.');
  await form(page).getByRole('button', {name: 'Post the changed text'}).click();
  await page.getByText('Your comment is up, as number 2.').waitFor();
  assert.deepEqual(await shown(page), [1, 2]);
});

test('advice that leads to a person says so on the button', async () => {
  const page = await openWidget(browser, server, 'advice-held');
  await write(page, 'Rana', 'Codswallop, all of it.');
  await form(page).getByText('Rule 4, Be kind').waitFor();
  await form(page).getByRole('button', {name: 'Send as it is - a person will look first'}).click();
  await article(page, 'Your comment: waits for a moderator').waitFor();
});

test('what is typed while a comment is being sent is kept', async () => {
  const page = await openWidget(browser, server, 'typing-on');
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route('**/comments', async (route) => { await held; await route.continue(); });
  await write(page, 'Tove', 'The first thought.');
  await form(page).getByText('Sending').waitFor();
  await form(page).getByRole('textbox', {name: 'Comment'}).fill('The second thought.');
  go();
  await page.getByText('as number 1').waitFor();
  assert.equal(await form(page).getByRole('textbox', {name: 'Comment'}).inputValue(), 'The second thought.');
});

test('the same words again are offered as a correction', async () => {
  const page = await openWidget(browser, server, 'twice');
  await write(page, 'Sami', 'The bridge is closed.');
  await page.getByText('as number 1').waitFor();
  await write(page, 'Sami', 'The bridge is CLOSED.');
  await form(page).getByText('Is this a correction?').waitFor();
  await form(page).getByRole('button', {name: 'Correct my earlier comment'}).click();
  await article(page, 'Comment 1 by Sami').getByText('The bridge is CLOSED.').waitFor();
  assert.deepEqual(await shown(page), [1]);
  await page.getByText('as number 1').waitFor();
  await write(page, 'Sami', 'the bridge is closed.');
  await form(page).getByRole('button', {name: 'Post it as another comment'}).click();
  await page.getByText('as number 2').waitFor();
  assert.deepEqual(await shown(page), [1, 2]);
});

test('a published comment is changed within the window, and withdrawn', async () => {
  const page = await openWidget(browser, server, 'edit');
  await write(page, 'Tove', 'Frist words.');
  await page.getByText('as number 1').waitFor();
  await page.getByRole('button', {name: 'Change comment 1'}).click();
  const mine = article(page, 'Comment 1 by Tove');
  await mine.getByRole('textbox', {name: 'Comment'}).fill('First words.');
  await mine.getByRole('button', {name: 'Save the change'}).click();
  await mine.getByText('First words.').waitFor();
  await mine.getByText(/^changed /).waitFor();
  const other = await openWidget(browser, server, 'edit');
  assert.equal(await other.getByRole('button', {name: 'Change comment 1'}).count(), 0);
  await mine.getByRole('button', {name: 'Withdraw comment 1'}).click();
  await mine.getByRole('button', {name: 'Yes, withdraw it'}).click();
  await page.getByText('Number 1 was withdrawn by its author.').first().waitFor();
  await other.getByText('Number 1 was withdrawn by its author.').waitFor();
});

test('what is being written below a comment stays when the comment is drawn anew', async () => {
  const mine = await server.post('redrawn', {text: 'Frist words.', name: 'Tove'});
  const page = await openWidget(browser, server, 'redrawn');
  await page.getByRole('button', {name: 'Reply to comment 1'}).click();
  const answer = page.getByRole('form', {name: 'Reply to no. 1'}).getByRole('textbox', {name: 'Comment'});
  await answer.fill('Half an ans');
  await fetch(`${server.base}/api/v1/receipts/${mine.comment.receipt}`, {
    method: 'PATCH', headers: {'Content-Type': 'application/json', Authorization: `Bearer ${mine.guest_key}`},
    body: JSON.stringify({text: 'First words.'}),
  });
  await article(page, 'Comment 1 by Tove').getByText('First words.').waitFor();
  assert.equal(await answer.inputValue(), 'Half an ans');
  assert.ok(await answer.evaluate((field) => field.getRootNode().activeElement === field));
});

test('a draft outlives the page, and the device can forget everything', async () => {
  const page = await openWidget(browser, server, 'draft');
  await form(page).getByLabel('Name').fill('Una');
  await form(page).getByRole('textbox', {name: 'Comment'}).fill('Not yet finis');
  await page.reload();
  await widgetReady(page);
  assert.equal(await form(page).getByRole('textbox', {name: 'Comment'}).inputValue(), 'Not yet finis');
  await form(page).getByRole('textbox', {name: 'Comment'}).fill('Now finished.');
  await form(page).getByLabel('Name').fill('Una');
  await form(page).getByRole('button', {name: 'Post comment'}).click();
  await page.getByText('as number 1').waitFor();
  await page.reload();
  await widgetReady(page);
  assert.equal(await form(page).getByLabel('Name').inputValue(), 'Una');
  assert.equal(await form(page).getByRole('textbox', {name: 'Comment'}).inputValue(), '');
  await page.getByRole('button', {name: 'Forget me on this device'}).click();
  await page.getByText('gone from this browser').first().waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  assert.equal(await page.getByRole('button', {name: 'Change comment 1'}).count(), 0);
});

test('without a network, under too many posts and on a full disk the text is kept and the way out is said', async () => {
  const page = await openWidget(browser, server, 'errors');
  await form(page).getByLabel('Name').fill('Vera');
  await form(page).getByRole('textbox', {name: 'Comment'}).fill('Words that must not be lost.');
  const send = form(page).getByRole('button', {name: 'Post comment'});
  const comments = '**/stories/errors/comments';
  const failing = async (answer, sentence) => {
    await page.route(comments, answer);
    await send.click();
    await form(page).getByRole('alert').getByText(sentence).waitFor();
    await page.unroute(comments);
    assert.equal(await form(page).getByRole('textbox', {name: 'Comment'}).inputValue(), 'Words that must not be lost.');
  };
  const problem = (status, code, headers = {}) => (route) => route.fulfill({
    status, contentType: 'application/problem+json', body: JSON.stringify({code}),
    headers: {'Access-Control-Allow-Origin': server.origin, 'Access-Control-Expose-Headers': 'Retry-After', ...headers},
  });
  await failing((route) => route.abort(), 'The server cannot be reached.');
  await failing(problem(429, 'too_many', {'Retry-After': '170'}), 'wait 3 minutes');
  await failing(problem(503, 'unavailable', {'Retry-After': '5'}), 'Nothing can be saved now.');
  await failing(problem(403, 'cross_site'), 'Please tell the editors.');
  await failing(problem(500, 'corrupt'), 'error 500');
  await send.click();
  await page.getByText('as number 1').waitFor();
});

test('what the server will not take is said in a sentence of its own', async () => {
  await server.post('reasons', {text: 'To be answered.', name: 'Xaver'});
  const page = await openWidget(browser, server, 'reasons');
  await write(page, 'Moderator', 'I speak for the desk.');
  await form(page).getByText('This name looks like that of somebody else.').waitFor();
  await write(page, 'n\u202Eame', 'Turned around.');
  await form(page).getByText('This name cannot be used.').waitFor();
  await page.getByRole('button', {name: 'Reply to comment 1'}).click();
  const reply = page.getByRole('form', {name: 'Reply to no. 1'});
  await reply.getByRole('textbox', {name: 'Name'}).fill('Yan');
  await reply.getByRole('textbox', {name: 'Comment'}).fill('Too late.');
  await page.route('**/comments?*', (route) => route.abort()); // it does not hear of the removal
  await comity('admin', 'comment', 'remove', '--data', data, '--clause', 'plain', 'paper', 'reasons', '1');
  await until(async () => {
    await reply.getByRole('button', {name: 'Post reply'}).click();
    return reply.getByText('This cannot be answered.').count();
  });
});

test('a try that was cut off and is repeated becomes one comment', async () => {
  const page = await openWidget(browser, server, 'cut');
  let cut = false;
  await page.route('**/stories/cut/comments', async (route) => {
    if (route.request().method() !== 'POST' || cut) return route.continue();
    cut = true;
    await route.fetch(); // it reaches the server; the answer does not reach the reader
    return route.abort();
  });
  await write(page, 'Wim', 'Once only.');
  await form(page).getByRole('alert').waitFor();
  await form(page).getByRole('button', {name: 'Post comment'}).click();
  await page.getByText('as number 1').waitFor();
  await until(async () => (await (await server.get('/api/v1/sites/paper/stories/cut/comments')).json()).story.comments === 1);
  assert.deepEqual(await shown(page), [1]);
});

test('a closed discussion can be read and not written', async () => {
  await server.fill('closing', 2);
  const page = await openWidget(browser, server, 'closing');
  await comity('admin', 'story', 'close', '--data', data, 'paper', 'closing');
  await page.getByText('This discussion is closed.').waitFor();
  assert.equal(await page.getByRole('button', {name: /Reply|Write a comment|Post comment/}).count(), 0);
  assert.deepEqual(await shown(page), [1, 2]);
});
