import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eventParser} from './sse.ts';

test('an event is read whole, however its bytes are cut', () => {
  const text = 'retry: 2500\n\nid: 7\nevent: published\ndata: {"number":14}\n\n: quiet\n\nid: 8\nevent: reset\ndata: {}\n\n';
  for (let cut = 0; cut <= text.length; ++cut) {
    const parser = eventParser();
    const events = [...parser.next(text.slice(0, cut)), ...parser.next(text.slice(cut))];
    assert.deepEqual(events, [
      {type: '', data: '', retry: 2500},
      {type: 'published', data: '{"number":14}', retry: 0},
      {type: '', data: '', retry: 0},
      {type: 'reset', data: '{}', retry: 0},
    ]);
  }
});

test('what is not yet complete waits', () => {
  assert.deepEqual(eventParser().next('event: published\ndata: {}\n'), []);
});

test('a colon in the data stays', () => {
  assert.equal(eventParser().next('data:a: b:c\n\n')[0]?.data, 'a: b:c');
  assert.equal(eventParser().next('retry: soon\n\n')[0]?.retry, 0);
});
