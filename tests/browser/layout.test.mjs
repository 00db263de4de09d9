// The discussion on small screens, at 400 % zoom, from right to left, in the dark.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openPage, openWidget, widgetReady, world} from './support.mjs';

const {server, browser} = await world({demo: true});
const front = await (await server.get('/')).text();
const story = /href="(\/s\/herald\/[^"?#]+)/.exec(front)[1];

await server.post('layout', {text: 'A word that never ends: ' + 'x'.repeat(300) + ' https://example.org/' + 'y'.repeat(300)});
for (let depth = 1; depth <= 8; ++depth) await server.post('layout', {text: `Level ${depth} of the conversation.`, reply_to: depth});
await server.post('layout', {text: '```\n' + 'wide '.repeat(80) + '\n```\n\n> quoted\n\n- one\n- two'});

// WCAG 2.2, success criterion 1.4.10: 320 CSS pixels are a 1280 px window at 400 %.
const held = await server.post('layout-held', {text: 'This is humbug, ' + 'z'.repeat(300)});
const receipt = new URL(held.comment.page, server.base).pathname;
const paths = (lang) => [`${server.origin}/layout`, ...[story, `${story}/1`, '/policy/herald', '/', '/s/herald', '/case', '/nothing', receipt].map((path) => server.base + path)]
  .map((path) => `${path}?lang=${lang}`);
for (const [what, viewport] of Object.entries({'320 px, as at 400 % zoom': {width: 320, height: 256}, 'a telephone': {width: 390, height: 844}})) {
  for (const lang of ['en', 'ar']) {
    test(`nothing is wider than the window on ${what} (${lang})`, async () => {
      for (const path of paths(lang)) {
        const page = await openPage(browser, {viewport});
        await page.goto(path);
        if (await page.locator('comity-discussion').count()) await widgetReady(page);
        const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(width <= window, `${path} is ${width} px wide`);
      }
    });
  }
}

const of = (page, selector, read) => page.evaluate(([where, how]) => {
  const found = document.querySelector('comity-discussion').shadowRoot.querySelector(where);
  return new Function('one', `return ${how}`)(found);
}, [selector, read]);

test('an Arabic interface runs from right to left, and each comment in its own direction', async () => {
  await server.post('mixed', {text: 'The ferry leaves at nine and comes back late in the evening.'});
  await server.post('mixed', {text: 'نعم، العبّارة تغادر في التاسعة وتعود متأخرة في المساء.', reply_to: 1});
  const page = await openWidget(browser, server, 'mixed', {query: '?lang=ar', bypassCSP: true});
  assert.equal(await of(page, '.cd', 'getComputedStyle(one).direction'), 'rtl');
  assert.equal(await of(page, '#comment-1 .cd-text', 'getComputedStyle(one).direction'), 'ltr');
  assert.equal(await of(page, '#comment-2 .cd-text', 'getComputedStyle(one).direction'), 'rtl');
  // A reply is moved in from the right.
  assert.ok(await of(page, '#comment-2', 'one.getBoundingClientRect().right < one.previousElementSibling.getBoundingClientRect().right'));
});

test('deeper replies than five say whom they answer', async () => {
  const page = await openWidget(browser, server, 'layout', {bypassCSP: true});
  assert.equal(await of(page, '#comment-4 .cd-in-reply', 'one.hidden'), true);
  assert.equal(await of(page, '#comment-8 .cd-in-reply', 'one.hidden || one.textContent'), 'in reply to no. 7');
  await page.getByRole('button', {name: 'Oldest first'}).click();
  await page.getByRole('link', {name: 'in reply to no. 1', exact: true}).first().waitFor();
});

test('a dark page has a dark discussion, unless its publisher says light', async () => {
  const ground = async (query) => {
    const page = await openWidget(browser, server, 'mixed', {colorScheme: 'dark', bypassCSP: true, query});
    return of(page, '.cd', 'Math.max(...getComputedStyle(one).backgroundColor.match(/[0-9]+/g).map(Number))');
  };
  assert.ok((await ground('')) < 64);
  assert.ok((await ground(`?attributes=${encodeURIComponent('theme="light"')}`)) > 192);
});

test('reduced motion and forced colours leave everything readable', async () => {
  const page = await openWidget(browser, server, 'mixed', {forcedColors: 'active', reducedMotion: 'reduce'});
  await page.getByRole('article', {name: 'Comment 1 by Ada'}).waitFor();
});
