import { expect, test } from 'vitest';
import { createTurnStore } from '../../state/turn-store.ts';
import { type Bench, createBench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from './chat-bench.ts';

async function answer(bench: Bench, text: string) {
  await bench.yieldApart(text);
  bench.answer().end();
  await settle();
}

async function createTurns() {
  const bench = createBench();
  const chat = createChat(bench, panel, true);
  const store = createTurnStore(chat.store, chat.link);
  const turns = store.getState();
  await chat.ask('One');
  await answer(bench, 'First');
  await chat.ask('Two');
  await answer(bench, 'Second');
  const idOf = (index: number) => chat.state().conversation.turns[index]!.id;
  return { bench, chat, turns: turns.actions, store, idOf };
}

test('Up does not take back what a question was changed to', async () => {
  const { turns, idOf, store } = await createTurns();
  for (const index of [1, 0]) {
    turns.edit(idOf(index));
    turns.reword('In other words');
    turns.editLast();
    expect(store.getState().editing).toEqual({ turnId: idOf(index), text: 'In other words' });
  }
});

test('a turn is deleted on screen too where the line went to sleep with the worker', async () => {
  const { bench, chat, turns, idOf } = await createTurns();
  bench.restartWorker();
  await settle();
  turns.remove(idOf(1));
  await settle();
  expect(chat.questions()).toEqual(['One']);
  await chat.ask('Three');
  expect(chat.state().notice).toBeUndefined();
  expect(chat.questions()).toEqual(['One', 'Three']);
});

test('what another view has deleted meanwhile does not come back with the line', async () => {
  const { bench, chat, idOf } = await createTurns();
  const conversationId = chat.state().conversation.id;
  bench.restartWorker();
  await settle();
  await bench.view().send({ type: 'turn-delete', conversationId, turnId: idOf(1) });
  chat.actions.rejoin();
  await settle();
  expect(chat.questions()).toEqual(['One']);
});

test('a version is asked for, stepped to, and asked in other words', async () => {
  const { bench, chat, turns, idOf } = await createTurns();
  turns.regenerate(idOf(1));
  await settle();
  await answer(bench, 'Third');
  expect(chat.answer()).toMatchObject({ text: 'Third' });
  turns.showVersion(idOf(1), -1);
  await settle();
  expect(chat.state().conversation.head).toBe(idOf(1));
  turns.askInstead(idOf(0), 'Another one');
  await settle();
  expect(bench.answer().messages.map(({ content }) => content)).toEqual(['Another one']);
});

test('nothing is asked in another way while an answer runs, and that is told', async () => {
  const { bench, chat, turns, idOf } = await createTurns();
  await chat.ask('Three');
  turns.regenerate(idOf(0));
  expect(chat.state().notice).toEqual({ kind: 'refused', reason: 'busy' });
  expect(bench.provider.asked).toHaveLength(3);
});

test('the only turn is deleted with its conversation', async () => {
  const { bench, chat, turns, idOf } = await createTurns();
  turns.remove(idOf(1));
  await settle();
  turns.remove(idOf(0));
  await settle();
  expect(chat.questions()).toEqual([]);
  expect(chat.state().draft).toBe('');
  expect(Object.keys(bench.store.contents())).toContain('history:deleted');
});

test('a queued question goes back to the composer, before what stands there', async () => {
  const { bench, chat, turns, idOf } = await createTurns();
  await chat.ask('Three');
  await chat.ask('Four');
  chat.actions.setDraft('Five');
  turns.revise(idOf(3));
  await settle();
  expect(chat.state().draft).toBe('Four\n\nFive');
  await answer(bench, 'Done');
  expect(bench.provider.asked).toHaveLength(3);
});

test('an action that is asked in other words asks those', async () => {
  const { bench, chat, turns } = await createTurns();
  chat.actions.newChat();
  chat.actions.ask({ text: '', action: 'explain', quote: 'Words', language: 'English' });
  await settle();
  await answer(bench, 'Well');
  turns.askInstead(chat.state().conversation.turns[0]!.id, 'In French?');
  await settle();
  expect(bench.answer().messages[0]?.content).toBe('In French?\n\n"""\nWords\n"""');
});
