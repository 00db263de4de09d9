import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deedOf, type Press, readKeys, takesKeys, usual} from './keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press =>
  ({key, code: '', ctrlKey: false, altKey: false, metaKey: false, isComposing: false, repeat: false, ...more});

test('a single key does its deed, and nothing with another key held or while somebody writes', () => {
  assert.equal(deedOf(press('p'), usual, false), 'publish');
  assert.equal(deedOf(press('P'), usual, false), 'publish');
  assert.equal(deedOf(press('?'), usual, false), 'help');
  assert.equal(deedOf(press('p', {ctrlKey: true}), usual, false), undefined);
  assert.equal(deedOf(press('p', {isComposing: true}), usual, false), undefined);
  assert.equal(deedOf(press('p', {repeat: true}), usual, false), undefined);
  assert.equal(deedOf(press('p'), usual, true), undefined);
  assert.equal(deedOf(press('y'), usual, false), undefined);
});

test('on a Russian or Arabic keyboard the same place does the same', () => {
  assert.equal(deedOf(press('з', {code: 'KeyP'}), usual, false), 'publish');
  assert.equal(deedOf(press('ح', {code: 'KeyP'}), usual, false), 'publish');
  assert.equal(deedOf(press('a', {code: 'KeyQ'}), usual, false), undefined, 'a French A is an A');
});

test('keys are changed and switched off, and what cannot be read is the usual', () => {
  const changed = readKeys('{"keys": {"publish": "y", "undo": "", "next": "long", "nothing": "z"}}');
  assert.equal(deedOf(press('y'), changed, false), 'publish');
  assert.equal(deedOf(press('p'), changed, false), undefined);
  assert.equal(deedOf(press('u'), changed, false), undefined);
  assert.equal(changed.keys.next, 'j');
  assert.equal(deedOf(press('p'), readKeys('{"on": false}'), false), undefined);
  assert.deepEqual(readKeys('not JSON'), usual);
  assert.deepEqual(readKeys(null), usual);
});

test('keys belong to fields where something is written', () => {
  assert.equal(takesKeys({tagName: 'TEXTAREA'}), true);
  assert.equal(takesKeys({tagName: 'INPUT', type: 'search'}), true);
  assert.equal(takesKeys({tagName: 'INPUT', type: 'radio'}), false);
  assert.equal(takesKeys({tagName: 'A'}), false);
  assert.equal(takesKeys(null), false);
});
