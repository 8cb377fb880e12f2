import { expect, test } from 'vitest';
import type { HistoryEntry, HistoryList } from '../../core/history-index.ts';
import { createHistoryStore } from '../../state/history-store.ts';
import { settle } from '../doubles/settle.ts';

const entryOf = (title: string, index: number): HistoryEntry => ({
  id: `c${index}`,
  title,
  updatedAt: 1000 - index,
});

/** Pages of titles, newest first; a page is named by its number in the order of reading. */
function setUp(pages: readonly (readonly string[])[], unreadable: readonly number[] = []) {
  const asked: (number | undefined)[] = [];
  const read = (from = 0): HistoryList => {
    const before = pages.slice(0, from).flat().length;
    return {
      entries: pages[from]?.map((title, index) => entryOf(title, before + index)) ?? [],
      next: from + 1 < pages.length ? from + 1 : undefined,
      unreadable: unreadable[from] ?? 0,
    };
  };
  /** Where set, readings wait for it. */
  let answer: ((from: number | undefined) => Promise<HistoryList>) | undefined;
  const store = createHistoryStore({
    list: (from) => {
      asked.push(from);
      return answer ? answer(from) : Promise.resolve(read(from));
    },
  });
  return {
    asked,
    read,
    actions: store.getState().actions,
    state: store.getState,
    titles: () => store.getState().entries.map(({ title }) => title),
    answerBy: (next: typeof answer) => {
      answer = next;
    },
  };
}

const numbered = (count: number, name = 'Title') =>
  Array.from({ length: count }, (_, index) => `${name} ${index}`);

test('the newest conversations are read when the list is shown', async () => {
  const { actions, asked, state, titles } = setUp([numbered(60), numbered(60)]);
  expect(state()).toMatchObject({ entries: [], loading: false });
  const shown = actions.show();
  expect(state().loading).toBe(true);
  await shown;
  expect(titles()).toEqual(numbered(60));
  expect(state()).toMatchObject({ more: true, loading: false, failed: false });
  expect(asked).toEqual([undefined]);
});

test('the list loads on until its end', async () => {
  const { actions, state, titles, asked } = setUp([
    numbered(60, 'A'),
    numbered(60, 'B'),
    numbered(3, 'C'),
  ]);
  await actions.show();
  await actions.loadMore();
  expect(titles()).toEqual([...numbered(60, 'A'), ...numbered(60, 'B')]);
  await actions.loadMore();
  expect(titles()).toHaveLength(123);
  expect(state().more).toBe(false);
  await actions.loadMore();
  expect(asked).toEqual([undefined, 1, 2]);
});

test.each([
  { query: 'HELLO', found: ['Hello world', 'hello Wörld'] },
  { query: 'world', found: ['Hello world', 'hello Wörld'] },
  { query: 'wör hel', found: ['Hello world', 'hello Wörld'] },
  { query: 'da nang', found: ['Thời tiết Đà Nẵng'] },
  { query: 'thoi tiet', found: ['Thời tiết Đà Nẵng'] },
  { query: 'Đà', found: ['Thời tiết Đà Nẵng'] },
  { query: 'đa nẵng'.normalize('NFD'), found: ['Thời tiết Đà Nẵng'] },
  { query: '天气', found: ['今天天气'] },
  { query: 'nothing of it', found: [] },
  { query: ' ', found: ['Hello world', 'hello Wörld', 'Thời tiết Đà Nẵng', '今天天气'] },
])('searching for "$query" folds case and diacritics', async ({ query, found }) => {
  const titles = ['Hello world', 'hello Wörld', 'Thời tiết Đà Nẵng', '今天天气'];
  const list = setUp([titles]);
  await list.actions.show();
  await list.actions.search(query);
  expect(list.titles()).toEqual(found);
});

test('a search narrows what is there at once, and reads on through every page', async () => {
  const { actions, titles, asked, state } = setUp([
    [...numbered(60), 'Needle one'],
    numbered(60),
    [...numbered(60), 'Needle two'],
  ]);
  await actions.show();
  const searched = actions.search('needle');
  expect(titles()).toEqual(['Needle one']);
  await searched;
  expect(titles()).toEqual(['Needle one', 'Needle two']);
  expect(asked).toEqual([undefined, undefined, 1, 2]);
  expect(state().more).toBe(false);
});

test('a reading that a newer one has overtaken is dropped', async () => {
  const { actions, titles, state, answerBy, read } = setUp([['Old'], ['New']]);
  const waiting: ((list: HistoryList) => void)[] = [];
  answerBy(() => new Promise((resolve) => waiting.push(resolve)));
  const first = actions.show();
  const second = actions.search('');
  const single = (page: number): HistoryList => ({ ...read(page), next: undefined });
  waiting[1]!(single(1));
  await second;
  waiting[0]!(single(0));
  await first;
  expect(titles()).toEqual(['New']);
  expect(state().loading).toBe(false);
});

test('a change is read only while the list is shown, and as far as it had been', async () => {
  const { actions, asked, titles } = setUp([numbered(60), numbered(60), numbered(60)]);
  actions.changed();
  expect(asked).toEqual([]);
  await actions.show();
  await actions.loadMore();
  actions.changed();
  await settle();
  expect(asked).toEqual([undefined, 1, undefined, 1]);
  expect(titles()).toHaveLength(120);
  actions.hide();
  actions.changed();
  await settle();
  expect(asked).toHaveLength(4);
});

test('a reading that fails is told, what is there stays, and the next one may succeed', async () => {
  const { actions, state, titles, answerBy } = setUp([['One']]);
  await actions.show();
  answerBy(() => Promise.reject(new Error('Oh no')));
  await actions.show();
  expect(state()).toMatchObject({ failed: true, loading: false });
  expect(titles()).toEqual(['One']);
  answerBy(undefined);
  await actions.show();
  expect(state().failed).toBe(false);
});

test('pages that cannot be read are counted over all that was read', async () => {
  const { actions, state } = setUp([numbered(60), numbered(60), numbered(60)], [1, 0, 2]);
  await actions.show();
  expect(state().unreadable).toBe(1);
  await actions.loadMore();
  expect(state().unreadable).toBe(1);
  await actions.loadMore();
  expect(state().unreadable).toBe(3);
  await actions.show();
  expect(state().unreadable).toBe(3);
});
