// tests/hostile/bodies.jsonl posted and rendered everywhere a reader may meet it: nothing runs, nothing is asked for,
// and nothing but the allowed tags gets through.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {before, test} from 'node:test';
import {openPage, root, until, violations, widgetReady, world} from './support.mjs';

const {server, browser} = await world();
const corpus = readFileSync(join(root, 'tests/hostile/bodies.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const perStory = 95; // one page of a story
const stories = []; // {id, count, path}
let posted = 0;

before(async () => {
  assert.ok(corpus.length >= 300);
  let story;
  for (const {kind, text} of corpus) {
    if (kind === 'title') {
      // A title is a story's: each gets one.
      const id = `title-${stories.length}`;
      const answer = await server.post(id, {text: `About ${id}.`, title: text});
      if (answer.status === 201) stories.push({id, count: 1});
      else assert.equal(answer.status, 400, JSON.stringify([text, answer]));
      continue;
    }
    if (!story || story.count >= perStory) stories.push((story = {id: `hostile-${stories.length}`, count: 0}));
    const comment = kind === 'name' ? {name: text, text: `Signed by ${posted}.`}
      : kind === 'link' ? {text: `[a link](${text}) and ![a picture](${text}) and <${text}> and ${text}`}
      : {text};
    const answer = await server.post(story.id, comment);
    // What is no text or no name at all is refused in words; everything else is a comment.
    if (answer.status === 201) ++story.count, ++posted;
    else assert.ok([400, 403].includes(answer.status) || answer.outcome === 'held', JSON.stringify([kind, text, answer]));
  }
});

// What must not be there, by anybody's standard.
const inspect = (page) => page.evaluate(() => {
  const allowed = new Set('P BR EM STRONG DEL A BLOCKQUOTE UL OL LI CODE PRE'.split(' '));
  const roots = [document, ...[...document.querySelectorAll('comity-discussion')].map((one) => one.shadowRoot).filter(Boolean)];
  const found = [];
  for (const tree of roots) {
    for (const element of tree.querySelectorAll('.cd-text *')) {
      if (!allowed.has(element.tagName)) found.push(element.outerHTML);
      for (const {name, value} of element.attributes) {
        const fine = name === 'rel' || (name === 'start' && /^-?\d+$/.test(value)) || (name === 'href' && /^(https?|mailto):/i.test(value));
        if (!fine) found.push(`${name}=${value}`);
      }
    }
    for (const element of tree.querySelectorAll('*')) {
      for (const {name, value} of element.attributes) if (/^on/i.test(name) || /^\s*(javascript|data|vbscript):/i.test(value)) found.push(`${name}=${value}`);
    }
    if (tree.querySelector('script:not([src$="/widget.js"]), iframe, object, embed, svg, math, img, style, meta[http-equiv], base')) found.push('an element that nobody put there');
  }
  return found;
});

async function quiet(page, where) {
  assert.deepEqual(await inspect(page), [], where);
  assert.equal(page.dialogs, 0, where);
  assert.deepEqual(await violations(page), [], where);
  assert.deepEqual(page.wrong, [], where);
  assert.deepEqual([...page.asked].filter((origin) => ![server.base, server.origin].includes(origin)), [], where);
}

async function watched() {
  const page = await openPage(browser);
  page.asked = new Set();
  page.on('request', (request) => page.asked.add(new URL(request.url()).origin));
  return page;
}

// Everything a pointer could set off.
const touchAll = (page) => page.evaluate(() => {
  const roots = [document, ...[...document.querySelectorAll('comity-discussion')].map((one) => one.shadowRoot).filter(Boolean)];
  for (const tree of roots) {
    for (const element of tree.querySelectorAll('article *')) {
      for (const type of ['pointerover', 'mouseover', 'mouseenter', 'focus', 'error', 'load', 'toggle', 'animationstart']) element.dispatchEvent(new Event(type));
    }
  }
});

test('nothing runs in the widget', async () => {
  assert.ok(posted >= 300, `${posted} posted`);
  const page = await watched();
  for (const {id, count} of stories) {
    await page.goto(`${server.origin}/${id}`);
    await until(() => page.evaluate((n) => document.querySelector('comity-discussion')?.shadowRoot.querySelectorAll('.cd-thread article').length === n, count), id);
    await touchAll(page);
    await quiet(page, id);
  }
});

test('nothing runs on the story page, with the widget and without', async () => {
  for (const scripts of [true, false]) {
    const page = await watched();
    if (!scripts) await page.route('**/widget.js', (route) => route.fulfill({contentType: 'text/javascript', body: ''}));
    for (const {id} of stories) {
      await page.goto(`${server.base}/s/paper/${id}`);
      if (scripts) await widgetReady(page);
      await touchAll(page);
      await quiet(page, id);
    }
  }
});

test('nothing runs on the page of one comment', async () => {
  const paths = stories.flatMap(({id, count}) => Array.from({length: count}, (_, n) => `/s/paper/${id}/${n + 1}`));
  await Promise.all(Array.from({length: 4}, async () => {
    const page = await watched();
    for (let path = paths.pop(); path; path = paths.pop()) {
      await page.goto(server.base + path, {waitUntil: 'domcontentloaded'});
      await touchAll(page);
      await quiet(page, path);
    }
  }));
});

test('these tests would see it', async () => {
  const page = await watched();
  await page.setContent('<div class="cd-text"><img src="x" onerror="alert(1)"></div>');
  await until(() => page.dialogs === 1);
  assert.ok((await inspect(page)).length >= 3);
});

test('should the server ever let something through, the widget shows it as text', async () => {
  const page = await openPage(browser, {bypassCSP: true}); // nothing but the walk over the tags stands in the way
  const html = '<p onclick="alert(1)">fine</p><img src=x onerror=alert(1)><script>alert(1)</scr' + 'ipt><svg onload=alert(1)></svg>' +
    '<a href="javascript:alert(1)" id="x" style="color:red">link</a><a href="https://example.org/">good</a><template><img src=x onerror=alert(1)></template>' +
    '<ol start="3" type="i"><li>item</li></ol><iframe srcdoc="<script>parent.alert(1)</script>"></iframe>';
  await page.route('**/comments?*', async (route) => {
    const answer = await (await route.fetch()).json();
    for (const comment of answer.comments) comment.html = html;
    return route.fulfill({json: answer, headers: {'Access-Control-Allow-Origin': '*'}});
  });
  await page.goto(`${server.origin}/hostile-0?`);
  await until(() => page.evaluate(() => document.querySelector('comity-discussion')?.shadowRoot.querySelectorAll('.cd-text').length > 20));
  await touchAll(page);
  assert.deepEqual(await inspect(page), []);
  assert.equal(page.dialogs, 0);
  const text = await page.evaluate(() => document.querySelector('comity-discussion').shadowRoot.querySelector('.cd-text').innerHTML);
  assert.equal(text, '<p>fine</p>alert(1)<a>link</a><a href="https://example.org/" rel="ugc nofollow noopener">good</a><ol start="3"><li>item</li></ol>');
});
