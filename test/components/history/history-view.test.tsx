// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showHistory } from './show-history.tsx';

const colours = { Red: {}, Blue: { tags: ['water'] }, Green: {} };

test('an empty list says why: nothing is kept yet, or nothing has this tag', async () => {
  const { showTag, notes, press, openTags, list } = await showHistory(colours);
  await showTag('water');
  expect(notes()).toEqual([]);
  await openTags('Blue');
  await press('removeTag water');
  expect(list.getState()).toMatchObject({ tag: 'water', entries: [] });
  expect(notes()).toEqual(['tagEmpty']);
  const empty = await showHistory({});
  expect(empty.notes()).toEqual(['historyEmpty']);
});
