// @vitest-environment happy-dom
import { render } from 'preact';
import { expect, test } from 'vitest';
import { RelativeTime } from '../../components/relative-time.tsx';

const day = 86_400_000;

test.each([
  [0, 0, 'second'],
  [59_000, 0, 'second'],
  [61_000, -1, 'minute'],
  [day - 1000, -23, 'hour'],
  [day + 1000, -1, 'day'],
  [30 * day, -30, 'day'],
  [31 * day, -1, 'month'],
  [364 * day, -11, 'month'],
  [1106 * day, -3, 'year'],
  [-5000, 0, 'second'],
] as const)('%i ms ago is said in a unit that is short to read', (ago, value, unit) => {
  const root = document.createElement('main');
  render(<RelativeTime at={Date.now() - ago} />, root);
  const format = new Intl.RelativeTimeFormat(undefined, { style: 'narrow', numeric: 'auto' });
  expect(root.textContent).toBe(format.format(value === 0 ? -0 : value, unit));
});
