import { expect, test } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';
import { createMortalStore } from '../doubles/mortal-store.ts';
import { conversationOf, runningTurnOf, turnOf } from './examples.ts';

const conversation = (number: number): Conversation => ({
  ...conversationOf([turnOf(`t${number}`)], `c${number}`),
  title: `Title ${number}`,
  updatedAt: number + 1,
});

/** So many conversations, 50 to a page. */
async function setUp(count: number) {
  const store = createMemoryStore();
  const history = createHistory(store);
  for (let number = 0; number < count; number += 1) {
    await history.keep(conversation(number));
  }
  return { store, history };
}

const listOf = (store: MemoryStore) => readHistoryList(store, { atLeast: 100_000 });
const idsIn = async (store: MemoryStore) => (await listOf(store)).entries.map(({ id }) => id);
const newestFirst = (count: number) =>
  Array.from({ length: count }, (_, index) => `c${count - 1 - index}`);

test.each([0, 1, 2])(
  'the conversations of damaged page %j come back where they were',
  async (page) => {
    const { store, history } = await setUp(110);
    store.plant(`history:page:${page}`, 'damaged');
    const lost = page === 2 ? 10 : 50;
    expect(await idsIn(store)).toHaveLength(110 - lost);
    expect(await history.rebuildList()).toEqual({ listed: lost, unreadable: 0 });
    expect(await idsIn(store)).toEqual(newestFirst(110));
    expect(await listOf(store)).toMatchObject({ damaged: false, newer: false });
    expect(store.contents()[`damaged:history:page:${page}:0`]).toBe('"damaged"');
  },
);

test('an index of which nothing is left is made anew', async () => {
  const { store, history } = await setUp(110);
  for (const key of Object.keys(store.contents())) {
    if (key.startsWith('history:')) store.lose(key);
  }
  expect(await history.rebuildList()).toEqual({ listed: 110, unreadable: 0 });
  expect(await listOf(store)).toMatchObject({ damaged: false });
  expect(await idsIn(store)).toEqual(newestFirst(110));
  await history.keep({ ...conversation(3), updatedAt: 1000 });
  expect(await idsIn(store)).toEqual(['c3', ...newestFirst(110).filter((id) => id !== 'c3')]);
});

test('a page of a newer version is left alone, and what it lists is listed elsewhere', async () => {
  const { store, history } = await setUp(110);
  const newer = { version: 2, tree: [] };
  store.plant('history:page:1', newer);
  expect(await history.rebuildList()).toEqual({ listed: 50, unreadable: 0 });
  expect(store.contents()['history:page:1']).toBe(JSON.stringify(newer));
  expect(await listOf(store)).toMatchObject({ damaged: false, newer: true });
  expect(await idsIn(store)).toEqual(newestFirst(110));
  // They know where they are listed now.
  await history.keep({ ...conversation(60), updatedAt: 1000 });
  const naming = Object.entries(store.contents()).filter(([, json]) => json.includes('"c60"'));
  expect(naming.map(([key]) => key).sort()).toEqual(['conversation:c60', 'history:page:3']);
});

test('where all pages are of a newer version, pages are begun after them', async () => {
  const { store, history } = await setUp(110);
  for (const page of [0, 1, 2]) store.plant(`history:page:${page}`, { version: 2 });
  expect(await history.rebuildList()).toEqual({ listed: 110, unreadable: 0 });
  expect(await idsIn(store)).toEqual(newestFirst(110));
  expect(store.contents()['history:newest']).toBe('5');
});

test('conversations that cannot be read are listed by what can be made out of them', async () => {
  const { store, history } = await setUp(10);
  store.plant('history:page:0', 7);
  const newer = {
    version: 99,
    page: 0,
    conversation: { title: 'From the future', updatedAt: 5.5 },
  };
  store.plant('conversation:c4', newer);
  store.plant('conversation:c7', 'damaged');
  expect(await history.rebuildList()).toEqual({ listed: 10, unreadable: 2 });
  const { entries } = await listOf(store);
  expect(entries[4]).toEqual({ id: 'c4', title: 'From the future', updatedAt: 5.5 });
  expect(entries[9]).toEqual({ id: 'c7', title: '', updatedAt: 0 });
  expect(store.contents()['conversation:c4']).toBe(JSON.stringify(newer));
  expect(store.contents()['conversation:c7']).toBe('"damaged"');
});

test('a nonsensical page number in a conversation does no harm', async () => {
  for (const page of [-900_000, 1.5, 'text', 900_000, 1e300]) {
    const { store, history } = await setUp(5);
    const stored = JSON.parse(store.contents()['conversation:c2']!);
    store.plant('conversation:c2', { ...stored, page });
    store.plant('history:page:0', null);
    await history.rebuildList();
    expect(await idsIn(store)).toEqual(newestFirst(5));
    await history.keep({ ...conversation(2), updatedAt: 1000 });
    expect(await idsIn(store)).toEqual(['c2', 'c4', 'c3', 'c1', 'c0']);
    const index = Object.keys(store.contents()).filter((key) => key.startsWith('history:'));
    expect(index.toSorted()).toEqual(['history:newest', 'history:page:0']);
  }
});

test('what is no entry is taken from its page and kept aside', async () => {
  const { store, history } = await setUp(3);
  const page = JSON.parse(store.contents()['history:page:0']!);
  page.entries[1] = { strange: true };
  store.plant('history:page:0', page);
  expect(await history.rebuildList()).toEqual({ listed: 1, unreadable: 0 });
  expect(await idsIn(store)).toEqual(newestFirst(3));
  expect((await listOf(store)).damaged).toBe(false);
  expect(store.contents()['damaged:history:page:0:0']).toBe(JSON.stringify(page));
});

test('a second damage to the same page is kept beside the first', async () => {
  const { store, history } = await setUp(3);
  for (const damage of ['first', 'second']) {
    store.plant('history:page:0', damage);
    await history.rebuildList();
  }
  expect(store.contents()).toMatchObject({
    'damaged:history:page:0:0': '"first"',
    'damaged:history:page:0:1': '"second"',
  });
});

test('a conversation that moves meanwhile is listed once, as it is then', async () => {
  const { store: damaged } = await setUp(60);
  damaged.plant('history:page:0', 'damaged');
  const rebuild = async (atCall: number) => {
    const store = createMemoryStore(damaged.contents());
    const history = createHistory(store);
    const rebuilt = history.rebuildList();
    while (store.calls.length < atCall) await Promise.resolve();
    const moved = { ...conversation(7), title: 'Moved', updatedAt: 1000 };
    await Promise.all([rebuilt, history.keep(moved)]);
    const { entries } = await listOf(store);
    expect(entries).toHaveLength(60);
    expect(entries[0]).toEqual({ id: 'c7', title: 'Moved', updatedAt: 1000 });
    const naming = Object.entries(store.contents()).filter(([, json]) => json.includes('"c7"'));
    expect(naming.map(([key]) => key).sort()).toEqual(['conversation:c7', 'history:page:1']);
    return store.calls.length;
  };
  const calls = await rebuild(0);
  for (let atCall = 1; atCall < calls / 2; atCall += 1) await rebuild(atCall);
});

test.each([true, false])(
  'wherever the process dies, it is told or done, and the next one does the rest: last call done %j',
  async (done) => {
    const { store: damaged } = await setUp(110);
    for (const page of [0, 1]) damaged.plant(`history:page:${page}`, 'damaged');
    damaged.plant('conversation:c7', { ...conversation(7), version: 1 });
    for (let nth = 1; ; nth += 1) {
      const store = createMemoryStore(damaged.contents());
      const { living, died, dieAtCall } = createMortalStore(store);
      dieAtCall(nth, done);
      const result = await Promise.race([createHistory(living).rebuildList(), died]);
      if (result !== 'died') break;
      const list = await listOf(store);
      expect(list.damaged || list.entries.length === 110, `call ${nth}`).toBe(true);
      await createHistory(store).rebuildList();
      expect(await listOf(store)).toMatchObject({ damaged: false, newer: false });
      expect(new Set(await idsIn(store))).toEqual(new Set(newestFirst(110)));
      expect(store.contents()).toMatchObject({
        'damaged:history:page:0:0': '"damaged"',
        'damaged:history:page:1:0': '"damaged"',
      });
    }
  },
);

test('an answer is kept while the list is rebuilt, without waiting for it', async () => {
  const { store, history } = await setUp(110);
  await history.begin(conversationOf([runningTurnOf('a')], 'new'), 'a');
  store.plant('history:page:0', 'damaged');
  let done = false;
  const rebuilt = history.rebuildList().then(() => {
    done = true;
  });
  await history.checkpoint('a', 0, 'Xin chào');
  expect(store.contents()['piece:a:0']).toBe('"Xin chào"');
  expect(done).toBe(false);
  await rebuilt;
});

test('two views that ask for it at once have it rebuilt once', async () => {
  const { store, history } = await setUp(5);
  store.plant('history:page:0', 'damaged');
  const results = await Promise.all([history.rebuildList(), history.rebuildList()]);
  expect(results).toEqual([
    { listed: 5, unreadable: 0 },
    { listed: 5, unreadable: 0 },
  ]);
  expect(await history.rebuildList()).toEqual({ listed: 0, unreadable: 0 });
});

test('with storage full it fails with nothing changed, and succeeds once there is room', async () => {
  const { store, history } = await setUp(5);
  store.plant('history:page:0', 'damaged');
  const before = store.contents();
  store.setQuota(0);
  await expect(history.rebuildList()).rejects.toThrow('Quota');
  expect(store.contents()).toEqual(before);
  store.setQuota();
  expect(await history.rebuildList()).toEqual({ listed: 5, unreadable: 0 });
});

test('no call reads more than 50 conversations, however many there are', async () => {
  const { store, history } = await setUp(110);
  for (const page of [0, 1, 2]) store.plant(`history:page:${page}`, 'damaged');
  const before = store.calls.length;
  await history.rebuildList();
  const sizes = store.calls.slice(before).map(({ keys }) => keys.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(53);
});
