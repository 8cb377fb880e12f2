import { expect, test } from 'vitest';
import { AskFailure } from '../../../core/errors.ts';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, card, createBench } from './relay-bench.ts';

test('an answer that was cut short goes on where it ended, as one answer', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c', 'Why?'));
  await bench.yieldApart('The sky is');
  bench.clock.advance(1000);
  await settle();
  bench.restartWorker();
  const again = bench.view();
  await again.send({ type: 'ask-attach', conversationId: 'c' });
  await again.send(askRetry('b', 'c', 'a', 'continue'));
  const messages = bench.answer().messages;
  expect(messages.slice(0, 2)).toEqual([
    { role: 'user', content: 'Why?' },
    { role: 'assistant', content: 'The sky is' },
  ]);
  expect(again.answer()).toEqual({ text: 'The sky is', state: 'running' });
  await bench.yieldApart('blue,', ' mostly.');
  const late = bench.view();
  await late.send({ type: 'ask-attach', conversationId: 'c' });
  expect(late.answer()?.text).toBe('The sky is blue, mostly.');
  bench.answer().end();
  await settle();
  const whole = { text: 'The sky is blue, mostly.', state: 'complete' };
  expect(again.answer()).toEqual(whole);
  expect(late.answer()).toEqual(whole);
});

test('a worker that dies while an answer goes on loses none of either part', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('One');
  await view.send({ type: 'ask-stop', askId: 'a' });
  await view.send(askRetry('b', 'c', 'a', 'continue'));
  await bench.yieldApart(' and two');
  bench.clock.advance(1000);
  await settle();
  bench.restartWorker();
  const again = bench.view();
  await again.send({ type: 'ask-attach', conversationId: 'c' });
  expect(again.answer()).toEqual({ text: 'One and two', state: 'interrupted' });
});

test('going on that brings nothing leaves what there was', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Half');
  await view.send({ type: 'ask-stop', askId: 'a' });
  await view.send(askRetry('b', 'c', 'a', 'continue'));
  const error = { kind: 'network', host: 'chat.example' } as const;
  bench.answer().fail(new AskFailure(error));
  await settle();
  expect(view.answer()).toEqual({ text: 'Half', state: 'failed', error });
});

test('a turn that is being answered is asked afresh, and the first request ends', async () => {
  for (const sender of [undefined, card]) {
    const bench = createBench();
    const view = bench.view(sender);
    await view.send(askStart('a', 'c'));
    await bench.yieldApart('Slow');
    await view.send(askRetry('b', 'c', 'a'));
    expect(bench.provider.asked[0]?.options.signal?.aborted).toBe(true);
    expect(bench.provider.asked).toHaveLength(2);
    await bench.yieldApart('Fast');
    bench.answer().end();
    await settle();
    expect(view.answer()).toEqual({ text: 'Fast', state: 'complete' });
    expect(bench.world.awake).toBe(0);
  }
});

test('another turn is not asked again while an answer runs', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  bench.answer().end();
  await settle();
  await view.send(askStart('b', 'c', 'And now?', '', 'a'));
  await view.send(askRetry('d', 'c', 'a'));
  expect(view.received.at(-1)).toEqual({ type: 'ask-refused', askId: 'd', reason: 'busy' });
  expect(bench.provider.asked[1]?.options.signal?.aborted).toBe(false);
});
