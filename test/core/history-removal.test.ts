import { expect, test } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { readHistoryList } from '../../core/history-index.ts';
import type { HistoryIndex, HistoryParts } from '../../core/history-storage.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, runningTurnOf, turnOf } from './examples.ts';

const conversation = (number: number): Conversation => ({
  ...conversationOf([turnOf(`t${number}`)], `c${number}`),
  title: `Title ${number}`,
  updatedAt: number + 1,
});

/** So many conversations, 50 to a page. */
async function setUp(count: number, parts?: HistoryParts) {
  const store = createMemoryStore();
  const history = createHistory(store, parts);
  for (let number = 0; number < count; number += 1) await history.keep(conversation(number));
  return { store, history };
}

const listOf = async (store: MemoryStore) =>
  (await readHistoryList(store, { atLeast: 100_000 })).entries;
const idsIn = async (store: MemoryStore) => (await listOf(store)).map(({ id }) => id);
const holding = (store: MemoryStore, text: string) =>
  Object.entries(store.contents()).filter((entry) => entry.join(' ').includes(text));

test('what is deleted is in no list and cannot be opened, though storage holds it still', async () => {
  const { store, history } = await setUp(3);
  await history.remove(['c1'], 5000);
  expect(await idsIn(store)).toEqual(['c2', 'c0']);
  expect(await history.load('c1')).toEqual({ found: 'deleted' });
  expect(store.contents()['conversation:c1']).toBeDefined();
  expect(await history.deletions()).toEqual({
    deleted: [{ id: 'c1', at: 5000 }],
    everything: false,
  });
});

test('what is brought back stands where it stood, with all that was said of it', async () => {
  const { store, history } = await setUp(450);
  await history.mark('c3', { kind: 'pin', pinned: true });
  await history.mark('c250', { kind: 'tag', tag: 'work', tagged: true });
  const before = store.contents();
  const ids = ['c3', 'c250', 'c449'];
  await history.remove(ids, 5000);
  expect(JSON.parse(store.contents()['history:marks']!)).toMatchObject({ pinned: [], tags: [] });
  expect(await createHistory(store).restore(ids)).toBe(true);
  const list = await listOf(store);
  expect(list.map(({ id }) => id)).toEqual(
    Array.from({ length: 450 }, (_, index) => `c${449 - index}`),
  );
  expect(list.find(({ id }) => id === 'c250')).toMatchObject({ tags: ['work'] });
  expect(store.contents()['history:marks']).toBe(before['history:marks']);
  for (const id of ids)
    expect(store.contents()[`conversation:${id}`]).toBe(before[`conversation:${id}`]);
  expect(await history.deletions()).toEqual({ deleted: [], everything: false });
});

test('deleting one of ten thousand writes a page and the list of what is deleted', async () => {
  const { store, history } = await setUp(450);
  const before = store.calls.length;
  await history.remove(['c3'], 5000);
  const calls = store.calls.slice(before);
  expect(calls.map(({ method }) => method)).not.toContain('keys');
  expect(calls.filter(({ method }) => method === 'set').map(({ keys }) => keys)).toEqual([
    ['history:page:0', 'history:deleted'],
  ]);
});

test('nothing is left of what is erased: no text, no pieces, no line', async () => {
  const { store, history } = await setUp(2);
  const running = {
    ...conversationOf([turnOf('a'), runningTurnOf('b')], 'crashed'),
    title: 'Secret',
  };
  await history.begin(running, 'b');
  await history.checkpoint('b', 0, 'Secret piece');
  await history.checkpoint('b', 1, 'Secret piece');
  store.plant('draft:crashed', 'Secret draft');
  // A gap, as of damage.
  store.plant('piece:b:0', 7);
  const next = createHistory(store);
  await next.remove(['crashed'], 5000);
  expect(holding(store, 'Secret')).not.toEqual([]);
  await next.erase(['crashed']);
  expect(holding(store, 'Secret')).toEqual([]);
  expect(holding(store, 'crashed')).toEqual([]);
  expect(store.contents()['history:deleted']).toBeUndefined();
  expect(await next.load('crashed')).toEqual({ found: 'missing' });
  expect(await next.restore(['crashed'])).toBe(false);
});

test('what was brought back is not erased, and what was never deleted neither', async () => {
  const { store, history } = await setUp(3);
  await history.remove(['c0', 'c1'], 5000);
  await history.restore(['c0']);
  await history.erase(['c0', 'c1', 'c2']);
  expect(await idsIn(store)).toEqual(['c2', 'c0']);
  expect(await history.load('c0')).toMatchObject({ found: 'conversation' });
  expect(await history.load('c1')).toEqual({ found: 'missing' });
});

test('one whose page cannot be read comes back with the list that is rebuilt', async () => {
  const { store, history } = await setUp(60);
  await history.mark('c3', { kind: 'pin', pinned: true });
  await history.remove(['c3', 'c57'], 5000);
  store.plant('history:page:0', 'damaged');
  expect(await history.restore(['c3', 'c57'])).toBe(true);
  expect(await readHistoryList(store, { atLeast: 1000 })).toMatchObject({ damaged: true });
  expect(await history.load('c3')).toMatchObject({ found: 'conversation' });
  expect(await history.rebuildList()).toEqual({ listed: 50, unreadable: 0 });
  expect(await idsIn(store)).toHaveLength(60);
});

test.each([
  { what: 'cannot be read', stored: 'damaged' },
  { what: 'names another page', stored: { version: 3, page: 1, conversation: conversation(1) } },
])('a conversation that $what is deleted and brought back like any other', async ({ stored }) => {
  const { store, history } = await setUp(450);
  store.plant('conversation:c1', stored);
  await history.remove(['c1'], 5000);
  expect(await idsIn(store)).not.toContain('c1');
  await history.restore(['c1']);
  expect((await idsIn(store)).filter((id) => id === 'c1')).toEqual(['c1']);
  await history.remove(['c1'], 6000);
  await history.erase(['c1']);
  expect(store.contents()['conversation:c1']).toBeUndefined();
});

test('deleted twice, or not there at all, is no failure', async () => {
  const { store, history } = await setUp(2);
  await history.remove(['c0'], 5000);
  const before = store.contents();
  await history.remove(['c0', 'never'], 6000);
  expect(store.contents()).toEqual(before);
});

test('with a deletion that storage does not take, nothing has changed', async () => {
  const { store, history } = await setUp(2);
  const before = store.contents();
  store.refuseWrites(true);
  await expect(history.remove(['c0'], 5000)).rejects.toThrow();
  store.refuseWrites(false);
  expect(store.contents()).toEqual(before);
  expect(await history.load('c0')).toMatchObject({ found: 'conversation', saved: true });
});

test('rebuilding the list brings nothing deleted back, whenever it was deleted', async () => {
  const { store: whole } = await setUp(210);
  const run = async (atCall: number) => {
    const store = createMemoryStore(whole.contents());
    const history = createHistory(store);
    await history.remove(['c5'], 5000);
    store.plant('history:page:0', 'damaged');
    const begun = store.calls.length;
    const rebuilt = history.rebuildList();
    while (store.calls.length < begun + atCall) await Promise.resolve();
    await Promise.all([rebuilt, history.remove(['c7'], 6000)]);
    const ids = await idsIn(store);
    expect(ids).toHaveLength(208);
    expect(ids).not.toContain('c7');
    return store.calls.length - begun;
  };
  const calls = await run(0);
  for (let atCall = 1; atCall < calls / 2; atCall += 1) await run(atCall);
});

test('text that storage never took is brought back with the rest', async () => {
  const { store, history } = await setUp(1);
  store.setQuota(0);
  const longer = { ...conversation(0), turns: [turnOf('t0'), turnOf('unsaved')] };
  await expect(history.end(longer, 'unsaved')).rejects.toThrow('Quota');
  store.setQuota();
  await history.remove(['c0'], 5000);
  // Nothing that is stored meanwhile brings it back.
  await history.begin(conversationOf([runningTurnOf('other')], 'other'), 'other');
  expect(await history.load('c0')).toEqual({ found: 'deleted' });
  await history.restore(['c0']);
  expect(await createHistory(store).load('c0')).toMatchObject({ conversation: longer });
});

test('nothing is written into what is deleted', async () => {
  const { store, history } = await setUp(1);
  await history.remove(['c0'], 5000);
  const before = store.contents();
  await expect(history.keep(conversation(0))).rejects.toThrow('deleted');
  expect(await history.mark('c0', { kind: 'pin', pinned: true })).toBeUndefined();
  expect(store.contents()).toEqual(before);
});

test('a question that waits in it waits no longer, and does again when it is brought back', async () => {
  const { history } = await setUp(1);
  const waiting = conversationOf([turnOf('w', { text: '', state: 'waiting' })], 'waiting');
  await history.keep(waiting);
  await history.remove(['waiting'], 5000);
  expect(await history.waiting()).toEqual([]);
  await history.restore(['waiting']);
  expect(await history.waiting()).toEqual([{ conversationId: 'waiting', askId: 'w' }]);
});

test.each(['text', { version: 1, deleted: [{ id: 7 }] }, null])(
  'a damaged list of what is deleted is kept aside by the next deletion: %j',
  async (damaged) => {
    const { store, history } = await setUp(2);
    store.plant('history:deleted', damaged);
    await history.remove(['c0'], 5000);
    expect(store.contents()['damaged:history:deleted:0']).toBe(JSON.stringify(damaged));
    expect(await history.load('c0')).toEqual({ found: 'deleted' });
  },
);

test("a newer version's list of what is deleted is left alone: nothing can be deleted", async () => {
  const { store, history } = await setUp(1);
  store.plant('history:deleted', { version: 2 });
  const before = store.contents();
  await expect(history.remove(['c0'], 5000)).rejects.toThrow('newer version');
  expect(store.contents()).toEqual(before);
});

test('the index hears of what is deleted along with it, of what comes back before, and before it is erased', async () => {
  const { store: whole } = await setUp(2);
  const store = createMemoryStore(whole.contents());
  const told: string[] = [];
  const isListed = (id: string) => `${store.contents()['history:page:0']}`.includes(id);
  const note = (what: string, id: string) => {
    const isStored = `conversation:${id}` in store.contents();
    told.push(`${what} ${id}, ${isListed(id) ? 'listed' : isStored ? 'stored' : 'gone'}`);
  };
  const index: HistoryIndex = {
    update: async (changes, commit) => {
      for (const { now } of changes) note('update', now.id);
      await commit({ 'index of it': changes.length });
    },
    remove: async (ids, commit = store.set) => {
      for (const id of ids) note('remove', id);
      await commit({ 'index without': ids });
    },
    rebuild: async () => void told.push('rebuild'),
  };
  const history = createHistory(store, { index });
  await history.remove(['c0', 'c1'], 5000);
  const written = store.calls.filter(({ method }) => method === 'set').at(-1)?.keys;
  expect(written).toEqual(expect.arrayContaining(['history:deleted', 'index without']));
  await history.restore(['c1']);
  await history.erase(['c0']);
  await history.eraseEverything();
  expect(told).toEqual([
    'remove c0, listed',
    'remove c1, listed',
    'update c1, stored',
    'remove c0, stored',
    'rebuild',
  ]);
});

test('everything goes but what is kept, and another worker goes on where one died', async () => {
  const { store: whole } = await setUp(450);
  whole.plant('settings', { theme: 'dark' });
  whole.plant('piece:a:0', 'Text');
  whole.plant('damaged:history:page:0:0', 'Text');
  whole.plant('a-draft', 'Text');
  const isKept = (key: string) => key === 'settings';
  for (let nth = 1; ; nth += 1) {
    const store = createMemoryStore(whole.contents());
    store.failCall(nth);
    const failed = await createHistory(store, { isKept })
      .eraseEverything()
      .then(
        () => false,
        () => true,
      );
    const next = createHistory(store, { isKept });
    if (failed && nth > 1) {
      expect((await next.deletions()).everything).toBe(true);
      expect((await next.load('c7')).found).not.toBe('conversation');
      await next.eraseEverything();
    }
    if (nth > 1) expect(Object.keys(store.contents())).toEqual(['settings']);
    if (!failed) break;
  }
});

test('nothing is stored that would be erased with everything, until all of that is', async () => {
  const { store, history } = await setUp(3);
  const { remove } = store;
  store.remove = () => Promise.reject(new Error('Storage is failing'));
  await expect(history.eraseEverything()).rejects.toThrow('failing');
  const asked = { ...conversation(9), id: 'new' };
  await expect(history.keep(asked)).rejects.toThrow('new is deleted');
  store.remove = remove;
  await createHistory(store).eraseEverything();
  expect(store.contents()).toEqual({});
  await history.keep(asked);
  expect(await history.load('new')).toMatchObject({ found: 'conversation' });
});

test('what a view stores while everything goes, goes too', async () => {
  const { store, history } = await setUp(3);
  const { remove } = store;
  store.remove = async (keys) => {
    store.remove = remove;
    await remove(keys);
    store.plant('draft:c1', 'Half a question');
  };
  await history.eraseEverything();
  expect(store.contents()).toEqual({});
});

test('what was deleted a moment ago and is imported again stays', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  await history.keep(conversation(1));
  const [id] = await idsIn(store);
  await history.remove([id!], 1);
  expect(await history.bringIn([conversation(1)])).toBe(1);
  await history.erase([id!]);
  expect(await history.load(id!)).toMatchObject({ found: 'conversation' });
  expect(await idsIn(store)).toEqual([id]);
});

test('old conversations are found on the pages of what was imported, too', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  await history.keep(conversation(0));
  const imported = Array.from({ length: 450 }, (_, index) => ({
    ...conversation(index + 1),
    updatedAt: 1000 - index,
  }));
  await history.bringIn(imported);
  const found: string[] = [];
  for await (const ids of history.findOld(1001)) found.push(...ids);
  expect(new Set(found).size).toBeGreaterThanOrEqual(450);
});

test('a rebuilding of the list brings back nothing of what is erased meanwhile', async () => {
  for (let delay = 0; delay < 40; delay += 1) {
    const store = createMemoryStore();
    const history = createHistory(store);
    for (const number of [1, 2, 3]) await history.keep(conversation(number));
    store.lose('history:page:0');
    const rebuilding = history.rebuildList().catch(() => {});
    for (let turn = 0; turn < delay; turn += 1) await Promise.resolve();
    await history.eraseEverything();
    await rebuilding;
    expect(Object.keys(store.contents()).filter((key) => !key.startsWith('search:'))).toEqual([]);
  }
});

test('what is read while everything waits to be erased is not stored again', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  await history.keep(conversation(1));
  const [id] = await idsIn(store);
  const erasing = history.eraseEverything();
  const loaded = await history.load(id!);
  await erasing;
  expect(loaded).toEqual({ found: 'missing' });
});
