import { expect, test } from 'vitest';
import { findRest, findSettled } from '../../server/browser-ask.ts';

test.each([
  ['', 'Hello', 'Hello'],
  ['Hel', 'Hello', 'lo'],
  ['Hello', 'Hello', ''],
  ['a **bo', 'a bold', '\na bold'],
  ['first\na **bo', 'first\na bold', '\na bold'],
  ['first\nsecond', 'first', ''],
])('after %j, to show %j prints %j', (printed, shown, rest) => {
  expect(findRest(printed, shown)).toBe(rest);
});

test.each([
  ['Plain words', 'Plain words'],
  ['first\nMore **bo', 'first\nMore '],
  ['A **done** line\nnext', 'A **done** line\nnext'],
  ['first\n## Key', 'first\n'],
  ['first\n- item', 'first\n'],
  ['first\n12', 'first\n'],
  ['12 apples', '12 apples'],
  ['| a | b |', ''],
])('of %j, %j is settled', (text, settled) => {
  expect(findSettled(text)).toBe(settled);
});
