import { expect, test } from 'vitest';
import { joinEntries, planEntry, readHistoryList } from '../../core/history-index.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';
import { isHistoryKey } from '../../core/history-pages.ts';
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
    damaged: false,
    newer: false,
  });
});

test('110 conversations are listed newest first, over three pages', async () => {
  const { store, ids } = await setUp(110);
  expect(idsOf(await readAll(store))).toEqual(ids.toReversed());
  const first = await readHistoryList(store, { atLeast: 10 });
  expect(first.entries).toHaveLength(10);
  expect(first.next).toBe(1);
  const more = await readHistoryList(store);
  expect(more.entries).toHaveLength(60);
  expect(more.next).toBe(0);
  const rest = await readHistoryList(store, { from: 0 });
  expect(rest.entries).toHaveLength(50);
  expect(rest.next).toBeUndefined();
});

test('a conversation that changes moves to the top, from whatever page', async () => {
  const { store, put, ids } = await setUp(110);
  const moved = ['c3', 'c53', 'c109', 'c3'];
  for (const id of moved) await put(id);
  const rest = ids.filter((id) => !moved.includes(id)).toReversed();
  expect(idsOf(await readAll(store))).toEqual(['c3', 'c109', 'c53', ...rest]);
});

test('pages that deletions have emptied are read many at once', async () => {
  const { store, ids } = await setUp(5000);
  const kept = ids.slice(0, 20);
  for (let page = 0; page < 100; page += 1) {
    const key = `history:page:${page}`;
    const { entries } = JSON.parse(store.contents()[key]!);
    const left = entries.filter(({ id }: HistoryEntry) => kept.includes(id));
    store.plant(key, { version: 1, entries: left });
  }
  const before = store.calls.length;
  const list = await readHistoryList(store);
  expect(idsOf(list.entries)).toEqual(kept.toReversed());
  expect(store.calls.length - before).toBeLessThanOrEqual(10);
});

test('the first screen reads no page that it does not need', async () => {
  const { store } = await setUp(510);
  const before = store.calls.length;
  await readHistoryList(store);
  const read = store.calls.slice(before).flatMap(({ keys }) => keys);
  expect(read.filter((key) => key.startsWith('history:page:')).sort()).toEqual([
    'history:page:-1',
    'history:page:10',
    'history:page:11',
    'history:page:9',
  ]);
});

test('a change writes at most two pages, however long the history is', async () => {
  const { put } = await setUp(110);
  const { items } = await put('c3');
  expect(Object.keys(items).sort()).toEqual(['history:page:0', 'history:page:2']);
  const again = await put('c3');
  expect(Object.keys(again.items)).toEqual(['history:page:2']);
});

test('an entry of a full page stays there when it changes, a new one begins a page', async () => {
  const { store, put } = await setUp(50);
  expect((await put('c7')).page).toBe(0);
  expect((await put('new')).page).toBe(1);
  expect(store.contents()['history:newest']).toBe('1');
  expect(idsOf(await readAll(store)).slice(0, 2)).toEqual(['new', 'c7']);
});

test.each([
  { page: { version: 2, entries: [] }, told: { damaged: false, newer: true } },
  { page: 'text', told: { damaged: true, newer: false } },
  { page: { version: 1 }, told: { damaged: true, newer: false } },
  { page: null, told: { damaged: true, newer: false } },
])('a page that cannot be read is told and left byte for byte: $page', async ({ page, told }) => {
  const { store, put } = await setUp(60);
  store.plant('history:page:1', page);
  const before = store.contents()['history:page:1'];
  await put('new');
  await put('c57');
  await put('c3');
  expect(store.contents()['history:page:1']).toBe(before);
  const list = await readHistoryList(store, { atLeast: 1000 });
  expect(list).toMatchObject(told);
  expect(idsOf(list.entries).slice(0, 3)).toEqual(['c3', 'c57', 'new']);
  expect(list.entries).toHaveLength(52);
});

test.each(['text', -1, 0, 1.5, 7, 999_999, Number.MAX_SAFE_INTEGER])(
  'where the number of the newest page is wrong, no page is lost or written over: %j',
  async (wrong) => {
    const { store, put, ids } = await setUp(110);
    store.plant('history:newest', wrong);
    expect(idsOf(await readAll(store))).toEqual(ids.toReversed());
    expect((await readHistoryList(store)).damaged).toBe(true);
    await put('new');
    expect(idsOf(await readAll(store))).toEqual(['new', ...ids.toReversed()]);
    // It was lost for a reason, and other keys may have been: that is told until it is mended.
    expect((await readHistoryList(store)).damaged).toBe(true);
  },
);

test('a page that is gone is told, and the pages below it are read', async () => {
  for (const gone of [0, 1, 2]) {
    const { store, ids } = await setUp(110);
    store.lose(`history:page:${gone}`);
    const list = await readHistoryList(store, { atLeast: 1000 });
    expect(list.damaged).toBe(true);
    const left = ids.filter((_, index) => Math.floor(index / 50) !== gone);
    expect(idsOf(list.entries)).toEqual(left.toReversed());
  }
});

test('where all of the index is gone, that is told as long as there are conversations', async () => {
  const { store, put } = await setUp(3);
  store.lose('history:newest');
  store.lose('history:page:0');
  expect((await readHistoryList(store)).damaged).toBe(false);
  store.plant('conversation:c0', {});
  expect((await readHistoryList(store)).damaged).toBe(true);
  await put('new');
  expect(await readHistoryList(store)).toMatchObject({ damaged: true, entries: [{ id: 'new' }] });
});

test('what is no entry is told, and stays where it stands', async () => {
  const { store, put } = await setUp(1);
  const good = { id: 'good', title: '', updatedAt: 5 };
  const strange = [
    { id: 7, title: '', updatedAt: 1 },
    null,
    { id: 'x', title: 'x' },
    { id: 'y', title: 'y', updatedAt: 1e300 },
  ];
  store.plant('history:page:0', { version: 1, entries: [good, ...strange] });
  expect(await readHistoryList(store)).toMatchObject({ entries: [good], damaged: true });
  await put('new');
  const { entries } = JSON.parse(store.contents()['history:page:0']!);
  expect(entries).toEqual([...strange, good, expect.objectContaining({ id: 'new' })]);
});

test('a conversation that two pages list stands where it stood last', async () => {
  const { store, ids } = await setUp(60);
  const page = JSON.parse(store.contents()['history:page:0']!);
  const stale = { id: 'c57', title: 'Stale', updatedAt: 1 };
  store.plant('history:page:0', { ...page, entries: [...page.entries, stale] });
  const { entries } = await readHistoryList(store, { atLeast: 1000 });
  expect(idsOf(entries)).toEqual(ids.toReversed());
});

test('two lists are joined newest first, those of an unknown time last', () => {
  const entry = (id: string, updatedAt: number) => ({ id, title: id, updatedAt });
  const joined = joinEntries([entry('a', 5), entry('lost', 0)], [entry('b', 7), entry('c', 2)]);
  expect(idsOf(joined)).toEqual(['b', 'a', 'c', 'lost']);
});

test('the keys of the list are told from all others', () => {
  const keys = ['history:newest', 'history:page:3', 'conversation:a', 'running', 'settings'];
  expect(keys.filter(isHistoryKey)).toEqual(['history:newest', 'history:page:3']);
});
