// A conversation of 10,000 replies, each to the one before, opens like any other.
import assert from 'node:assert/strict';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {comity, openPage, shown, until, widgetReady, world} from './support.mjs';

const {server, browser, data} = await world();
const replies = 10_000;

const comment = (n) => `<wp:comment><wp:comment_id>${n}</wp:comment_id><wp:comment_author>Reader ${n % 97}</wp:comment_author>
<wp:comment_date_gmt>2014-01-${String(1 + Math.floor(n / 1440)).padStart(2, '0')} ${String(Math.floor(n / 60) % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00</wp:comment_date_gmt>
<wp:comment_content>Reply number ${n}.</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>${n - 1}</wp:comment_parent></wp:comment>`;
const file = join(data, '..', `chain-${process.pid}.xml`);
writeFileSync(file, `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Fir</title>
<wp:base_blog_url>https://fir.example</wp:base_blog_url><item><title>A long talk</title><link>https://fir.example/talk</link>
<wp:post_id>1</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
${Array.from({length: replies}, (_, i) => comment(i + 1)).join('\n')}</item></channel></rss>`);
await comity('import', 'wxr', file, '--data', data, '--site', 'fir');
rmSync(file);
const about = await until(() => server.get('/api/v1/sites/fir/stories?url=https://fir.example/talk').then((answer) => answer.ok && answer.json()));
const story = `${server.base}/s/fir/${about.id}`;

test('page and widget show a chain of 10,000 replies, and more of it', async () => {
  const page = await openPage(browser);
  await page.goto(story);
  await widgetReady(page);
  await until(async () => (await shown(page)).length === 100);
  await page.getByRole('button', {name: 'More comments'}).click();
  await until(async () => (await shown(page)).length === 200);
  assert.deepEqual(await shown(page), Array.from({length: 200}, (_, i) => i + 1));
  // Deep replies stay on the page and say whom they answer.
  const {right, width} = await page.evaluate(() => {
    const last = document.querySelector('comity-discussion').shadowRoot.querySelector('#comment-200');
    return {right: last.getBoundingClientRect().right, width: innerWidth, left: last.getBoundingClientRect().left};
  });
  assert.ok(right <= width);
  await page.getByText('in reply to no. 199', {exact: true}).waitFor();
  assert.deepEqual(page.wrong, []);
});

test('a comment in the depth of it has its page', async () => {
  const page = await openPage(browser);
  await page.goto(`${story}/9999`);
  await page.getByText('Reply number 9999.').first().waitFor();
  assert.ok((await page.content()).length < 500_000);
});
