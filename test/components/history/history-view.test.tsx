// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showHistory } from './show-history.tsx';

const focused = () => {
  const { activeElement } = document;
  return activeElement?.getAttribute('aria-label') ?? activeElement?.tagName;
};

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

test('a failure that is dismissed leaves the focus to the list, or to the search without one', async () => {
  const { list, press, happens, get } = await showHistory(colours);
  const fail = () => happens(() => list.getState().actions.restore(['gone']));
  await fail();
  expect(get('[role="alert"]').textContent).toBe('historyNotThere');
  await press('dismiss');
  expect(focused()).toBe('Red');
  for (const title of Object.keys(colours)) {
    await happens(() => list.getState().actions.remove([title]));
  }
  await fail();
  await press('dismiss');
  expect(focused()).toBe('searchHistory');
});
