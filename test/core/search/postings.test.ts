import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPostings, writePostings } from '../../../core/search/postings.ts';

test('document numbers come back as they were written, few or many', () => {
  const numbers = fc.integer({ min: 1, max: 60_000 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      chosen: fc.uniqueArray(fc.nat(count - 1), { maxLength: 3000 }),
    }),
  );
  fc.assert(
    fc.property(numbers, ({ count, chosen }) => {
      const sorted = chosen.toSorted((a, b) => a - b);
      expect(readPostings(writePostings(sorted, count))).toEqual(sorted);
    }),
  );
});

test('every number can be written after every other', () => {
  for (const step of [1, 63, 64, 65, 1600, 1663, 1664, 1665, 41_663, 41_664, 41_665, 1_000_000]) {
    const numbers = [0, step, 2 * step];
    expect(readPostings(writePostings(numbers, 10_000_000))).toEqual(numbers);
  }
});

test('a number takes one character where they stand close, and less where nearly all are there', () => {
  const all = Array.from({ length: 1000 }, (_, index) => index);
  expect(writePostings(all, 1000)).toHaveLength(168);
  const every30th = all.filter((number) => number % 30 === 0);
  expect(writePostings(every30th, 1000)).toHaveLength(every30th.length);
});

test('they take one byte each in JSON', () => {
  const numbers = Array.from({ length: 2000 }, (_, index) => index * index);
  const text = writePostings(numbers, 5_000_000);
  expect(JSON.stringify(text)).toHaveLength(text.length + 2);
  expect(text).not.toMatch(/[<> ]/);
});
