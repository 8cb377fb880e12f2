import { expect, test } from 'vitest';
import { type AskError, AskFailure } from '../../../core/errors.ts';
import { settle } from '../../doubles/settle.ts';
import { askStart, createBench } from './relay-bench.ts';

const failures: readonly { thrown: unknown; online?: boolean; error: AskError }[] = [
  ...(
    [
      { kind: 'network', host: 'chat.example' },
      { kind: 'http', host: 'chat.example', status: 500, detail: 'Oh no' },
      { kind: 'human-check', url: 'https://chat.example' },
      { kind: 'empty-answer', host: 'chat.example' },
      { kind: 'cut', host: 'chat.example' },
      { kind: 'question-too-long', tokens: 9, limit: 8 },
    ] satisfies AskError[]
  ).map((error) => ({ thrown: new AskFailure(error), error })),
  {
    thrown: new AskFailure({ kind: 'network', host: 'chat.example' }),
    online: false,
    error: { kind: 'offline' },
  },
  // This machine is reached without a network.
  {
    thrown: new AskFailure({ kind: 'network', host: '127.0.0.1:8365' }),
    online: false,
    error: { kind: 'network', host: '127.0.0.1:8365' },
  },
  {
    thrown: new AskFailure({ kind: 'cut', host: 'chat.example' }),
    online: false,
    error: { kind: 'cut', host: 'chat.example' },
  },
  {
    thrown: new RangeError('Too far'),
    error: { kind: 'unexpected', detail: 'RangeError: Too far' },
  },
];

test.each(failures)(
  '$error.kind reaches the view with the text that came, online: $online',
  async ({ thrown, online = true, error }) => {
    const bench = createBench();
    const view = bench.view();
    await view.send(askStart('a', 'c'));
    bench.world.online = online;
    bench.answer().yield('Half an');
    bench.answer().fail(thrown);
    await settle();
    expect(view.answer()).toEqual({ text: 'Half an', state: 'failed', error });
  },
);

test('without permission for the server nothing is asked', async () => {
  const bench = createBench();
  bench.world.permitted = false;
  bench.world.settings = { ...bench.world.settings, serverAddress: 'https://chat.example:8443' };
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  expect(view.answer()?.error).toEqual({
    kind: 'no-permission',
    host: 'chat.example:8443',
    origin: 'https://chat.example/*',
  });
  expect({ asked: bench.provider.asked, deeds: bench.world.deeds }).toEqual({
    asked: [],
    deeds: [],
  });
});

test('a server address that cannot be read is told', async () => {
  const bench = createBench();
  bench.world.settings = { ...bench.world.settings, serverAddress: 'ftp://chat.example' };
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  expect(view.answer()?.error).toEqual({ kind: 'bad-address', address: 'ftp://chat.example' });
});

test('what was left out of the request is told', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  bench.answer().options.onOmit?.(4);
  await bench.yieldApart('Hi');
  bench.answer().end();
  await settle();
  expect(view.answer()).toEqual({ text: 'Hi', state: 'complete', omitted: 4 });
});

test('a silence is told, to those who come later too, and forgotten with the next text', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ');
  bench.clock.advance(30_000);
  await settle();
  expect(view.answer()).toEqual({ text: 'Xin ', state: 'running', stalledSeconds: 30 });
  const late = bench.view();
  await late.send({ type: 'ask-attach', conversationId: 'c' });
  expect(late.answer()).toEqual(view.answer());
  await bench.yieldApart('chào');
  expect(view.answer()).toEqual({ text: 'Xin chào', latest: 'chào', state: 'running' });
  expect(late.answer()).toEqual(view.answer());
  const last = bench.view();
  await last.send({ type: 'ask-attach', conversationId: 'c' });
  expect(last.answer()).toEqual({ text: 'Xin chào', state: 'running' });
});

test('an answer is given up after a long silence, with the text that came', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Half an');
  bench.clock.advance(600_000);
  await settle();
  expect(view.answer()).toEqual({
    text: 'Half an',
    state: 'failed',
    error: { kind: 'stalled', host: 'chat.ai365vip.com', seconds: 600 },
  });
  expect(bench.answer().options.signal?.aborted).toBe(true);
  expect(bench.clock.waiting()).toBe(0);
});
