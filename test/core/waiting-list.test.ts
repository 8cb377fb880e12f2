import { expect, test } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, turnOf } from './examples.ts';

const waitingTurn = (id: string) => turnOf(id, { text: '', state: 'waiting' });
const waiting = (id: string, ...askIds: readonly string[]): Conversation =>
  conversationOf(askIds.map(waitingTurn), id);

function setUp() {
  const store = createMemoryStore();
  return { store, history: createHistory(store) };
}

test('questions wait in the order in which they were asked', async () => {
  const { history } = setUp();
  await history.keep(waiting('c', 'a'));
  await history.keep(waiting('d', 'b'));
  await history.keep(waiting('c', 'a', 'e'));
  expect(await history.waiting()).toEqual([
    { conversationId: 'c', askId: 'a' },
    { conversationId: 'd', askId: 'b' },
    { conversationId: 'c', askId: 'e' },
  ]);
});

test('a question waits no longer once it is stored as anything else', async () => {
  const { store, history } = setUp();
  await history.keep(waiting('c', 'a'));
  await history.keep(waiting('d', 'b'));
  await history.begin(conversationOf([turnOf('a', { text: '', state: 'running' })], 'c'), 'a');
  expect(await history.waiting()).toEqual([{ conversationId: 'd', askId: 'b' }]);
  await history.keep(conversationOf([turnOf('b')], 'd'));
  expect(await history.waiting()).toEqual([]);
  expect(store.contents().waiting).toBe('{"version":1,"asked":[]}');
});

test('where nothing waits there is no list', async () => {
  const { store, history } = setUp();
  await history.keep(conversationOf([turnOf('a')], 'c'));
  expect(store.contents().waiting).toBeUndefined();
});

test('what leads nowhere is forgotten', async () => {
  const { history } = setUp();
  await history.keep(waiting('c', 'a', 'b'));
  await history.forget({ conversationId: 'c', askId: 'a' });
  expect(await history.waiting()).toEqual([{ conversationId: 'c', askId: 'b' }]);
});

test('what cannot be kept is not kept in memory either: it does not wait', async () => {
  const { store, history } = setUp();
  store.setQuota(0);
  await expect(history.keep(waiting('c', 'a'))).rejects.toThrow('Quota');
  store.setQuota();
  expect(await history.load('c')).toEqual({ found: 'missing' });
});

test.each(['text', { version: 1, asked: [{ conversationId: 'd' }] }, [], { version: 1 }])(
  'a damaged list is kept aside, and what is loaded waits again: %j',
  async (damaged) => {
    const { store, history } = setUp();
    await history.keep(waiting('c', 'a'));
    await history.keep(waiting('d', 'b'));
    store.plant('waiting', damaged);
    expect(await history.waiting()).toEqual([]);
    expect(await history.load('d')).toMatchObject({ found: 'conversation', saved: true });
    expect(await history.waiting()).toEqual([{ conversationId: 'd', askId: 'b' }]);
    await history.load('c');
    expect(await history.waiting()).toHaveLength(2);
    expect(store.contents()['damaged:waiting:0']).toBe(JSON.stringify(damaged));
  },
);

test("a newer version's list is left alone: nothing can wait, all else goes on", async () => {
  const { store, history } = setUp();
  await history.keep(waiting('c', 'a'));
  const newer = { version: 2, asked: { c: ['a'] } };
  store.plant('waiting', newer);
  expect(await history.load('c')).toMatchObject({ found: 'conversation', saved: true });
  await expect(history.keep(waiting('d', 'b'))).rejects.toThrow('newer version');
  await history.keep(conversationOf([turnOf('e')], 'e'));
  expect(store.contents().waiting).toBe(JSON.stringify(newer));
});
