import { expect, test } from 'vitest';
import { settle } from '../../doubles/settle.ts';
import { conversationOf, runningTurnOf, turnOf } from '../examples.ts';
import { askStart, createBench } from './relay-bench.ts';

const id = 'temporary:c';
const attach = { type: 'ask-attach', conversationId: id } as const;

test('nothing of a temporary chat is ever written, and it goes on with all that was said', async () => {
  const bench = createBench();
  const view = bench.view();
  const before = bench.store.contents();
  await view.send(askStart('a', id, 'A secret'));
  await bench.yieldApart('Kept quiet');
  bench.clock.advance(5000);
  await settle();
  await view.send(askStart('b', id, 'Another', '', 'a'));
  bench.answer().end();
  await settle();
  expect(bench.answer().messages.map(({ content }) => content)).toEqual([
    'A secret',
    'Kept quiet',
    'Another',
  ]);
  bench.answer().end();
  await settle();
  expect(bench.store.contents()).toEqual(before);
  expect(bench.store.calls.filter(({ method }) => method === 'set')).toEqual([]);
});

test('a second view shows it, and it is gone when the last one closes', async () => {
  const bench = createBench();
  const [view, other] = [bench.view(), bench.view()];
  await view.send(askStart('a', id));
  await bench.yieldApart('Half');
  await other.send(attach);
  expect(other.answer()).toEqual({ text: 'Half', state: 'running' });
  view.close();
  await settle();
  expect(bench.answer().options.signal?.aborted).toBe(false);
  other.close();
  await settle();
  expect(bench.answer().options.signal?.aborted).toBe(true);
  const late = bench.view();
  await late.send(attach);
  expect(late.types()).toEqual(['conversation-missing']);
});

test('a view that shows another conversation has left it', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', id));
  bench.answer().end();
  await settle();
  await view.send({ type: 'ask-attach', conversationId: 'other' });
  await view.send(attach);
  expect(view.types().slice(-2)).toEqual(['conversation-missing', 'conversation-missing']);
});

test('after the death of the worker a view gives it back, broken off where it was', async () => {
  const bench = createBench();
  const conversation = conversationOf([turnOf('a'), runningTurnOf('b', 'Half')], id);
  const view = bench.view();
  await view.send({ type: 'temporary-keep', conversation }, attach);
  expect(view.conversation()?.turns.map(({ answer }) => answer)).toEqual([
    { text: 'Answer a', state: 'complete' },
    { text: 'Half', state: 'interrupted' },
  ]);
  await view.send(askStart('d', id, 'And then?', '', 'b'));
  expect(bench.answer().messages).toHaveLength(5);
});

test('what is known of it is not replaced by what a view remembers', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', id));
  await view.send({ type: 'temporary-keep', conversation: conversationOf([], id) });
  await bench.yieldApart('Hi');
  expect(view.answer()).toMatchObject({ text: 'Hi', state: 'running' });
});

test('no other conversation is taken back from a view', async () => {
  const bench = createBench();
  const view = bench.view();
  const conversation = conversationOf([turnOf('a')], 'stored');
  await view.send({ type: 'temporary-keep', conversation });
  await view.send({ type: 'ask-attach', conversationId: 'stored' });
  expect(view.types()).toEqual(['conversation-missing']);
});
