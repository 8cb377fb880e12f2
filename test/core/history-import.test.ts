import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinEntries, readHistoryList } from '../../core/history-index.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';
import { createMortalStore } from '../doubles/mortal-store.ts';
import { conversationOf, turnOf } from './examples.ts';

const at = (id: string, updatedAt: number) => ({
  ...conversationOf([turnOf('a')], id),
  title: id,
  updatedAt,
});

async function listAll(store: MemoryStore): Promise<readonly HistoryEntry[]> {
  let entries: readonly HistoryEntry[] = [];
  let from: number | undefined;
  do {
    const list = await readHistoryList(store, { from });
    expect(list).toMatchObject({ damaged: false, newer: false });
    entries = joinEntries(entries, list.entries);
    from = list.next;
  } while (from !== undefined);
  return entries;
}

const idsIn = async (store: MemoryStore) => (await listAll(store)).map(({ id }) => id);

/** The times of each page, the newest page last. */
function pagesIn(store: MemoryStore): readonly (readonly number[])[] {
  return Object.entries(store.contents())
    .filter(([key]) => key.startsWith('history:page:'))
    .map(([key, json]) => ({ page: Number(key.slice(13)), entries: JSON.parse(json).entries }))
    .sort((a, b) => a.page - b.page)
    .map(({ entries }) => entries.map((entry: HistoryEntry) => entry.updatedAt));
}

function expectInOrder(store: MemoryStore) {
  const pages = pagesIn(store).filter((times) => times.length > 0);
  for (const [index, times] of pages.entries()) {
    const below = pages[index - 1];
    if (below) expect(Math.min(...times)).toBeGreaterThanOrEqual(Math.max(...below));
  }
}

test.each([
  { order: 'newest first', asked: 3, size: 50, times: (index: number) => 2000 - index },
  { order: 'newest first', asked: 0, size: 50, times: (index: number) => 2000 - index },
  // All that comes at once and is newer than what there is goes to one page.
  { order: 'oldest first', asked: 0, size: 100, times: (index: number) => index },
])(
  '1,000 that come $order stand in pages of $size at most, below $asked that were asked here',
  async ({ asked, size, times }) => {
    const store = createMemoryStore();
    const history = createHistory(store);
    const own = ['x', 'y', 'z'].slice(0, asked);
    for (const id of own) await history.keep(at(id, 10_000));
    const all = Array.from({ length: 1000 }, (_, index) => at(`c${index}`, times(index)));
    for (let start = 0; start < all.length; start += 100) {
      expect(await history.bringIn(all.slice(start, start + 100))).toBe(100);
    }
    expectInOrder(store);
    expect(Math.max(...pagesIn(store).map((page) => page.length))).toBeLessThanOrEqual(size);
    const first = await readHistoryList(store);
    const top = first.entries.slice(0, asked).map(({ id }) => id);
    expect(top.toSorted()).toEqual(own);
    expect((await listAll(store)).map(({ updatedAt }) => updatedAt)).toEqual([
      ...own.map(() => 10_000),
      ...all.map(({ updatedAt }) => updatedAt).sort((a, b) => b - a),
    ]);
  },
);

test('a batch is one write, and what it costs grows with the halvings of the history alone', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  const all = Array.from({ length: 3000 }, (_, index) => at(`c${index}`, 5000 - index));
  const written: number[] = [];
  const read: number[] = [];
  for (let start = 0; start < all.length; start += 100) {
    const before = store.calls.length;
    await history.bringIn(all.slice(start, start + 100));
    const calls = store.calls.slice(before);
    expect(calls.filter(({ method }) => method === 'set')).toHaveLength(1);
    written.push(calls.filter(({ method }) => method === 'set').flatMap(({ keys }) => keys).length);
    read.push(calls.length);
  }
  expect(Math.max(...written)).toBeLessThanOrEqual(106);
  expect(Math.max(...read.slice(1))).toBeLessThanOrEqual(18);
});

test('what is there stays as it is, whether it was continued, is damaged or waits to be saved', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  await history.bringIn([at('continued', 1), at('damaged', 2), at('same', 3)]);
  const continued = {
    ...conversationOf([turnOf('a'), turnOf('b')], 'continued'),
    updatedAt: 9,
  };
  await history.keep(continued);
  store.plant('conversation:damaged', 'damaged');
  store.refuseWrites(true);
  await history.begin(at('unsaved', 5), 'a').catch(() => {});
  store.refuseWrites(false);
  const before = store.contents();
  const again = ['continued', 'damaged', 'same', 'unsaved'].map((id) => at(id, 7));
  expect(await history.bringIn(again)).toBe(0);
  expect(store.contents()).toEqual(before);
  expect(await history.bringIn([...again, at('new', 8)])).toBe(1);
  expect(await history.load('continued')).toMatchObject({ conversation: continued });
  expect(await idsIn(store)).toEqual(['continued', 'new', 'same', 'damaged']);
});

test('one that was imported and is continued moves to the top, out of the page of its time', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  const all = Array.from({ length: 500 }, (_, index) => at(`c${index}`, 1000 - index));
  for (let start = 0; start < 500; start += 100)
    await history.bringIn(all.slice(start, start + 100));
  expect(store.contents()['history:oldest']).toBe('-9');
  await history.keep({ ...at('c450', 2000) });
  expect((await idsIn(store)).slice(0, 3)).toEqual(['c450', 'c0', 'c1']);
  expect(pagesIn(store).flat()).toHaveLength(500);
});

test('a batch that storage does not take is told and leaves nothing', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  store.setQuota(2000);
  await history.bringIn([at('a', 1)]);
  const before = store.contents();
  const many = Array.from({ length: 50 }, (_, index) => at(`c${index}`, index));
  await expect(history.bringIn(many)).rejects.toThrow('Quota');
  expect(store.contents()).toEqual(before);
});

test('wherever the process dies, a batch is there as a whole or not at all', async () => {
  const batch = Array.from({ length: 3 }, (_, index) => at(`c${index}`, index));
  for (let call = 1; call < 12; call += 1) {
    const store = createMemoryStore();
    const mortal = createMortalStore(store);
    mortal.dieAtCall(call, call % 2 === 0);
    const history = createHistory(mortal.living);
    await Promise.race([history.bringIn(batch).catch(() => {}), mortal.died]);
    const stored = Object.keys(store.contents()).filter((key) => key.startsWith('conversation:'));
    expect(await idsIn(store)).toHaveLength(stored.length);
    expect([0, 3]).toContain(stored.length);
    expect(await createHistory(store).bringIn(batch)).toBe(3 - stored.length);
    expect(await idsIn(store)).toEqual(['c2', 'c1', 'c0']);
  }
});

test('the pages below are found where the number of the oldest is lost, and told', async () => {
  const all = Array.from({ length: 500 }, (_, index) => at(`c${index}`, 1000 - index));
  for (const damage of [undefined, 'text', -1, -7, 3]) {
    const store = createMemoryStore();
    const history = createHistory(store);
    for (let start = 0; start < 500; start += 100) {
      await history.bringIn(all.slice(start, start + 100));
    }
    if (damage === undefined) store.lose('history:oldest');
    else store.plant('history:oldest', damage);
    const list = await readHistoryList(store, { atLeast: 1000 });
    expect(list.damaged).toBe(true);
    expect(list.entries).toHaveLength(500);
    await history.rebuildList();
    expect(await idsIn(store)).toEqual(all.map(({ id }) => id));
  }
});

test('a page below that is lost is listed again where it stood', async () => {
  const all = Array.from({ length: 700 }, (_, index) => at(`c${index}`, 1000 - index));
  for (const lost of [-2, -1, 0]) {
    const store = createMemoryStore();
    const history = createHistory(store);
    for (let start = 0; start < 700; start += 100) {
      await history.bringIn(all.slice(start, start + 100));
    }
    store.lose(`history:page:${lost}`);
    expect((await readHistoryList(store, { atLeast: 1000 })).damaged).toBe(true);
    await history.rebuildList();
    expect(await idsIn(store)).toEqual(all.map(({ id }) => id));
    expectInOrder(store);
  }
});

type Step =
  | { readonly kind: 'import'; readonly times: readonly number[] }
  | { readonly kind: 'ask'; readonly which: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    times: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 150 }),
  }),
  fc.record({ kind: fc.constant('ask' as const), which: fc.nat() }),
);

test('whatever is imported and asked, in whatever order, the list is whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), async (steps) => {
      const store = createMemoryStore();
      const history = createHistory(store);
      const times = new Map<string, number>();
      let now = 2000;
      for (const step of steps) {
        if (step.kind === 'import') {
          const batch = step.times.map((time, index) => at(`c${times.size + index}`, time));
          for (const { id, updatedAt } of batch) times.set(id, updatedAt);
          expect(await history.bringIn(batch)).toBe(batch.length);
        } else {
          now += 1;
          const id = [...times.keys()][step.which % (times.size + 1)] ?? `n${now}`;
          times.set(id, now);
          await history.keep(at(id, now));
        }
      }
      expectInOrder(store);
      const listed = await listAll(store);
      expect(new Map(listed.map(({ id, updatedAt }) => [id, updatedAt]))).toEqual(times);
      expect(listed.map(({ updatedAt }) => updatedAt)).toEqual(
        [...times.values()].sort((a, b) => b - a),
      );
    }),
    { numRuns: 60 },
  );
});
