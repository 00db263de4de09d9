import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeGuest} from './guest.ts';

// Node.js has no localStorage here, so this is also the case of a browser that refuses it.

test('what is remembered is kept apart by server and site', () => {
  const herald = makeGuest('https://c.example', 'herald');
  herald.key = 'k'.repeat(22);
  herald.name = 'Anna';
  assert.equal(makeGuest('https://c.example', 'herald').name, 'Anna');
  assert.equal(makeGuest('https://c.example', 'courier').name, '');
  assert.equal(makeGuest('https://d.example', 'herald').key, '');
});

test('each place has its own draft, and an empty one leaves nothing behind', () => {
  const guest = makeGuest('https://c.example', 'drafts');
  guest.keepDraft('1', 'new', 'first');
  guest.keepDraft('1', 'reply 14', 'second');
  assert.equal(guest.draft('1', 'new'), 'first');
  assert.equal(guest.draft('1', 'reply 14'), 'second');
  guest.keepDraft('1', 'new', '');
  assert.equal(guest.draft('1', 'new'), '');
});

test('forgetting clears key, name and drafts of this site only', () => {
  const here = makeGuest('https://c.example', 'here');
  const there = makeGuest('https://c.example', 'there');
  for (const guest of [here, there]) {
    guest.key = 'k';
    guest.name = 'Anna';
    guest.keepDraft('1', 'new', 'text');
  }
  here.forget();
  assert.deepEqual([here.key, here.name, here.draft('1', 'new')], ['', '', '']);
  assert.deepEqual([there.key, there.name, there.draft('1', 'new')], ['k', 'Anna', 'text']);
});
