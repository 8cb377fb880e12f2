import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPostings, writePostings } from '../../../core/search/postings.ts';

test('document numbers come back as they were written, few or many', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(60_000), { maxLength: 3000 }), (chosen) => {
      const sorted = chosen.toSorted((a, b) => a - b);
      expect(readPostings(writePostings(sorted))).toEqual(sorted);
    }),
  );
});

test('every number can be written after every other', () => {
  for (const step of [1, 71, 72, 73, 1223, 1224, 1225, 19_655, 19_656, 19_657, 1_000_000]) {
    const numbers = [0, step, 2 * step];
    expect(readPostings(writePostings(numbers))).toEqual(numbers);
  }
});

test('a number takes one character where they stand close', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index * 70);
  expect(writePostings(numbers)).toHaveLength(100);
});

test('they take one byte each in JSON', () => {
  const numbers = Array.from({ length: 2000 }, (_, index) => index * index);
  const text = writePostings(numbers);
  expect(JSON.stringify(text)).toHaveLength(text.length + 2);
  expect(text).not.toMatch(/[<> ]/);
});
