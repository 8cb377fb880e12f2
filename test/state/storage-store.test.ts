import { expect, test } from 'vitest';
import type { HistoryFigures } from '../../core/history-figures.ts';
import { createLink } from '../../core/link.ts';
import { createStorageStore } from '../../state/storage-store.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { storeConversation } from './chat-bench.ts';

function setUp() {
  const bench = createBench();
  const measured: ((figures: HistoryFigures | Error) => void)[] = [];
  let cleared = 0;
  const store = createStorageStore({
    link: createLink(() => bench.connect(panel)),
    measure: () =>
      new Promise((resolve, reject) =>
        measured.push((found) => (found instanceof Error ? reject(found) : resolve(found))),
      ),
    onClear: () => {
      cleared += 1;
    },
  });
  return {
    bench,
    measured,
    cleared: () => cleared,
    state: store.getState,
    actions: store.getState().actions,
  };
}

const figures = (conversations: number): HistoryFigures => ({
  conversations,
  bytes: 7,
  oldestAt: undefined,
});

test('what is stored is counted, and the last counting is the one that counts', async () => {
  const { actions, measured, state } = setUp();
  actions.count();
  actions.count();
  expect(state().figures).toBe('counting');
  measured[1]!(figures(2));
  await settle();
  measured[0]!(figures(1));
  await settle();
  expect(state().figures).toEqual(figures(2));
});

test('a counting that fails is told, and one that is given up is not', async () => {
  const { actions, measured, state } = setUp();
  const giveUp = actions.count();
  giveUp();
  measured[0]!(new Error('Aborted'));
  await settle();
  expect(state().figures).toBe('counting');
  actions.count();
  measured[1]!(new Error('No'));
  await settle();
  expect(state().figures).toBe('failed');
});

test('all is deleted by the background, and counted again', async () => {
  const { actions, bench, cleared, measured, state } = setUp();
  await storeConversation(bench, 'Hello');
  actions.clear();
  expect(state().clearing).toBe('running');
  await settle();
  expect(state().clearing).toBe('done');
  expect(bench.store.contents()).toEqual({});
  expect(cleared()).toBe(1);
  expect(measured).toHaveLength(1);
});

test('where storage or the background fails, that is told', async () => {
  const { actions, bench, cleared, state } = setUp();
  bench.store.refuseWrites(true);
  actions.clear();
  await settle();
  expect(state().clearing).toBe('failed');
  actions.clear();
  bench.restartWorker();
  await settle();
  expect(state().clearing).toBe('failed');
  expect(cleared()).toBe(2);
});
