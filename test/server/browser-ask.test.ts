import { expect, test } from 'vitest';
import { findRest } from '../../server/browser-ask.ts';

test.each([
  ['', 'Hello', 'Hello'],
  ['Hel', 'Hello', 'lo'],
  ['Hello', 'Hello', ''],
  ['a **bo', 'a bold', '\na bold'],
  ['first\na **bo', 'first\na bold', '\na bold'],
  ['first\nsecond', 'first', '\nfirst'],
])('after %j, to show %j prints %j', (printed, shown, rest) => {
  expect(findRest(printed, shown)).toBe(rest);
});
