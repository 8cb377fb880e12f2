import { expect, test } from 'vitest';
import {
  nothingSelected,
  type Selection,
  selectAll,
  selectedIn,
  selectTo,
  toggleSelected,
} from '../../state/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const after = (...steps: readonly ((selection: Selection) => Selection)[]) =>
  selectedIn(
    steps.reduce((selection, step) => step(selection), nothingSelected),
    order,
  );
const toggle = (id: string) => (selection: Selection) => toggleSelected(selection, id);
const to = (id: string) => (selection: Selection) => selectTo(selection, id, order);

test.each([
  { name: 'one', steps: [toggle('b')], chosen: ['b'] },
  { name: 'one and no longer', steps: [toggle('b'), toggle('b')], chosen: [] },
  { name: 'a range downwards', steps: [toggle('b'), to('d')], chosen: ['b', 'c', 'd'] },
  { name: 'a range upwards', steps: [toggle('d'), to('b')], chosen: ['b', 'c', 'd'] },
  {
    name: 'a range beside others',
    steps: [toggle('a'), toggle('d'), to('e')],
    chosen: ['a', 'd', 'e'],
  },
  {
    name: 'a range that goes on',
    steps: [toggle('a'), to('b'), to('d')],
    chosen: ['a', 'b', 'c', 'd'],
  },
  { name: 'a range from nowhere', steps: [to('c')], chosen: ['c'] },
  { name: 'a range from what is gone', steps: [toggle('gone'), to('c')], chosen: ['c'] },
  { name: 'all', steps: [(each: Selection) => selectAll(each, order)], chosen: order },
])('a selection of $name', ({ steps, chosen }) => {
  expect(after(...steps)).toEqual(chosen);
});

test('what the list shows no longer is not chosen', () => {
  expect(selectedIn(selectAll(nothingSelected, order), ['c', 'x'])).toEqual(['c']);
});
