import { expect, test } from 'vitest';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, createBench } from './relay-bench.ts';

test('the same question sent twice is asked once: at once, while it runs and when it has ended', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('a', 'c'));
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Hi');
  bench.answer().end();
  await settle();
  await view.send(askStart('a', 'c'));
  expect(bench.provider.asked).toHaveLength(1);
  expect(view.types()).not.toContain('ask-refused');
  expect(view.conversation()?.turns).toHaveLength(1);
});

test('a second question while one runs is refused, and may be asked afterwards', async () => {
  const bench = createBench();
  const view = bench.view();
  const other = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c'));
  await other.send(askStart('d', 'c'), askStart('e', 'c'));
  const refused = (askId: string) => ({ type: 'ask-refused', askId, reason: 'busy' });
  expect(view.received).toContainEqual(refused('b'));
  expect(other.received).toEqual([refused('d'), refused('e')]);
  expect(bench.provider.asked).toHaveLength(1);
  bench.answer().end();
  await settle();
  await view.send(askStart('b', 'c'));
  expect(bench.provider.asked).toHaveLength(2);
});

test('a retry of a turn that is not there is refused', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askRetry('b', 'c', 'a'));
  expect(view.received).toEqual([{ type: 'ask-refused', askId: 'b', reason: 'not-allowed' }]);
});

test.each([
  { name: 'blank', question: { text: ' \n' }, reason: 'blank' },
  { name: 'a quote alone', question: { text: '', quote: 'Quote', action: 'ask' }, reason: 'blank' },
  { name: 'too large', question: { text: 'x'.repeat(2_000_001) }, reason: 'too-large' },
  {
    name: 'too large with its quote',
    question: { text: 'x'.repeat(1_000_000), quote: 'y'.repeat(1_000_001) },
    reason: 'too-large',
  },
])('a question is refused that is $name', async ({ question, reason }) => {
  const bench = createBench();
  const view = bench.view();
  await view.sendRaw({ ...askStart('a', 'c'), question });
  expect(view.received).toEqual([{ type: 'ask-refused', askId: 'a', reason }]);
  expect(bench.store.calls.filter(({ method }) => method === 'set')).toEqual([]);
});
