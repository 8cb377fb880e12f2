import { expect, test } from 'vitest';
import { measureHistory } from '../../core/history-figures.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, turnOf } from './examples.ts';

async function setUp(count: number) {
  const store = createMemoryStore();
  const history = createHistory(store);
  for (let number = 0; number < count; number += 1) {
    const conversation = conversationOf([turnOf(`t${number}`)], `c${number}`);
    await history.keep({ ...conversation, updatedAt: 5000 + number });
  }
  return { store, history };
}

const { signal } = new AbortController();
const unknown = async () => undefined;

test('conversations are counted but for those that are deleted, with the oldest of the others', async () => {
  const { store, history } = await setUp(250);
  await history.remove(['c0', 'c7'], 1);
  expect(await measureHistory(store, async () => 12_345, signal)).toEqual({
    conversations: 248,
    bytes: 12_345,
    oldestAt: 5001,
  });
});

test('where nothing is stored there is nothing, whatever room the browser still holds', async () => {
  expect(await measureHistory(createMemoryStore(), async () => 12_345, signal)).toEqual({
    conversations: 0,
    bytes: 0,
    oldestAt: undefined,
  });
});

test('a browser that does not say how much room it takes has it estimated, some at a time', async () => {
  const { store } = await setUp(250);
  const whole = Object.entries(store.contents()).join('').length;
  const before = store.calls.length;
  const { bytes } = await measureHistory(store, unknown, signal);
  expect(bytes).toBeGreaterThan(whole * 0.9);
  expect(bytes).toBeLessThan(whole * 1.1);
  const sizes = store.calls.slice(before).map(({ keys }) => keys.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
});

test('an estimate that nobody waits for is given up', async () => {
  const { store } = await setUp(3);
  await expect(measureHistory(store, unknown, AbortSignal.abort())).rejects.toThrow();
});

test('what cannot be read is counted, and told to be of no time', async () => {
  const { store } = await setUp(2);
  store.plant('conversation:c1', 'damaged');
  store.plant('history:page:0', 'damaged');
  expect(await measureHistory(store, unknown, signal)).toMatchObject({
    conversations: 2,
    oldestAt: undefined,
  });
});
