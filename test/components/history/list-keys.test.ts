import { expect, test } from 'vitest';
import { actionOf, idAfter, idInstead, neighbour } from '../../../components/history/list-keys.ts';

const order = ['a', 'b', 'c', 'd'];

test.each([
  { key: 'ArrowDown', from: 'b', to: 'c' },
  { key: 'ArrowDown', from: 'd', to: 'd' },
  { key: 'ArrowUp', from: 'b', to: 'a' },
  { key: 'ArrowUp', from: 'a', to: 'a' },
  { key: 'Home', from: 'c', to: 'a' },
  { key: 'End', from: 'b', to: 'd' },
  { key: 'Enter', from: 'b', to: undefined },
])('$key leads from $from to $to', ({ key, from, to }) => {
  expect(neighbour(order, from, key)).toBe(to);
});

test.each([
  { key: 'F2', selecting: false, action: 'title' },
  { key: 'F2', selecting: true, action: undefined },
  { key: 'Delete', selecting: false, action: 'delete' },
  { key: 'Delete', selecting: true, action: 'delete' },
  { key: 'Escape', selecting: true, action: 'leave' },
  { key: 'Escape', selecting: false, action: undefined },
  { key: 'x', selecting: false, action: undefined },
] as const)('$key, where several are selected: $selecting', ({ key, selecting, action }) => {
  expect(actionOf(key, selecting)).toBe(action);
});

test.each([
  { gone: ['b'], next: 'c' },
  { gone: ['d'], next: 'c' },
  { gone: ['a', 'b'], next: 'c' },
  { gone: ['a', 'c'], next: 'd' },
  { gone: ['b', 'd'], next: 'c' },
  { gone: order, next: undefined },
])('where $gone are deleted, the focus goes to $next', ({ gone, next }) => {
  expect(idAfter(order, gone)).toBe(next);
});

test.each([
  { left: ['a', 'c', 'd'], instead: 'c' },
  { left: ['a', 'b', 'c'], instead: 'c' },
  { left: ['x', 'd', 'a'], instead: 'd' },
  { left: ['x', 'y'], instead: 'x' },
  { left: [], instead: undefined },
])('where $left are left, $instead takes the place of what has gone', ({ left, instead }) => {
  expect(idInstead(order, left)).toBe(instead);
});
