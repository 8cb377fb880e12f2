// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { mostTags } from '../../../core/conversation-marks.ts';
import { showHistory } from './show-history.tsx';

const focused = () => {
  const { activeElement, body } = document;
  if (activeElement === body) return 'nothing';
  return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent;
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

test('tags that are open close where their line is not found, and take no focus when it is', async () => {
  const { openTags, search, root, titles } = await showHistory(colours);
  await openTags('Blue');
  expect(focused()).toBe('addTag');
  await search('red');
  expect(titles()).toEqual(['Red']);
  await search('');
  expect(titles()).toEqual(['Red', 'Blue', 'Green']);
  expect(root.querySelector('.tag-editor')).toBeNull();
  expect(focused()).toBe('searchHistory');
});

test('where the tag by which the list is narrowed is removed, the next line has the focus', async () => {
  const both = { Red: { tags: ['warm'] }, Blue: {}, Brown: { tags: ['warm'] } };
  const { openTags, press, root, showTag, titles, get } = await showHistory(both);
  await showTag('warm');
  await openTags('Red');
  await press('removeTag warm');
  expect(titles()).toEqual(['Brown']);
  expect(focused()).toBe('Brown');
  await openTags('Brown');
  await press('removeTag warm');
  expect(titles()).toEqual([]);
  expect(focused()).toBe('searchHistory');
  get('select').focus();
  expect(focused()).toBe('tagFilter');
  await showTag('');
  expect(titles()).toEqual(['Red', 'Blue', 'Brown']);
  expect(root.querySelector('.tag-editor')).toBeNull();
  expect(focused()).toBe('select');
});

test('where no more tags fit, there is no field but a word on it, until one is removed', async () => {
  const tags = Array.from({ length: mostTags - 1 }, (_, index) => `tag ${index}`);
  const { openTags, press, happens, get, root, list } = await showHistory({ Red: { tags } });
  await openTags('Red');
  await happens(() => {
    get<HTMLInputElement>('.tag-editor input').value = 'the last';
    get('form').dispatchEvent(new Event('submit', { cancelable: true }));
  });
  expect(list.getState().entries[0]?.tags).toHaveLength(mostTags);
  expect(root.querySelector('.tag-editor input')).toBeNull();
  expect(get('.tag-editor .note').textContent).toBe('tagsFull');
  expect(focused()).toBe('done');
  await press('removeTag tag 3');
  expect(root.querySelector('.tag-editor .note')).toBeNull();
  expect(focused()).toBe('addTag');
});
