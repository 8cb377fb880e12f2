import { expect, test } from 'vitest';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, type Bench, createBench } from './relay-bench.ts';

async function attached(bench: Bench, conversationId = 'c') {
  const view = bench.view();
  await view.send({ type: 'ask-attach', conversationId });
  return view;
}

const writes = (bench: Bench) => bench.store.calls.filter(({ method }) => method === 'set');

test('nothing is written per token: 1,000 chunks in 5 s cost a checkpoint every 700 ms', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  for (let chunk = 0; chunk < 1000; chunk += 1) {
    bench.answer().yield('word ');
    await settle();
    bench.clock.advance(5);
  }
  bench.answer().end();
  await settle();
  const kinds = writes(bench).map(({ keys }) => (keys[0]?.startsWith('piece') ? 'piece' : 'whole'));
  expect(kinds[0]).toBe('whole');
  expect(kinds.at(-1)).toBe('whole');
  const pieces = kinds.slice(1, -1);
  expect(new Set(pieces)).toEqual(new Set(['piece']));
  expect(pieces.length).toBeGreaterThanOrEqual(6);
  expect(pieces.length).toBeLessThanOrEqual(7);
});

test('text that came a second ago is in storage, even where a write takes a quarter of it', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  const { set } = bench.store;
  bench.store.set = (items) =>
    new Promise((resolve, reject) => {
      bench.clock.after(250, () => void set(items).then(resolve, reject));
    });
  const kept = () =>
    Object.entries(bench.store.contents())
      .filter(([key]) => key.startsWith('piece'))
      .reduce((sum, [, json]) => sum + JSON.parse(json).length, 0);
  for (let chunk = 0; chunk < 200; chunk += 1) {
    bench.answer().yield('x');
    await settle();
    bench.clock.advance(50);
    await settle();
    expect(kept()).toBeGreaterThanOrEqual(chunk + 1 - 1000 / 50);
  }
});

test('what a checkpoint costs does not grow with the answer', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  for (let second = 0; second < 20; second += 1) {
    bench.answer().yield('x'.repeat(100));
    await settle();
    bench.clock.advance(1000);
  }
  await settle();
  const pieces = Object.entries(bench.store.contents()).filter(([key]) => key.startsWith('piece'));
  expect(pieces).toHaveLength(20);
  for (const [, json] of pieces) expect(json).toHaveLength(102);
});

test('a silence writes nothing', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  await bench.yieldApart('Hi');
  bench.clock.advance(1000);
  await settle();
  const before = writes(bench).length;
  bench.clock.advance(20_000);
  await settle();
  expect(writes(bench)).toHaveLength(before);
});

test('an answer whose worker dies is interrupted, with its checkpoints, and not asked again', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ', 'chào');
  bench.clock.advance(1000);
  await settle();
  await bench.yieldApart(', never written');
  bench.restartWorker();
  await settle();
  expect(view.isOpen()).toBe(false);
  const late = await attached(bench);
  expect(late.answer()).toEqual({ text: 'Xin chào', state: 'interrupted' });
  expect(bench.provider.asked).toHaveLength(1);
  // It can be asked again, by hand.
  await late.send(askRetry('a2', 'c', 'a'));
  await bench.yieldApart('Whole');
  bench.answer().end();
  await settle();
  expect(late.answer()).toEqual({ text: 'Whole', state: 'complete' });
});

test('what dead workers left is sorted out before anything is shown', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  await bench.view().send(askStart('b', 'd'));
  bench.restartWorker();
  const view = bench.view();
  await view.send(
    { type: 'ask-attach', conversationId: 'c' },
    { type: 'ask-attach', conversationId: 'd' },
  );
  expect(view.types()).toEqual(['conversation-snapshot']);
  expect(view.answer()?.state).toBe('interrupted');
});

test.each([
  { name: 'the beginning', failing: 0 },
  { name: 'a checkpoint', failing: 1 },
  { name: 'the end', failing: 2 },
])('where $name cannot be saved it is told, and the answer goes on', async ({ failing }) => {
  const bench = createBench();
  const view = bench.view();
  const failWhile = async (index: number, step: () => Promise<void>) => {
    if (index === failing) bench.store.setQuota(0);
    await step();
    bench.store.setQuota();
  };
  await failWhile(0, () => view.send(askStart('a', 'c')));
  await failWhile(1, async () => {
    await bench.yieldApart('Xin ');
    bench.clock.advance(1000);
    await settle();
  });
  await bench.yieldApart('chào');
  await failWhile(2, async () => {
    bench.answer().yield(' and so on'.repeat(20));
    bench.answer().end();
    await settle();
  });
  expect(view.received).toContainEqual({ type: 'save-failed', conversationId: 'c' });
  const whole = { text: `Xin chào${' and so on'.repeat(20)}`, state: 'complete' };
  expect(view.answer()).toEqual(whole);
  expect((await attached(bench)).answer()).toEqual(whole);
});

test('with storage full, a conversation goes on with all that was said', async () => {
  const bench = createBench();
  bench.store.setQuota(0);
  const view = bench.view();
  for (const [askId, after] of [['a'], ['b', 'a']] as const) {
    await view.send(askStart(askId, 'c', `Question ${askId}`, '', after));
    await bench.yieldApart(`Answer ${askId}`);
    bench.answer().end();
    await settle();
  }
  await view.send(askStart('d', 'c', 'Question d', '', 'b'));
  expect(bench.answer().messages.map(({ content }) => content)).toEqual([
    'Question a',
    'Answer a',
    'Question b',
    'Answer b',
    'Question d',
  ]);
  bench.store.setQuota();
  bench.answer().end();
  await settle();
  bench.restartWorker();
  expect((await attached(bench)).conversation()?.turns).toHaveLength(3);
});

test('text whose checkpoint failed is kept by the next one', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  for (const text of ['one ', 'two ', 'three ', 'four ']) {
    bench.answer().yield(text);
    await settle();
    if (text === 'two ') bench.store.failCall(1);
    bench.clock.advance(1000);
    await settle();
  }
  bench.restartWorker();
  expect((await attached(bench)).answer()).toEqual({
    text: 'one two three four ',
    state: 'interrupted',
  });
  expect(Object.keys(bench.store.contents()).filter((key) => key.startsWith('piece'))).toEqual([]);
});

test('text whose checkpoint failed is kept as soon as there is room, though no more comes', async () => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'));
  bench.answer().yield('One and only.');
  await settle();
  bench.store.failCall(1);
  for (let writes = 0; writes < 2; writes += 1) {
    bench.clock.advance(700);
    await settle();
  }
  bench.restartWorker();
  expect((await attached(bench)).answer()).toEqual({
    text: 'One and only.',
    state: 'interrupted',
  });
});

test('an end that storage did not take is stored a little later, with no one asking for it', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('All of it');
  bench.store.refuseWrites(true);
  bench.answer().end();
  await settle();
  expect(view.types()).toContain('save-failed');
  bench.store.refuseWrites(false);
  bench.clock.advance(5000);
  await settle();
  bench.restartWorker();
  expect((await attached(bench)).answer()).toEqual({ text: 'All of it', state: 'complete' });
});
