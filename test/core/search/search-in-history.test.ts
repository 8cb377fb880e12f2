import { expect, test } from 'vitest';
import type { History } from '../../../core/history.ts';
import type { SearchIndex } from '../../../core/search/search-index.ts';
import { createSearchIndex } from '../../../core/search/search-index.ts';
import { createHistory } from '../../doubles/history.ts';
import { createMemoryStore } from '../../doubles/memory-store.ts';
import { createMortalStore } from '../../doubles/mortal-store.ts';
import { finish, leftovers, saying, searchByIndex } from './search-model.ts';

async function setUp(contents?: Readonly<Record<string, string>>) {
  const store = createMemoryStore(contents);
  const index = createSearchIndex(store);
  await finish(index);
  const history = createHistory(store, { index });
  return {
    store,
    index,
    history,
    find: async (query: string) => (await searchByIndex(store, query)).found,
    terms: () =>
      Object.entries(store.contents())
        .filter(([key]) => key.startsWith('search:'))
        .join(),
  };
}

test('what is imported is found at once, in one segment', async () => {
  const { store, history, find } = await setUp();
  await history.bringIn([saying('a', 'imported words'), saying('b', 'more words')]);
  expect(await find('words')).toEqual(['a', 'b']);
  expect(JSON.parse(store.contents()['search:state']!).segments).toHaveLength(1);
});

test('what is deleted leaves the index in the same write, and may come back until it is erased', async () => {
  const { store, index, history, find, terms } = await setUp();
  await history.keep(saying('a', 'lighthouse words'));
  await history.keep(saying('b', 'harbour words'));
  await history.remove(['a'], 1);
  const written = store.calls.findLast(({ method }) => method === 'set')?.keys;
  expect(written).toEqual(expect.arrayContaining(['history:deleted', 'search:state']));
  await finish(index);
  expect(terms()).not.toContain('lighthouse');
  await history.restore(['a']);
  expect(await find('lighthouse words')).toEqual(['a']);
  await history.remove(['a'], 2);
  await history.erase(['a']);
  await finish(index);
  expect(leftovers(store)).toEqual([]);
  expect(await find('words')).toEqual(['b']);
});

test('a new title, a pin and a tag do not touch the index', async () => {
  const { history, terms } = await setUp();
  await history.keep(saying('a', 'words'));
  const before = terms();
  await history.mark('a', { kind: 'title', title: 'Another title' });
  await history.mark('a', { kind: 'pin', pinned: true });
  await history.mark('a', { kind: 'tag', tag: 'work', tagged: true });
  expect(terms()).toBe(before);
});

test('where everything is erased nothing stays in the index, and what comes then is found', async () => {
  const { store, index, history, find } = await setUp();
  await history.keep(saying('a', 'lighthouse words'));
  await history.eraseEverything();
  await finish(index);
  expect(Object.keys(store.contents())).toEqual(['search:state']);
  await history.keep(saying('b', 'new words'));
  expect(await find('words')).toEqual(['b']);
});

/** What a worker does, which may die at any call; what has to be done is done by the next. */
const deeds: Record<string, (history: History, index: SearchIndex) => Promise<unknown>> = {
  'a deletion': (history) => history.remove(['a'], 1),
  'an undone deletion': async (history) => {
    await history.remove(['a'], 1);
    await history.restore(['a']);
  },
  'an erasure': async (history, index) => {
    await history.remove(['a'], 1);
    await finish(index);
    await history.erase(['a']);
    await finish(index);
  },
  'the erasure of everything': async (history, index) => {
    await history.eraseEverything();
    await finish(index);
  },
};

test.each(Object.keys(deeds))(
  'whenever the worker dies in %s, search is right after the next one',
  async (name) => {
    const before = await setUp();
    await before.history.keep(saying('a', 'lighthouse words'));
    await before.history.keep(saying('b', 'harbour words'));
    for (let call = 1, over = false; !over; call += 1) {
      const store = createMemoryStore(before.store.contents());
      const mortal = createMortalStore(store);
      mortal.dieAtCall(call, call % 2 === 0);
      const dying = createSearchIndex(mortal.living);
      const history = createHistory(mortal.living, { index: dying });
      const end = await Promise.race([deeds[name]?.(history, dying), mortal.died]);
      over = end !== 'died';

      const next = await setUp(store.contents());
      const { deleted, everything } = await next.history.deletions();
      if (everything) await next.history.eraseEverything();
      await next.history.erase(deleted.map(({ id }) => id));
      await finish(next.index);
      expect(leftovers(next.store)).toEqual([]);
      const left = ['a', 'b'].filter((id) => `conversation:${id}` in next.store.contents());
      expect(await next.find('words'), `dead at call ${call}`).toEqual(left);
    }
  },
);
