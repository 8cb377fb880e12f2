import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../core/history-index.ts';
import { isHistoryKey, planEntry, readHistoryList } from '../../core/history-index.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';

/** Writes entries as the history does, remembering the page of each. */
function createIndex(store: MemoryStore) {
  const pages = new Map<string, number>();
  let time = 0;
  return async (id: string) => {
    time += 1;
    const entry = { id, title: `Title ${id}`, updatedAt: time };
    const { page, items } = await planEntry(store, entry, pages.get(id));
    await store.set(items);
    pages.set(id, page);
    return { page, items };
  };
}

async function setUp(count: number) {
  const store = createMemoryStore();
  const put = createIndex(store);
  const ids = Array.from({ length: count }, (_, index) => `c${index}`);
  for (const id of ids) await put(id);
  return { store, put, ids };
}

async function readAll(store: MemoryStore): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let from: number | undefined;
  do {
    const list = await readHistoryList(store, { from });
    entries.push(...list.entries);
    from = list.next;
  } while (from !== undefined);
  return entries;
}

const idsOf = (entries: readonly HistoryEntry[]) => entries.map(({ id }) => id);

test('an empty history lists nothing', async () => {
  expect(await readHistoryList(createMemoryStore())).toEqual({
    entries: [],
    next: undefined,
    unreadable: 0,
  });
});

test('450 conversations are listed newest first, over three pages', async () => {
  const { store, ids } = await setUp(450);
  expect(idsOf(await readAll(store))).toEqual(ids.toReversed());
  const first = await readHistoryList(store);
  expect(first.entries).toHaveLength(50);
  expect(first.next).toBe(1);
  const more = await readHistoryList(store, { atLeast: 51 });
  expect(more.entries).toHaveLength(250);
  expect(more.next).toBe(0);
  const rest = await readHistoryList(store, { from: 0 });
  expect(rest.entries).toHaveLength(200);
  expect(rest.next).toBeUndefined();
});

test('a conversation that changes moves to the top, from whatever page', async () => {
  const { store, put, ids } = await setUp(450);
  const moved = ['c3', 'c210', 'c449', 'c3'];
  for (const id of moved) await put(id);
  const rest = ids.filter((id) => !moved.includes(id)).toReversed();
  expect(idsOf(await readAll(store))).toEqual(['c3', 'c449', 'c210', ...rest]);
});

test('a change writes at most two pages, however long the history is', async () => {
  const { put } = await setUp(450);
  const { items } = await put('c3');
  expect(Object.keys(items).sort()).toEqual(['history:page:0', 'history:page:2']);
  const again = await put('c3');
  expect(Object.keys(again.items)).toEqual(['history:page:2']);
});

test('an entry of a full page stays there when it changes, a new one begins a page', async () => {
  const { store, put } = await setUp(200);
  expect((await put('c7')).page).toBe(0);
  expect((await put('new')).page).toBe(1);
  expect(store.contents()['history:newest']).toBe('1');
  expect(idsOf(await readAll(store)).slice(0, 2)).toEqual(['new', 'c7']);
});

test.each([{ version: 2, entries: [] }, 'text', { version: 1 }, null])(
  'a page that cannot be read is counted and left byte for byte: %j',
  async (page) => {
    const { store, put } = await setUp(250);
    store.plant('history:page:1', page);
    const before = store.contents()['history:page:1'];
    await put('new');
    await put('c240');
    await put('c3');
    expect(store.contents()['history:page:1']).toBe(before);
    const list = await readHistoryList(store, { atLeast: 1000 });
    expect(list.unreadable).toBe(1);
    expect(idsOf(list.entries).slice(0, 3)).toEqual(['c3', 'c240', 'new']);
    expect(list.entries).toHaveLength(202);
  },
);

test('where the number of the newest page is lost, no page is written over', async () => {
  for (const damaged of ['text', -1, 0, 1.5]) {
    const { store, put, ids } = await setUp(450);
    store.plant('history:newest', damaged);
    await put('new');
    expect(idsOf(await readAll(store)), JSON.stringify(damaged)).toEqual([
      'new',
      ...ids.toReversed(),
    ]);
  }
});

test('bad entries of a page are passed over', async () => {
  const { store } = await setUp(1);
  const good = { id: 'good', title: '', updatedAt: 5 };
  const entries = [good, { id: 7, title: '', updatedAt: 1 }, null, { id: 'x', title: 'x' }];
  store.plant('history:page:0', { version: 1, entries });
  expect((await readHistoryList(store)).entries).toEqual([good]);
});

test('the keys of the list are told from all others', () => {
  const keys = ['history:newest', 'history:page:3', 'conversation:a', 'running', 'settings'];
  expect(keys.filter(isHistoryKey)).toEqual(['history:newest', 'history:page:3']);
});
