import { expect, test } from 'vitest';
import type { KeyValueStore } from '../../core/key-value-store.ts';
import { withMoved } from '../../core/move-stored.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';

const alone = (act: () => Promise<void>) => act();
const stays = (key: string) => key === 'settings';

/** More than go at once. */
const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`key ${index}`, index]));
const texts = (items: object) =>
  Object.fromEntries(Object.entries(items).map(([key, value]) => [key, JSON.stringify(value)]));

test('every call finds what was in the other store, which keeps what stays', async () => {
  const calls: readonly ((store: KeyValueStore) => Promise<unknown>)[] = [
    (store) => store.get(['key 7']),
    (store) => store.keys(),
    (store) => store.set({ new: 1 }),
    (store) => store.remove(['key 7']),
  ];
  const results = [{ 'key 7': 7 }, Object.keys(many), undefined, undefined];
  const left = [many, many, { ...many, new: 1 }, { ...many, 'key 7': undefined }];
  for (const [index, call] of calls.entries()) {
    const from = createMemoryStore(texts({ ...many, settings: 'kept' }));
    const into = createMemoryStore();
    expect(await call(withMoved(into, { from, stays, alone }))).toEqual(results[index]);
    expect(into.contents()).toEqual(JSON.parse(JSON.stringify(texts(left[index]!))));
    expect(from.contents()).toEqual({ settings: '"kept"' });
  }
});

test('it is moved once, and with nothing to be moved nobody is waited for', async () => {
  const from = createMemoryStore(texts(many));
  const into = createMemoryStore();
  let turns = 0;
  const inTurn = (act: () => Promise<void>) => {
    turns += 1;
    return act();
  };
  const store = withMoved(into, { from, stays, alone: inTurn });
  await Promise.all([store.get(['key 1']), store.set({ 'key 2': 'newer' })]);
  const listed = from.calls.length;
  await store.get(['key 2']);
  expect(from.calls.length).toBe(listed);
  expect(await withMoved(into, { from, stays, alone: inTurn }).get(['key 2'])).toEqual({
    'key 2': 'newer',
  });
  expect(turns).toBe(1);
});

test('whichever call of the move fails, all is read, and the next call goes on with it', async () => {
  const run = async (fail: (from: MemoryStore, into: MemoryStore) => void) => {
    const from = createMemoryStore(texts({ ...many, settings: 'kept' }));
    const into = createMemoryStore();
    fail(from, into);
    const store = withMoved(into, { from, stays, alone });
    expect(await store.get(['key 3', 'key 119'])).toEqual({ 'key 3': 3, 'key 119': 119 });
    const calls = [from.calls.length, into.calls.length] as const;
    await store.set({ new: 1 });
    expect(into.contents()).toEqual(texts({ ...many, new: 1 }));
    expect(from.contents()).toEqual({ settings: '"kept"' });
    return calls;
  };
  const [ofFrom, ofInto] = await run(() => {});
  for (let nth = 1; nth <= ofFrom; nth += 1) await run((from) => from.failCall(nth));
  // The last one reads what was moved.
  for (let nth = 1; nth < ofInto; nth += 1) await run((_, into) => into.failCall(nth));
});

test('while the store is full, all can be read and removed, and a write is refused', async () => {
  const from = createMemoryStore(texts(many));
  const into = createMemoryStore();
  into.setQuota(800);
  const store = withMoved(into, { from, stays, alone });
  await expect(store.set({ new: 1 })).rejects.toThrow('Quota');
  expect(Object.keys(into.contents()).length).toBeGreaterThan(0);
  expect(Object.keys(from.contents()).length).toBeGreaterThan(0);
  expect((await store.keys()).toSorted()).toEqual(Object.keys(many).toSorted());
  expect(await store.get(Object.keys(many))).toEqual(many);
  await store.remove(['key 3', 'key 119']);
  expect(await store.get(['key 3', 'key 119', 'key 4'])).toEqual({ 'key 4': 4 });
  into.setQuota();
  await store.set({ new: 1 });
  const { 'key 3': _, 'key 119': __, ...left } = many;
  expect(into.contents()).toEqual(texts({ ...left, new: 1 }));
  expect(from.contents()).toEqual({});
});

test('what another context moves meanwhile is not moved again', async () => {
  const from = createMemoryStore(texts(many));
  const into = createMemoryStore();
  const other = withMoved(into, { from, stays, alone });
  const store = withMoved(into, {
    from,
    stays,
    alone: async (act) => {
      await other.set({ 'key 5': 'changed' });
      await act();
    },
  });
  expect(await store.get(['key 5'])).toEqual({ 'key 5': 'changed' });
});
