import { expect, test } from 'vitest';
import type { Port } from '../../../core/port.ts';
import type { ViewMessage } from '../../../core/protocol.ts';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, createBench, panel } from './relay-bench.ts';

const attachTo = (conversationId: string): ViewMessage => ({ type: 'ask-attach', conversationId });

test('a view that joins amid an answer gets what there is, then deltas', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ');
  // Two more pieces, of which one still waits for its frame.
  bench.answer().yield('chào');
  bench.answer().yield(', bạn');
  await settle();
  const late = bench.view();
  await late.send(attachTo('c'));
  expect(late.types()).toEqual(['conversation-snapshot']);
  expect(late.answer()).toEqual({ text: 'Xin chào, bạn', state: 'running' });
  await bench.yieldApart('!');
  bench.answer().end();
  await settle();
  expect(late.types()).toEqual(['conversation-snapshot', 'answer-delta', 'answer-end']);
  expect(late.answer()).toEqual({ text: 'Xin chào, bạn!', state: 'complete' });
  expect(view.answer()).toEqual(late.answer());
});

test('a view that attaches again and again stays in step', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  for (const text of ['a', 'b', 'c', 'd']) {
    await bench.yieldApart(text);
    await view.send(attachTo('c'), attachTo('c'));
  }
  await bench.yieldApart('e');
  expect(view.answer()?.text).toBe('abcde');
});

test('an answer runs on when every view has closed, and is there afterwards', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ');
  view.close();
  await settle();
  await bench.yieldApart('chào');
  const late = bench.view();
  await late.send(attachTo('c'));
  expect(late.answer()).toEqual({ text: 'Xin chào', state: 'running' });
  late.close();
  bench.answer().end();
  await settle();
  const last = bench.view();
  await last.send(attachTo('c'));
  expect(last.answer()).toEqual({ text: 'Xin chào', state: 'complete' });
  expect(last.types()).toEqual(['conversation-snapshot']);
});

test('nothing is sent to a view that has closed', async () => {
  const bench = createBench();
  const sent: unknown[] = [];
  const listeners = { message: (_: unknown) => {}, disconnect: () => {} };
  const port: Port = {
    postMessage: (message) => sent.push(message),
    onMessage: (listener) => {
      listeners.message = listener;
    },
    onDisconnect: (listener) => {
      listeners.disconnect = listener;
    },
    disconnect: () => {},
  };
  bench.relay().connect(port, panel);
  listeners.message(askStart('a', 'c'));
  await settle();
  await bench.yieldApart('Xin ');
  expect(sent).toHaveLength(2);
  listeners.disconnect();
  await bench.yieldApart('chào');
  bench.answer().end();
  await settle();
  expect(sent).toHaveLength(2);
});

test('a question is asked though its view closes at once', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  view.close();
  await bench.yieldApart('Hi');
  bench.answer().end();
  await settle();
  const late = bench.view();
  await late.send(attachTo('c'));
  expect(late.answer()).toEqual({ text: 'Hi', state: 'complete' });
});

test('a view attached to a conversation hears what another view asks there', async () => {
  const bench = createBench();
  const [asking, watching] = [bench.view(), bench.view()];
  await asking.send(askStart('a', 'c'));
  bench.answer().end();
  await settle();
  await watching.send(attachTo('c'));
  await asking.send(askStart('b', 'c', 'And now?', '', 'a'));
  await bench.yieldApart('Hi');
  await watching.send({ type: 'ask-stop', askId: 'b' });
  await asking.send(askRetry('b2', 'c', 'b'));
  await bench.yieldApart('Hello');
  expect(watching.conversation()?.turns).toEqual(asking.conversation()?.turns);
  expect(watching.answer()).toMatchObject({ text: 'Hello', state: 'running' });
});

test.each([
  { name: 'attached to another conversation', messages: [attachTo('other')] },
  { name: 'detached', messages: [attachTo('c'), { type: 'ask-detach' } as const] },
  { name: 'never attached', messages: [] },
  { name: 'that has gone from here to another', messages: [attachTo('c'), attachTo('other')] },
])('a view $name gets nothing of an answer', async ({ messages }) => {
  const bench = createBench();
  const [asking, other] = [bench.view(), bench.view()];
  await asking.send(askStart('z', 'other'));
  bench.answer().end();
  await settle();
  await asking.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ');
  await other.send(...messages);
  other.forget();
  await bench.yieldApart('chào');
  bench.answer().end();
  await settle();
  expect(asking.answer()).toEqual({ text: 'Xin chào', state: 'complete' });
  expect(other.received).toEqual([]);
});

test('a view that opens another conversation at once after its question stays there', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('z', 'other'));
  bench.answer().end();
  await settle();
  view.forget();
  await view.send(askStart('a', 'c'), attachTo('other'));
  await bench.yieldApart('Hi');
  expect(view.types()).toEqual(['conversation-snapshot']);
  expect(view.conversation()?.id).toBe('other');
  expect(bench.provider.asked).toHaveLength(2);
});

test('a conversation that is not there is told as missing', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(attachTo('c'));
  expect(view.received).toEqual([
    { type: 'conversation-missing', conversationId: 'c', reason: 'missing' },
  ]);
});

test.each([
  { reason: 'unreadable', stored: { version: 1 } },
  { reason: 'newer-version', stored: { version: 99 } },
] as const)(
  'a conversation that is $reason is told so, and takes no questions',
  async ({ reason, stored }) => {
    const bench = createBench();
    bench.store.plant('conversation:c', stored);
    const view = bench.view();
    await view.send(attachTo('c'));
    await view.send(askStart('a', 'c'));
    expect(view.received).toEqual([
      { type: 'conversation-missing', conversationId: 'c', reason },
      { type: 'ask-refused', askId: 'a', reason: 'unreadable' },
    ]);
    expect(bench.store.contents()).toEqual({ 'conversation:c': JSON.stringify(stored) });
  },
);

test.each([
  {
    name: 'attaching',
    message: attachTo('c'),
    reply: { type: 'conversation-missing', conversationId: 'c', reason: 'unreadable' },
  },
  {
    name: 'asking',
    message: askStart('a', 'c'),
    reply: { type: 'ask-refused', askId: 'a', reason: 'unreadable' },
  },
])('storage that fails to read is told: $name', async ({ message, reply }) => {
  const bench = createBench();
  const view = bench.view();
  await settle();
  bench.store.failCall(1);
  await view.send(message);
  expect(view.received).toEqual([reply]);
});

test('a page that asks in a conversation it does not watch is shown all of it first', async () => {
  const bench = createBench();
  const one = bench.view();
  const other = bench.view();
  await one.send(askStart('a', 'c'));
  await bench.yieldApart('Hi');
  bench.answer().end();
  await settle();
  await other.send(askStart('b', 'c', 'And now?', '', 'a'));
  await bench.yieldApart('Hello');
  expect(other.conversation()?.turns.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(other.conversation()?.turns).toEqual(one.conversation()?.turns);
});

test('a view that went elsewhere while its question waited for its turn is not called back', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('x', 'elsewhere'));
  await bench.yieldApart('Over ');
  const elsewhere = bench.answer();
  await view.send(askStart('a', 'c'));
  bench.answer().end();
  await settle();
  const goOn = bench.store.hangWrites();
  await view.send(
    { type: 'branch-show', conversationId: 'c', turnId: 'a' },
    askStart('b', 'c', 'And now?', '', 'a'),
    { type: 'ask-attach', conversationId: 'elsewhere' },
  );
  view.forget();
  goOn();
  await settle();
  expect(bench.answer().messages.at(-1)?.content).toBe('And now?');
  bench.answer().yield('Not for this view');
  elsewhere.yield('there');
  await settle();
  bench.clock.advance(17);
  await settle();
  expect(view.received).toEqual([{ type: 'answer-delta', askId: 'x', seq: 10, text: 'there' }]);
});
