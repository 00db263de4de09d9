import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Entry, type Sort, depthIn, placeOf} from './order.ts';

type Parents = Record<number, number>; // number → the number it answers

// The whole discussion in one order, the slow and plain way.
function sorted(parents: Parents, sort: Sort): Entry[] {
  const numbers = Object.keys(parents).map(Number).sort((a, b) => a - b);
  if (sort !== 'threads') {
    const flat = numbers.map((number) => ({number, replyTo: parents[number]!, depth: 0}));
    return sort === 'oldest' ? flat : flat.reverse();
  }
  const out: Entry[] = [];
  const visit = (number: number, depth: number): void => {
    out.push({number, replyTo: parents[number]!, depth});
    for (const child of numbers.filter((n) => parents[n] === number)) visit(child, depth + 1);
  };
  for (const root of numbers.filter((n) => !parents[n])) visit(root, 0);
  return out;
}

test('a reply goes behind the replies before it and all that answers them', () => {
  const list = sorted({1: 0, 2: 0, 3: 1, 4: 3, 5: 2}, 'threads');
  assert.deepEqual(list.map((entry) => entry.number), [1, 3, 4, 2, 5]);
  assert.equal(placeOf(list, {number: 6, replyTo: 1}, 'threads', true), 3);
  assert.equal(depthIn(list, 4, 'threads'), 3);
  assert.equal(placeOf(list, {number: 6, replyTo: 0}, 'threads', true), 5);
});

test('a page grown comment by comment is the page loaded afresh', () => {
  // Small numbers by a fixed rule, so that a failure can be repeated.
  let seed = 7;
  const chance = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (const sort of ['threads', 'oldest', 'newest'] as const) {
    for (let round = 0; round < 40; ++round) {
      const parents: Parents = {};
      const list: Entry[] = [];
      for (let number = 1; number <= 25; ++number) {
        const replyTo = chance(number);
        parents[number] = replyTo;
        const at = placeOf(list, {number, replyTo}, sort, true);
        list.splice(at, 0, {number, replyTo, depth: depthIn(list, replyTo, sort)});
      }
      assert.deepEqual(list, sorted(parents, sort));
    }
  }
});

test('what belongs to a part not yet loaded has no place', () => {
  const list = sorted({1: 0, 2: 1, 3: 0}, 'threads');
  assert.equal(placeOf(list, {number: 9, replyTo: 0}, 'threads', false), -1);
  assert.equal(placeOf(list, {number: 9, replyTo: 8}, 'threads', false), -1);
  assert.equal(placeOf(list, {number: 9, replyTo: 1}, 'threads', false), 2);
  assert.equal(placeOf(list, {number: 9, replyTo: 3}, 'threads', false), -1);
});
