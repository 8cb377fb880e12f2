import { expect, test } from 'vitest';
import type { KeyValueStore } from '../../core/key-value-store.ts';
import type { ViewMessage } from '../../core/protocol.ts';
import { createSearchIndex } from '../../core/search/search-index.ts';
import type { SearchHit } from '../../state/search-hits.ts';
import { createSearchStore } from '../../state/search-store.ts';
import { conversationOf, turnOf } from '../core/examples.ts';
import { finish } from '../core/search/search-model.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { settle } from '../doubles/settle.ts';

const conversation = (id: string, title: string, text: string, updatedAt = 1) => ({
  ...conversationOf([{ ...turnOf(`${id}-t`, { text }), question: { text: '?' } }], id),
  title,
  updatedAt,
});

function setUp() {
  const store = createMemoryStore();
  const index = createSearchIndex(store);
  const history = createHistory(store, { index });
  const sent: ViewMessage[] = [];
  /** What the readings that are held back wait for. */
  let held: (() => void)[] | undefined;
  const slow: KeyValueStore = {
    ...store,
    get: async (keys) => {
      if (held) await new Promise<void>((resolve) => held?.push(resolve));
      return store.get(keys);
    },
  };
  const search = createSearchStore({
    link: { send: (message) => sent.push(message) },
    store: slow,
  });
  return {
    store,
    index,
    history,
    sent,
    state: search.getState,
    actions: search.getState().actions,
    hold: () => {
      held = [];
    },
    /** Lets readings go on, each after the one before it, until none is left. */
    release: async () => {
      const waiting = held ?? [];
      held = undefined;
      for (const resolve of waiting) resolve();
      await settle();
    },
    ids: () => search.getState().hits.map(({ entry }) => entry.id),
  };
}

const marked = ({ title, sentence }: SearchHit) =>
  [title, sentence ?? []].map((parts) =>
    parts.map(({ text, marked: isMarked }) => (isMarked ? `[${text}]` : text)).join(''),
  );

test('a word of an answer is found and shown in its sentence, with the title', async () => {
  const { index, history, actions, state } = setUp();
  await finish(index);
  await history.keep(conversation('sky', 'Why red?', 'First. Around it a blue glow.', 5));
  await actions.search('GLOW');
  expect(state()).toMatchObject({ query: 'GLOW', more: false, searching: false, failed: false });
  expect(state().hits).toMatchObject([{ entry: { id: 'sky', title: 'Why red?', updatedAt: 5 } }]);
  expect(marked(state().hits[0]!)).toEqual(['Why red?', '…Around it a blue [glow].']);
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
  { query: ' ', found: [] },
])('titles are found by "$query" without any index, case and diacritics folded', async (each) => {
  const { history, store, actions, state } = setUp();
  for (const title of ['今天天气', 'Thời tiết Đà Nẵng', 'hello Wörld', 'Hello world']) {
    await history.keep(conversation(title, title, 'text', Object.keys(store.contents()).length));
  }
  await actions.search(each.query);
  expect(
    state()
      .hits.map(({ entry }) => entry.title)
      .toSorted(),
  ).toEqual(each.found.toSorted());
});

test('a newer query ends an older one, whichever is read first', async () => {
  const { index, history, actions, ids, hold, release, state } = setUp();
  await finish(index);
  await history.keep(conversation('tea', 'A', 'about tea'));
  await history.keep(conversation('coffee', 'B', 'about coffee'));
  hold();
  const first = actions.search('tea');
  const second = actions.search('coffee');
  expect(state().searching).toBe(true);
  await release();
  await Promise.all([first, second]);
  expect(ids()).toEqual(['coffee']);
  expect(state().searching).toBe(false);
  hold();
  const third = actions.search('tea');
  await actions.search('');
  await release();
  await third;
  expect(state()).toMatchObject({ hits: [], more: false, searching: false });
});

test('what still holds stays on screen while more is typed', async () => {
  const { index, history, actions, ids, hold, release } = setUp();
  await finish(index);
  await history.keep(conversation('glow', 'A', 'a blue glow', 1));
  await history.keep(conversation('glue', 'B', 'a blue glue', 2));
  await actions.search('gl');
  expect(ids()).toEqual(['glue', 'glow']);
  hold();
  const typed = actions.search('glo');
  await settle();
  expect(ids()).toEqual(['glow']);
  await release();
  await typed;
  expect(ids()).toEqual(['glow']);
});

test('the best twenty come first, the next at a wish, each once', async () => {
  const { index, history, actions, ids, state } = setUp();
  await finish(index);
  for (let number = 0; number < 45; number += 1) {
    await history.keep(conversation(`c${number}`, `T${number}`, 'the word', number));
  }
  await actions.search('word');
  const newest = Array.from({ length: 45 }, (_, index) => `c${44 - index}`);
  expect(ids()).toEqual(newest.slice(0, 20));
  expect(state().more).toBe(true);
  await actions.loadMore();
  await actions.loadMore();
  expect(ids()).toEqual(newest);
  expect(state().more).toBe(false);
  await actions.loadMore();
  expect(ids()).toHaveLength(45);
});

async function setUpMany() {
  const all = setUp();
  await finish(all.index);
  for (let number = 0; number < 45; number += 1) {
    await all.history.keep(conversation(`c${number}`, `T${number}`, 'the word', number));
  }
  all.actions.show();
  await all.actions.search('word');
  return { ...all, newest: Array.from({ length: 45 }, (_, index) => `c${44 - index}`) };
}

test('where reading on fails, nothing of it is skipped at the next wish', async () => {
  const { store, actions, ids, state, newest } = await setUpMany();
  store.failCall(2);
  await actions.loadMore();
  expect(state()).toMatchObject({ failed: true, more: true });
  expect(ids()).toEqual(newest.slice(0, 20));
  await actions.loadMore();
  expect(state().failed).toBe(false);
  expect(ids()).toEqual(newest.slice(0, 40));
});

test('where the first reading fails, there is nothing to read on', async () => {
  const { store, actions, state } = await setUpMany();
  const calls = store.calls.length;
  await actions.search('word');
  store.failCall(store.calls.length - calls);
  await actions.search('word');
  expect(state()).toMatchObject({ failed: true, more: false });
});

test('a change of the list takes nothing away of what was loaded', async () => {
  const { history, actions, ids, newest, state, hold, release } = await setUpMany();
  await actions.loadMore();
  await history.mark('c3', { kind: 'pin', pinned: true });
  hold();
  actions.changed(['history:page:0', 'conversation:c3']);
  await settle();
  expect(state().searching).toBe(true);
  expect(ids()).toEqual(newest.slice(0, 40));
  await release();
  await expect.poll(() => state().searching).toBe(false);
  expect(ids()).toEqual(newest.slice(0, 40));
  await actions.loadMore();
  expect(ids()).toEqual(newest);
});

test('a change of the list while more is loaded does not end the wish', async () => {
  const { actions, ids, newest, state, hold, release } = await setUpMany();
  hold();
  const more = actions.loadMore();
  actions.changed(['history:page:0']);
  await release();
  await more;
  await expect.poll(() => state().searching).toBe(false);
  expect(ids()).toEqual(newest.slice(0, 40));
  await actions.search('the word');
  expect(ids()).toEqual(newest.slice(0, 20));
});

test('words that stand side by side come before newer ones that do not', async () => {
  const { index, history, actions, ids } = setUp();
  await finish(index);
  await history.keep(conversation('apart', 'A', 'blue is what a sky may be', 9));
  await history.keep(conversation('phrase', 'B', 'a blue sky', 1));
  await actions.search('blue sky');
  expect(ids()).toEqual(['phrase', 'apart']);
});

test('words in a title come before words side by side in a newer text', async () => {
  const { index, history, actions, ids } = setUp();
  await finish(index);
  await history.keep(conversation('title', 'Blue or grey, such a sky', 'Rayleigh', 1));
  await history.keep(conversation('text', 'Painting', 'use a blue sky tone', 9));
  await actions.search('blue sky');
  expect(ids()).toEqual(['title', 'text']);
});

test('with a tag, only what has it is found', async () => {
  const { index, history, actions, ids } = setUp();
  await finish(index);
  await history.keep(conversation('home', 'A', 'about tea'));
  await history.keep(conversation('work', 'B', 'tea at work'));
  await history.mark('work', { kind: 'tag', tag: 'work', tagged: true });
  await actions.search('tea', 'work');
  expect(ids()).toEqual(['work']);
  await actions.search('tea');
  expect(ids()).toHaveLength(2);
});

test('pairs of characters that stand apart are no hit', async () => {
  const { index, history, actions, ids } = setUp();
  await finish(index);
  await history.keep(conversation('apart', 'A', '東京と京都'));
  await history.keep(conversation('whole', 'B', '東京都庁'));
  await actions.search('東京都');
  expect(ids()).toEqual(['whole']);
});

test('how far indexing is, is told while it is on screen, and what it brings is found', async () => {
  const { store, index, actions, state, ids } = setUp();
  const older = createHistory(store);
  for (let number = 0; number < 30; number += 1) {
    await older.keep(conversation(`c${number}`, 'T', `${'word '.repeat(20_000)} w${number}.`));
  }
  actions.show();
  await index.step();
  await index.step();
  await actions.search('w29');
  expect(ids()).toEqual([]);
  expect(state().progress).toEqual({ indexed: 10, total: 30 });
  await finish(index);
  actions.changed(['search:state']);
  await settle();
  expect(state().progress).toBeUndefined();
  await expect.poll(ids).toEqual(['c29']);
});

test('where all was deleted, what is like it and comes then is found', async () => {
  const { store, index, history, actions, ids, sent } = setUp();
  await finish(index);
  await history.keep(conversation('first', 'A', 'about tea'));
  await actions.search('tea');
  const keys = Object.keys(store.contents());
  await history.eraseEverything();
  actions.changed(keys);
  await finish(index);
  await history.keep(conversation('other', 'A', 'about tea'));
  actions.changed(['history:page:0']);
  await actions.search('tea');
  expect(ids()).toEqual(['other']);
  expect(sent).toEqual([]);
});

test('a change of the list is searched again while it is on screen', async () => {
  const { index, history, actions, ids } = setUp();
  await finish(index);
  actions.show();
  await actions.search('tea');
  await history.keep(conversation('tea', 'A', 'about tea'));
  actions.changed(['history:page:0', 'conversation:tea']);
  await expect.poll(ids).toEqual(['tea']);
  actions.hide();
  await history.keep(conversation('more', 'B', 'more tea'));
  actions.changed(['history:page:0']);
  await settle();
  expect(ids()).toEqual(['tea']);
});

test('a reading that fails is told, and the next search may succeed', async () => {
  const { store, index, history, actions, state, ids } = setUp();
  await finish(index);
  await history.keep(conversation('tea', 'A', 'about tea'));
  store.failCall(1);
  await actions.search('tea');
  expect(state()).toMatchObject({ failed: true, searching: false });
  await actions.search('tea');
  expect(state().failed).toBe(false);
  expect(ids()).toEqual(['tea']);
});

test('a conversation that cannot be read is found by its title', async () => {
  const { store, index, history, actions, ids } = setUp();
  await finish(index);
  await history.keep(conversation('tea', 'About tea', 'tea'));
  store.plant('conversation:tea', 'damaged');
  await actions.search('tea');
  expect(ids()).toEqual(['tea']);
});

test('where a part of the index is missing, the background is asked once to make it anew', async () => {
  const { store, index, history, actions, sent } = setUp();
  await finish(index);
  await history.keep(conversation('tea', 'A', 'about tea'));
  store.lose('search:0:0');
  await actions.search('tea');
  await actions.search('te');
  expect(sent).toEqual([{ type: 'search-rebuild' }]);
});
