import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eventParser} from './sse.ts';

test('an event is read whole, however its bytes are cut', () => {
  const text = 'id: 7\nevent: published\ndata: {"number": 14}\n\n: quiet\n\nid: 8\ndata: a\ndata: b\n\n';
  for (let cut = 0; cut <= text.length; ++cut) {
    const parser = eventParser();
    const events = [...parser.next(text.slice(0, cut)), ...parser.next(text.slice(cut))];
    assert.deepEqual(events, [
      {type: 'published', data: '{"number": 14}', id: '7', retry: undefined},
      {type: 'message', data: 'a\nb', id: '8', retry: undefined},
    ]);
  }
});

test('all three line ends are line ends', () => {
  for (const end of ['\n', '\r', '\r\n']) {
    const parser = eventParser();
    const events = parser.next(`data:x${end}${end}data: y${end}${end}:${end}`);
    assert.deepEqual(events.map((event) => event.data), ['x', 'y']);
  }
});

test('the time to wait before a new try is told', () => {
  assert.equal(eventParser().next('retry: 2500\n\n')[0]?.retry, 2500);
  assert.equal(eventParser().next('retry: soon\ndata: x\n\n')[0]?.retry, undefined);
});

test('an event without data still counts when it has a name', () => {
  assert.equal(eventParser().next('event: reset\n\n')[0]?.type, 'reset');
});

test('comment lines and empty blocks are no events', () => {
  assert.deepEqual(eventParser().next('\uFEFF: hello\n\n\n\n'), []);
});
