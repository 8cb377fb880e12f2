import { expect, test } from 'vitest';
import type { Turn } from '../../core/conversation.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { readOnce } from '../../core/read-once.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, runningTurnOf, turnOf } from './examples.ts';

test('what was read is not read again, whether or not it was there', async () => {
  const store = createMemoryStore();
  await store.set({ a: 1, b: null });
  const once = readOnce(store);
  expect(await once.get(['a', 'b', 'missing'])).toEqual({ a: 1, b: null });
  await store.set({ a: 2, c: 3, missing: 4 });
  const before = store.calls.length;
  expect(await once.get(['missing', 'a'])).toEqual({ a: 1 });
  expect(store.calls).toHaveLength(before);
  expect(await once.get(['a', 'c'])).toEqual({ a: 1, c: 3 });
  expect(store.calls.slice(before).map(({ keys }) => keys)).toEqual([['c']]);
});

test('a question, its answer, a mark and the list take few calls of storage', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  for (let index = 0; index < 120; index += 1) {
    await history.keep(conversationOf([turnOf('a')], `c${index}`));
  }
  const methodsOf = async (act: () => Promise<unknown>) => {
    const before = store.calls.length;
    await act();
    return store.calls.slice(before).map(({ method }) => method);
  };
  const after = (turn: Turn) => ({ ...conversationOf([turnOf('a'), turn], 'c3'), updatedAt: 9 });
  // What all need, the pages, the write, and the pieces that a crash may have left.
  expect(await methodsOf(() => history.begin(after(runningTurnOf('b')), 'b'))).toEqual([
    'get',
    'get',
    'set',
    'get',
  ]);
  expect(await methodsOf(() => history.end(after(turnOf('b')), 'b'))).toEqual([
    'get',
    'get',
    'set',
    'get',
  ]);
  const mark = () => history.mark('c70', { kind: 'title', title: 'T' });
  expect(await methodsOf(mark)).toEqual(['get', 'get', 'set']);
  const remove = () => history.remove(['c70'], 1);
  expect(await methodsOf(remove)).toEqual(['get', 'get', 'get', 'set']);
  expect(await methodsOf(() => readHistoryList(store))).toEqual(['get', 'get', 'get']);
});
