import { expect, test } from 'vitest';
import { isDue, lastDeletion } from '../../core/deletions.ts';

const deleted = [
  { id: 'a', at: 1_000 },
  { id: 'b', at: 4_000 },
  { id: 'c', at: 4_000 },
];

test.each([
  { now: 999, due: ['a', 'b', 'c'], last: undefined },
  { now: 4_000, due: [], last: { at: 4_000, ids: ['b', 'c'] } },
  { now: 10_999, due: [], last: { at: 4_000, ids: ['b', 'c'] } },
  { now: 11_000, due: ['a'], last: { at: 4_000, ids: ['b', 'c'] } },
  { now: 13_999, due: ['a'], last: { at: 4_000, ids: ['b', 'c'] } },
  { now: 14_000, due: ['a', 'b', 'c'], last: undefined },
])('at $now ms what can be undone is the last that is not over', ({ now, due, last }) => {
  expect(deleted.filter((each) => isDue(each, now)).map(({ id }) => id)).toEqual(due);
  expect(lastDeletion(deleted, now)).toEqual(last);
});

test('with the last undone, the one before it can be', () => {
  expect(lastDeletion(deleted.slice(0, 1), 5_000)).toEqual({ at: 1_000, ids: ['a'] });
});
