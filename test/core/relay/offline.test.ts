import { expect, test } from 'vitest';
import { AskFailure } from '../../../core/errors.ts';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, type Bench, card, createBench, panel } from './relay-bench.ts';

/** A question that failed offline, and waits since its asker said so. */
async function createWaiting(sender = panel) {
  const bench = createBench();
  const view = bench.view(sender);
  await view.send(askStart('a', 'c', 'Hello'));
  bench.world.online = false;
  bench.answer().fail(new AskFailure({ kind: 'network', host: 'chat.example' }));
  await settle();
  await view.send(askRetry('b', 'c', 'a', 'when-online'));
  return { bench, view };
}

async function goOnline(bench: Bench) {
  bench.world.online = true;
  for (const listener of bench.world.onlineListeners) listener();
  await settle();
}

const offline = { text: '', state: 'failed', error: { kind: 'offline' } };

test('a question waits while the browser is offline, and is sent once it is not', async () => {
  for (const sender of [panel, card]) {
    const { bench, view } = await createWaiting(sender);
    expect(view.answer()).toEqual({ text: '', state: 'waiting' });
    expect({ asked: bench.provider.asked.length, looking: bench.world.looking }).toEqual({
      asked: 1,
      looking: true,
    });
    await goOnline(bench);
    await goOnline(bench);
    expect(bench.provider.asked).toHaveLength(2);
    await bench.yieldApart('Hi!');
    bench.answer().end();
    await settle();
    expect(view.answer()).toEqual({ text: 'Hi!', state: 'complete' });
    expect(bench.world.looking).toBe(false);
    expect(bench.store.contents().waiting).toBe('{"version":1,"asked":[]}');
  }
});

test('it waits over the end of the worker, and is sent by the next one', async () => {
  const { bench } = await createWaiting();
  bench.restartWorker();
  const view = bench.view();
  await view.send({ type: 'ask-attach', conversationId: 'c' });
  expect(view.answer()).toEqual({ text: '', state: 'waiting' });
  bench.world.online = true;
  bench.restartWorker();
  await settle();
  expect(bench.answer().messages).toEqual([{ role: 'user', content: 'Hello' }]);
  expect(bench.provider.asked).toHaveLength(2);
  // It was sent: from here on it is an answer like any other, and not sent again.
  bench.restartWorker();
  await settle();
  expect(bench.provider.asked).toHaveLength(2);
  const late = bench.view();
  await late.send({ type: 'ask-attach', conversationId: 'c' });
  expect(late.answer()?.state).toBe('interrupted');
});

test('it is sent though the list of what waits was damaged, once its conversation is shown', async () => {
  const { bench } = await createWaiting();
  bench.store.plant('waiting', 'damaged');
  bench.world.online = true;
  bench.restartWorker();
  await settle();
  expect(bench.provider.asked).toHaveLength(1);
  const view = bench.view();
  await view.send({ type: 'ask-attach', conversationId: 'c' });
  expect(bench.provider.asked).toHaveLength(2);
  await bench.yieldApart('Hi!');
  expect(view.answer()).toEqual({ text: 'Hi!', state: 'running' });
});

test('it can be withdrawn', async () => {
  const { bench, view } = await createWaiting();
  await view.send({ type: 'ask-stop', askId: 'b' });
  expect(view.answer()).toEqual(offline);
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(1);
  bench.restartWorker();
  const late = bench.view();
  await late.send({ type: 'ask-attach', conversationId: 'c' });
  expect(late.answer()).toEqual(offline);
});

test('it is sent at once where the browser is online already', async () => {
  const { bench, view } = await createWaiting();
  await view.send({ type: 'ask-stop', askId: 'b' });
  bench.world.online = true;
  await view.send(askRetry('d', 'c', 'a', 'when-online'));
  expect(view.answer()).toEqual({ text: '', state: 'running' });
  expect(bench.provider.asked).toHaveLength(2);
});

test('what waits in a busy conversation is sent after that', async () => {
  const { bench, view } = await createWaiting();
  bench.world.online = true;
  await view.send(askStart('e', 'c', 'Another'));
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(2);
  bench.answer().end();
  await settle();
  expect(bench.provider.asked).toHaveLength(3);
  expect(bench.answer().messages).toEqual([{ role: 'user', content: 'Hello' }]);
});

test('where it cannot be kept it does not wait, and that is told', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c', 'Hello'));
  bench.world.online = false;
  bench.answer().fail(new AskFailure({ kind: 'network', host: 'chat.example' }));
  await settle();
  bench.store.setQuota(1);
  await view.send(askRetry('b', 'c', 'a', 'when-online'));
  expect(view.answer()).toEqual(offline);
  expect(view.types().slice(-2)).toEqual(['answer-error', 'save-failed']);
});

test('a script in a page withdraws nothing of others', async () => {
  const { bench, view } = await createWaiting();
  await bench.view(card).send({ type: 'ask-stop', askId: 'b' });
  expect(view.answer()?.state).toBe('waiting');
});

test('where its sending cannot be noted it is not sent, and never twice', async () => {
  const { bench, view } = await createWaiting();
  bench.store.refuseWrites(true);
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(1);
  expect(view.types().at(-1)).toBe('save-failed');
  bench.restartWorker();
  await settle();
  expect(bench.provider.asked).toHaveLength(1);
  bench.store.refuseWrites(false);
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(2);
  bench.restartWorker();
  await settle();
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(2);
});

test('it can be withdrawn while another answer of its conversation runs', async () => {
  const { bench, view } = await createWaiting();
  bench.world.online = true;
  await view.send(askStart('e', 'c', 'Another'));
  await view.send({ type: 'ask-stop', askId: 'b' });
  bench.answer().end();
  await settle();
  expect(bench.provider.asked).toHaveLength(2);
  expect(view.conversation()?.turns[0]?.answer).toEqual(offline);
  expect(bench.store.contents().waiting).not.toContain('"b"');
});

test('it can be withdrawn before it has been kept', async () => {
  const { bench, view } = await createWaiting();
  await view.send({ type: 'ask-stop', askId: 'b' });
  await view.send(askRetry('d', 'c', 'a', 'when-online'), { type: 'ask-stop', askId: 'd' });
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(1);
  expect(view.answer()).toEqual(offline);
});

test('a withdrawal that storage does not take holds all the same', async () => {
  const { bench, view } = await createWaiting();
  bench.store.refuseWrites(true);
  await view.send({ type: 'ask-stop', askId: 'b' });
  expect(view.types().at(-1)).toBe('save-failed');
  bench.store.refuseWrites(false);
  await goOnline(bench);
  expect(bench.provider.asked).toHaveLength(1);
  expect(view.answer()).toEqual(offline);
});
