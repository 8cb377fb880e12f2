import { expect, test } from 'vitest';
import { type HistoryList, planEntry, readHistoryList } from '../../core/history-index.ts';
import type { HistoryHead } from '../../core/history-marks.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';
import { createLink } from '../../core/link.ts';
import { createHistoryStore } from '../../state/history-store.ts';
import { conversationOf } from '../core/examples.ts';
import { askStart, createBench, panel } from '../core/relay/relay-bench.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { settle } from '../doubles/settle.ts';

const entryOf = (title: string, index: number): HistoryEntry => ({
  id: `c${index}`,
  title,
  updatedAt: 1000 - index,
});

/** Pages of titles, newest first; a page is named by its number in the order of reading. */
function setUp(pages: readonly (readonly string[])[], told: Partial<HistoryList>[] = []) {
  const bench = createBench();
  const link = createLink(() => bench.connect(panel));
  const asked: (number | undefined)[] = [];
  const counts: number[] = [];
  const read = (from = 0): HistoryList => {
    const before = pages.slice(0, from).flat().length;
    return {
      entries: pages[from]?.map((title, index) => entryOf(title, before + index)) ?? [],
      next: from + 1 < pages.length ? from + 1 : undefined,
      damaged: false,
      newer: false,
      ...told[from],
    };
  };
  let top: HistoryHead = { pinned: [], tags: [], deleted: [], damaged: false, newer: false };
  /** Where set, readings wait for it. */
  let answer: ((from: number | undefined, atLeast: number) => Promise<HistoryList>) | undefined;
  const store = createHistoryStore({
    link,
    head: async () => top,
    list: (from, atLeast) => {
      asked.push(from);
      counts.push(atLeast);
      return answer ? answer(from, atLeast) : Promise.resolve(read(from));
    },
  });
  return {
    store,
    bench,
    link,
    asked,
    counts,
    read,
    actions: store.getState().actions,
    state: store.getState,
    titles: () => store.getState().entries.map(({ title }) => title),
    setTop: (next: Partial<HistoryHead>) => {
      top = { ...top, ...next };
    },
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

test('of a page with thousands, as an import may leave it, some hundred are shown at a time', async () => {
  const titles = Array.from({ length: 1000 }, (_, index) => `Title ${index}`);
  const entries = titles.map((title, index) =>
    index === 900 ? { ...entryOf(title, index), pinned: true as const } : entryOf(title, index),
  );
  const { actions, state, asked, titles: shown } = setUp([titles, ['The last']], [{ entries }]);
  await actions.show();
  expect(shown()).toEqual([...titles.slice(0, 200), 'Title 900']);
  for (const count of [401, 601, 801, 1000]) {
    expect(state().more).toBe(true);
    await actions.loadMore();
    expect(shown()).toHaveLength(count);
  }
  expect(asked).toEqual([undefined]);
  await actions.loadMore();
  expect(shown()).toEqual([...titles, 'The last']);
  expect(state().more).toBe(false);
  await actions.loadMore();
  expect(asked).toEqual([undefined, 1]);
});

test('a reading that a newer one has overtaken is dropped', async () => {
  const { actions, titles, state, answerBy, read } = setUp([['Old'], ['New']]);
  const waiting: ((list: HistoryList) => void)[] = [];
  answerBy(() => new Promise((resolve) => waiting.push(resolve)));
  const first = actions.show();
  const second = actions.show();
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

test('so many are asked for at once as are shown, and 50 at least', async () => {
  const { actions, counts } = setUp([numbered(60), numbered(60), numbered(60)]);
  await actions.show();
  await actions.loadMore();
  await actions.loadMore();
  actions.changed();
  await settle();
  expect(counts).toEqual([50, 50, 50, 180, 120, 60]);
});

test('what is pinned far below does not make the list longer with each change', async () => {
  const { actions, titles, setTop, answerBy } = setUp([]);
  const store = createMemoryStore();
  const entries = numbered(510).map((title, index) => entryOf(title, 1000 - index));
  for (const entry of entries) await store.set((await planEntry(store, entry, undefined)).items);
  answerBy((from, atLeast) => readHistoryList(store, { from, atLeast }));
  setTop({ pinned: entries.slice(0, 3).map((entry) => ({ ...entry, pinned: true })) });
  await actions.show();
  for (let change = 0; change < 3; change += 1) {
    actions.changed();
    await settle();
    expect(titles()).toHaveLength(63);
  }
});

test('however often it changes while it is read, it is read once more', async () => {
  const { actions, asked, answerBy, read } = setUp([['One']]);
  const waiting: (() => void)[] = [];
  answerBy(() => new Promise((resolve) => waiting.push(() => resolve(read()))));
  const shown = actions.show();
  for (let change = 0; change < 50; change += 1) actions.changed();
  expect(asked).toHaveLength(1);
  answerBy(undefined);
  waiting[0]?.();
  await shown;
  await settle();
  expect(asked).toHaveLength(2);
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

test.each(['damaged', 'newer'] as const)(
  'what of the list is %s is told once it is read, until it is read anew',
  async (kind) => {
    const told: Partial<HistoryList>[] = [{}, { [kind]: true }, {}];
    const { actions, state } = setUp([numbered(60), numbered(60), numbered(60)], told);
    await actions.show();
    expect(state()[kind]).toBe(false);
    await actions.loadMore();
    expect(state()[kind]).toBe(true);
    await actions.loadMore();
    expect(state()[kind]).toBe(true);
    await actions.show();
    expect(state()[kind]).toBe(true);
    told[1] = {};
    await actions.show();
    expect(state()[kind]).toBe(false);
  },
);

test('a conversation that two pages list is shown once', async () => {
  const { actions, answerBy, titles } = setUp([]);
  const stale = { id: 'c0', title: 'Stale', updatedAt: 1 };
  answerBy(async (from) => ({
    entries: from === 0 ? [stale] : [entryOf('Fresh', 0)],
    next: from === 0 ? undefined : 0,
    damaged: false,
    newer: false,
  }));
  await actions.show();
  expect(titles()).toEqual(['Fresh']);
});

test('the background rebuilds the list, and what came of it is told while it is shown', async () => {
  const { bench, actions, state } = setUp([]);
  bench.store.plant('conversation:lost', { version: 1, conversation: conversationOf([], 'lost') });
  bench.store.plant('conversation:strange', 7);
  await actions.show();
  actions.rebuild();
  expect(state().rebuild).toBe('running');
  await settle();
  expect(state().rebuild).toEqual({ listed: 2, unreadable: 1 });
  actions.hide();
  await actions.show();
  expect(state().rebuild).toBeUndefined();
});

test('a rebuilding that storage does not take is told, and can be tried again', async () => {
  const { bench, actions, state } = setUp([]);
  bench.store.setQuota(0);
  actions.rebuild();
  await settle();
  expect(state().rebuild).toBe('failed');
  bench.store.setQuota();
  actions.rebuild();
  await settle();
  expect(state().rebuild).toEqual({ listed: 0, unreadable: 0 });
});

test('a rebuilding whose background dies has failed', async () => {
  const { bench, actions, state } = setUp([]);
  actions.rebuild();
  bench.restartWorker();
  await settle();
  expect(state().rebuild).toBe('failed');
});

test('what is pinned is there before its page is read, and once', async () => {
  const { actions, setTop, state } = setUp([numbered(60), ['Old one']]);
  const pinned = { ...entryOf('Old one', 60), pinned: true } as const;
  setTop({ pinned: [pinned] });
  await actions.show();
  expect(state().entries).toContainEqual(pinned);
  await actions.loadMore();
  expect(state().entries.filter(({ title }) => title === 'Old one')).toEqual([pinned]);
});

test('a tag narrows the list, and is looked for through every page', async () => {
  const { actions, answerBy, titles, setTop, state } = setUp([]);
  setTop({ tags: ['work', 'home'] });
  answerBy(async (from) => ({
    entries: [
      { ...entryOf(`Page ${from ?? 1}`, from ?? 1), ...(from === 0 && { tags: ['work'] }) },
    ],
    next: from === undefined ? 0 : undefined,
    damaged: false,
    newer: false,
  }));
  await actions.show();
  expect(state().tags).toEqual(['home', 'work']);
  await actions.showTag('work');
  expect(titles()).toEqual(['Page 0']);
  await actions.showTag(undefined);
  expect(titles()).toHaveLength(2);
});

test('a rare tag among thousands is looked for in a few readings, and shown once', async () => {
  const { actions, answerBy, counts, titles, store } = setUp([]);
  const stored = createMemoryStore();
  const entries = numbered(5000).map((title, index) => ({
    ...entryOf(title, index),
    ...(index > 4990 && { tags: ['rare'] }),
  }));
  for (let page = 0; page < 100; page += 1) {
    const start = 5000 - 50 * (page + 1);
    stored.plant(`history:page:${page}`, { version: 1, entries: entries.slice(start, start + 50) });
  }
  stored.plant('history:newest', 99);
  answerBy((from, atLeast) => readHistoryList(stored, { from, atLeast }));
  await actions.show();
  const before = counts.length;
  const shown = new Set<number>();
  store.subscribe(() => shown.add(titles().length));
  await actions.showTag('rare');
  expect(titles()).toEqual(numbered(5000).slice(4991));
  expect(counts.slice(before)).toEqual([50, 100, 200, 400, 800, 1600, 3200]);
  shown.clear();
  actions.changed();
  await settle();
  expect([...shown]).toEqual([9]);
});

test('marks or deletions that cannot be read are told with the list', async () => {
  const { actions, setTop, state } = setUp([['One']]);
  setTop({ damaged: true });
  await actions.show();
  expect(state().damaged).toBe(true);
});

test('a title and a deletion are shown at once, and taken back where they could not be stored', async () => {
  const { actions, bench, state, titles } = setUp([['One', 'Two']]);
  await actions.show();
  bench.store.refuseWrites(true);
  bench.store.plant('conversation:c0', { version: 1, conversation: conversationOf([], 'c0') });
  actions.rename('c0', ' Mine ');
  expect(titles()).toEqual(['Mine', 'Two']);
  await settle();
  expect(titles()).toEqual(['One', 'Two']);
  expect(state().failure).toBe('not-saved');
  actions.remove(['c0']);
  expect(titles()).toEqual(['Two']);
  expect(state().failure).toBeUndefined();
  await settle();
  expect(titles()).toEqual(['One', 'Two']);
  actions.dismissFailure();
  expect(state().failure).toBeUndefined();
});

test('what is no longer there is told', async () => {
  const { actions, state } = setUp([['One']]);
  await actions.show();
  actions.restore(['c0']);
  await settle();
  expect(state().failure).toBe('not-there');
});

test('where answers run is known while the list is shown, and again after the worker died', async () => {
  const { actions, bench, state } = setUp([['One']]);
  await bench.view().send(askStart('a', 'c0'));
  expect([...state().running]).toEqual([]);
  await actions.show();
  await settle();
  expect([...state().running]).toEqual(['c0']);
  bench.restartWorker();
  await settle();
  expect([...state().running]).toEqual([]);
  await bench.view().send(askStart('b', 'c1'));
  actions.rejoin();
  await settle();
  expect([...state().running]).toEqual(['c1']);
  actions.hide();
  bench.answer().end();
  await settle();
  actions.rejoin();
  await settle();
  expect([...state().running]).toEqual(['c1']);
});
