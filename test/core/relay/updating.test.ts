import { expect, test } from 'vitest';
import { settle } from '../../doubles/settle.ts';
import { askStart, card, createBench } from './relay-bench.ts';

const ready = { type: 'update-ready' };

test('an update that waits is told to every extension page, those that come later too', async () => {
  const bench = createBench();
  const early = bench.view();
  const page = bench.view(card);
  bench.relay().announceUpdate();
  await settle();
  const late = bench.view();
  await settle();
  expect(early.received).toEqual([ready]);
  expect(late.received).toEqual([ready]);
  expect(page.received).toEqual([]);
  expect(bench.world.wakes).toBe(1);
});

test('it takes over at a view’s word, once no answer runs', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'd'));
  await view.send({ type: 'update-apply' });
  bench.provider.asked[0]?.end();
  await settle();
  expect(bench.world.deeds).not.toContain('apply update');
  bench.provider.asked[1]?.end();
  await settle();
  expect(bench.world.deeds).toContain('apply update');
  for (const id of ['c', 'd']) {
    expect(bench.store.contents()[`conversation:${id}`]).not.toContain('running');
  }
});

test('a script in a page may not ask for it', async () => {
  const bench = createBench();
  await bench.view(card).send({ type: 'update-apply' });
  expect(bench.world.deeds).toEqual([]);
});

test('a question that is still being taken in is waited for too', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), { type: 'update-apply' });
  expect(bench.world.deeds).not.toContain('apply update');
  bench.answer().end();
  await settle();
  expect(bench.world.deeds).toContain('apply update');
});
