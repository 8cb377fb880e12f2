import { expect, test } from 'vitest';
import { AskFailure } from '../../core/errors.ts';
import { createLink } from '../../core/link.ts';
import { createChatStore } from '../../state/chat-store.ts';
import { type Bench, card, createBench } from '../core/relay/relay-bench.ts';
import { createPortPair } from '../doubles/port-pair.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

test('a view whose line alone was lost goes on with the answer', async () => {
  const bench = createBench();
  const { link, ask, answer } = createChat(bench);
  await ask('Hello');
  await bench.yieldApart('Xin ');
  link.reset();
  await bench.yieldApart('chào', ', bạn');
  expect(answer()).toEqual({ text: 'Xin chào, bạn', latest: ', bạn', state: 'running' });
  bench.answer().end();
  await settle();
  expect(answer()).toEqual({ text: 'Xin chào, bạn', state: 'complete' });
});

test('a line may be lost many times in a long answer, as long as it comes back', async () => {
  const bench = createBench();
  const { link, ask, answer } = createChat(bench);
  await ask('Hello');
  for (let loss = 0; loss < 20; loss += 1) {
    link.reset();
    await settle();
    await bench.yieldApart('x');
  }
  expect(answer()).toEqual({ text: 'x'.repeat(20), latest: 'x', state: 'running' });
});

test('a view whose line is lost at once after its question sees the answer all the same', async () => {
  const bench = createBench();
  const { link, actions, answer, state } = createChat(bench);
  actions.setDraft('Hello');
  actions.send();
  link.reset();
  await settle();
  await bench.yieldApart('Hi');
  expect(answer()).toEqual({ text: 'Hi', state: 'running' });
  expect(state().draft).toBe('');
  expect(bench.provider.asked).toHaveLength(1);
});

test('an answer whose worker died shows as interrupted, with what was kept', async () => {
  const bench = createBench();
  const { ask, answer, questions } = createChat(bench);
  await ask('Hello');
  await bench.yieldApart('Xin ');
  bench.clock.advance(1000);
  await settle();
  await bench.yieldApart('chào');
  bench.restartWorker();
  await settle();
  expect(answer()).toEqual({ text: 'Xin ', state: 'interrupted' });
  expect(questions()).toEqual(['Hello']);
  expect(bench.provider.asked).toHaveLength(1);
});

test('a view without a running answer stays quiet when the worker sleeps, and asks on later', async () => {
  const bench = createBench();
  const { ask, state, questions } = createChat(bench);
  await ask('Hello');
  bench.answer().end();
  await settle();
  const before = state().conversation;
  bench.restartWorker();
  await settle();
  expect(state().conversation).toBe(before);
  await ask('Again');
  bench.answer().end();
  await settle();
  expect(questions()).toEqual(['Hello', 'Again']);
  expect(bench.answer().messages).toHaveLength(1);
});

test('a conversation that was loading when the worker died still comes', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const { actions, state, questions } = createChat(bench);
  actions.open(id);
  bench.restartWorker();
  await settle();
  expect(state().loading).toBe(false);
  expect(questions()).toEqual(['Hello']);
});

test('a first question that the worker never got comes back to the composer', async () => {
  const bench = createBench();
  const { actions, state, questions } = createChat(bench);
  actions.setDraft('Hello');
  actions.send();
  bench.restartWorker();
  await settle();
  expect(bench.provider.asked).toEqual([]);
  expect(questions()).toEqual([]);
  expect(state()).toMatchObject({ draft: 'Hello', loading: false });
});

test('a later question that the worker never got comes back to the composer', async () => {
  const bench = createBench();
  const { actions, ask, state, questions } = createChat(bench);
  await ask('Hello');
  bench.answer().end();
  await settle();
  actions.setDraft('Again');
  actions.send();
  bench.restartWorker();
  await settle();
  expect(questions()).toEqual(['Hello']);
  expect(state().draft).toBe('Again');
});

test('a question whose worker died before it was stored comes back, though its answer had begun', async () => {
  const bench = createBench();
  const { ask, state, questions } = createChat(bench);
  await ask('Hello');
  bench.answer().end();
  await settle();
  bench.store.hangWrites();
  await ask('Again');
  await bench.yieldApart('No write holds up a text');
  expect(state().conversation.turns.at(-1)?.answer.text).toBe('No write holds up a text');
  bench.restartWorker();
  await settle();
  expect(questions()).toEqual(['Hello']);
  expect(state().draft).toBe('Again');
});

test('what could not be saved stays on screen when the worker dies', async () => {
  const bench = createBench();
  bench.store.setQuota(0);
  const { ask, answer, questions } = createChat(bench);
  await ask('Hello');
  await bench.yieldApart('Half an');
  bench.restartWorker();
  await settle();
  expect(questions()).toEqual(['Hello']);
  expect(answer()).toEqual({ text: 'Half an', state: 'interrupted' });
});

test('a line that dies again and again is given up, and the answer shows as interrupted', async () => {
  let connections = 0;
  const link = createLink(() => {
    connections += 1;
    const { near, far } = createPortPair();
    far.disconnect();
    return near;
  });
  let ids = 0;
  const store = createChatStore({
    link,
    newId: () => {
      ids += 1;
      return `id${ids}`;
    },
    now: () => 1,
    mayAttach: true,
  });
  store.getState().actions.setDraft('Hello');
  store.getState().actions.send();
  await settle();
  expect(connections).toBe(6);
  expect(store.getState().conversation.turns[0]?.answer.state).toBe('interrupted');
});

test('a card asks and shows the answer', async () => {
  const bench = createBench();
  bench.relay().offerToCard(7, { action: 'explain', quote: 'Words', language: 'English' });
  const { link, answer } = createChat(bench, card);
  link.open();
  await settle();
  await bench.yieldApart('They ', 'mean');
  bench.answer().end();
  await settle();
  expect(answer()).toEqual({ text: 'They mean', state: 'complete' });
});

test('a card whose worker died shows its answer as interrupted, and can ask it again', async () => {
  const bench = createBench();
  bench.relay().offerToCard(7, { action: 'explain', quote: 'Words', language: 'English' });
  const { link, actions, state, answer } = createChat(bench, card);
  link.open();
  await settle();
  await bench.yieldApart('They ');
  bench.restartWorker();
  await settle();
  expect(answer()).toEqual({ text: 'They ', state: 'interrupted' });
  actions.retry(state().conversation.turns[0]!.id);
  await settle();
  await bench.yieldApart('They mean');
  expect(answer()).toEqual({ text: 'They mean', state: 'running' });
  expect(state().notice).toBeUndefined();
  expect(state().conversation.turns).toHaveLength(1);
});

test('a question that waits is followed again once the worker has sent it', async () => {
  const bench = createBench();
  const { actions, answer } = await askOffline(bench, false);
  bench.restartWorker();
  await settle();
  expect(answer()?.state).toBe('waiting');
  bench.world.online = true;
  for (const listener of bench.world.onlineListeners) listener();
  await settle();
  expect(bench.world.wakes).toBeGreaterThan(0);
  // The browser brings the wake to the page.
  actions.rejoin();
  await settle();
  await bench.yieldApart('Hi!');
  expect(answer()).toEqual({ text: 'Hi!', state: 'running' });
});

test('what could not be saved stays on screen when its worker is gone', async () => {
  const bench = createBench();
  const { ask, actions, questions, state } = createChat(bench);
  bench.store.refuseWrites(true);
  await ask('One');
  await bench.yieldApart('First.');
  bench.answer().end();
  await settle();
  bench.restartWorker();
  await settle();
  actions.rejoin();
  await settle();
  expect(questions()).toEqual(['One']);
  expect(state().conversation.turns[0]?.answer.text).toBe('First.');
  expect(state().notice).toEqual({ kind: 'save-failed' });
});

test('a model that was chosen stays when the conversation is looked up again', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  await chat.ask('One');
  await bench.yieldApart('First');
  bench.answer().end();
  await settle();
  bench.restartWorker();
  await settle();
  chat.actions.setModel('gpt-4o');
  chat.actions.rejoin();
  await settle();
  expect(chat.state().model).toBe('gpt-4o');
});

/** A chat whose only question waits for a connection. */
async function askOffline(bench: Bench, isTemporary: boolean) {
  const chat = createChat(bench);
  if (isTemporary) chat.actions.toggleTemporary();
  bench.world.online = false;
  await chat.ask('Hello');
  bench.answer().fail(new AskFailure({ kind: 'network', host: 'chat.example' }));
  await settle();
  const turnId = chat.state().conversation.turns[0]!.id;
  chat.actions.retry(turnId, 'when-online');
  await settle();
  return { ...chat, turnId };
}

test.each([
  { kind: 'stored', isTemporary: false },
  { kind: 'temporary', isTemporary: true },
])(
  'a question of a $kind chat that waits is withdrawn though the worker has slept',
  async (each) => {
    const bench = createBench();
    const { actions, answer, turnId } = await askOffline(bench, each.isTemporary);
    expect(answer()?.state).toBe('waiting');
    bench.restartWorker();
    await settle();
    actions.stop(turnId);
    await settle();
    expect(answer()?.state).toBe('failed');
  },
);

test('a question of a temporary chat that waits is sent by a worker that never knew it', async () => {
  const bench = createBench();
  const { actions } = await askOffline(bench, true);
  bench.restartWorker();
  await settle();
  bench.world.online = true;
  actions.rejoin();
  await settle();
  expect(bench.provider.asked).toHaveLength(2);
});
