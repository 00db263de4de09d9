import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeAnnouncer} from './announce.ts';
import {FakeTimer} from './fake_timer.ts';

test('the first is said at once, later ones at most twice a minute, and only the latest', () => {
  const timer = new FakeTimer();
  const said: string[] = [];
  const announcer = makeAnnouncer((text) => said.push(`${timer.now() / 1000}: ${text}`), timer);
  for (let second = 0; second < 60; ++second) {
    announcer.announce(`${second + 1} new`);
    timer.pass(1000);
  }
  assert.deepEqual(said, ['0: 1 new', '30: 30 new', '60: 60 new']);
});

test('nothing is said after it was stopped', () => {
  const timer = new FakeTimer();
  const said: string[] = [];
  const announcer = makeAnnouncer((text) => said.push(text), timer);
  announcer.announce('1 new');
  announcer.announce('2 new');
  announcer.hush();
  timer.pass(100_000);
  assert.deepEqual(said, ['1 new']);
});
