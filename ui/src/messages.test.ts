import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';
import {compileCatalogue, compileText} from '../compile_messages.mjs';
import {keys} from './keys.ts';
import {type Catalogue, type Compiled, chooseLanguage, makeMessages} from './messages.ts';

const it = 'discussion.title'; // any key

function say(language: string, text: string, given: Record<string, string | number> = {}): string {
  return makeMessages(language, {[it]: compileText(text) as Compiled}).t(it, given);
}

test('a text without arguments is itself', () => {
  assert.equal(say('en', 'Post'), 'Post');
  assert.equal(say('en', "It''s '{'here'}'"), "It's {here}");
});

test('arguments are filled in; counts are grouped, the numbers of comments are not', () => {
  assert.equal(say('en', 'by {name}', {name: 'Anna'}), 'by Anna');
  assert.equal(say('en', 'no. {n}', {n: 12345}), 'no. 12345');
  assert.equal(say('en', '{n, plural, one {# comment} other {# comments}}', {n: 12345}), '12,345 comments');
});

test('plurals follow the language', () => {
  const text = '{n, plural, =0 {none} one {# комментарий} few {# комментария} many {# комментариев} other {# комментария}}';
  assert.equal(say('ru', text, {n: 0}), 'none');
  assert.equal(say('ru', text, {n: 21}), '21 комментарий');
  assert.equal(say('ru', text, {n: 3}), '3 комментария');
  assert.equal(say('ru', text, {n: 11}), '11 комментариев');
});

test('a select is chosen by its word', () => {
  assert.equal(say('en', '{s, select, held {waits} other {is there}}', {s: 'held'}), 'waits');
  assert.equal(say('en', '{s, select, held {waits} other {is there}}', {s: 'else'}), 'is there');
});

test('digits are 0-9 in every language', () => {
  assert.match(say('ar', '{n, plural, other {#}}', {n: 1234}), /^1.234$/);
  assert.match(makeMessages('ar', {}).time('2026-11-22T15:25:00Z'), /2026/);
});

test('a select inside a plural keeps the number', () => {
  const text = '{n, plural, one {# {what, select, c {comment} other {thing}}} other {# {what, select, c {comments} other {things}}}}';
  assert.equal(say('en', text, {n: 2, what: 'c'}), '2 comments');
});

test('a text that is missing shows its key', () => {
  assert.equal(makeMessages('en', {}).t('form.submit'), 'form.submit');
});

test('a faulty text is refused with its place', () => {
  assert.throws(() => compileText('{n, plural, one {#}}', 'ru.json: widget.count'), /ru\.json: widget\.count/);
  assert.throws(() => compileText('{n, selectordinal, other {#th}}', 'ru.json: widget.when'), /only plain arguments/);
});

test('the best language is chosen', () => {
  const available = ['ar', 'en', 'ru'];
  assert.equal(chooseLanguage(['ru-RU'], available), 'ru');
  assert.equal(chooseLanguage(['hy', 'AR-eg'], available), 'ar');
  assert.equal(chooseLanguage(['hy'], available), 'en');
  assert.equal(chooseLanguage([''], available), 'en');
});

const folder = new URL('../../data/languages/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  test(`${file} has every text that the widget shows`, () => {
    const texts = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>;
    const compiled = compileCatalogue(texts, keys, file) as Catalogue;
    assert.equal(Object.keys(compiled).length, keys.length);
    assert.match(makeMessages(file.slice(0, -5), compiled).time('2026-11-22T15:25:00Z'), /2026/);
    assert.deepEqual(Object.keys(texts).filter((key) => key.startsWith('widget.') && !(keys as readonly string[]).includes(key)), [], 'not used');
  });
}
