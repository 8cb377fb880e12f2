import { expect, test } from 'vitest';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

test('a conversation is opened, gone on with and left for a new chat', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello', 'Hi!');
  const { actions, state, open, ask, questions, shown } = createChat(bench);
  actions.open(id);
  expect(state()).toMatchObject({ loading: true, conversation: { id, turns: [] } });
  await settle();
  expect(state().loading).toBe(false);
  expect(questions()).toEqual(['Hello']);
  await ask('And now?');
  expect(bench.answer().messages).toHaveLength(3);
  actions.newChat();
  expect(state()).toMatchObject({ loading: false, conversation: { turns: [], title: '' } });
  await bench.yieldApart('Unheard');
  expect(questions()).toEqual([]);
  await open(id);
  expect(state().conversation.turns[1]?.answer).toEqual({ text: 'Unheard', state: 'running' });
  expect(shown.at(-2)).toBeUndefined();
  expect(shown.at(-1)).toBe(id);
});

test('the model of a conversation is the one asked last', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  chat.actions.setModel('gpt-4o');
  await chat.ask('Hello');
  bench.answer().end();
  await settle();
  const other = createChat(bench);
  await other.open(chat.state().conversation.id);
  expect(other.state().model).toBe('gpt-4o');
  other.actions.newChat();
  expect(other.state().model).toBe('');
});

test('a conversation that is gone gives a new chat, which takes no focus', async () => {
  const bench = createBench();
  const { actions, state, shown } = createChat(bench);
  actions.setModel('gpt-4o');
  actions.open('gone');
  const { focusCount } = state();
  await settle();
  const conversation = { turns: [] };
  expect(state()).toMatchObject({ loading: false, notice: undefined, conversation, focusCount });
  expect(state()).toMatchObject({ model: '' });
  expect(state().conversation.id).not.toBe('gone');
  expect(shown.at(-1)).toBeUndefined();
});

test.each([
  { kind: 'unreadable', stored: { version: 1 } },
  { kind: 'newer-version', stored: { version: 9 } },
])('a conversation that cannot be read is told so: $kind', async ({ kind, stored }) => {
  const bench = createBench();
  bench.store.plant('conversation:c', stored);
  const { open, state } = createChat(bench);
  await open('c');
  expect(state()).toMatchObject({ loading: false, notice: { kind } });
});

test('the reply about a conversation that was left is passed over', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const { actions, questions } = createChat(bench);
  actions.open('gone');
  actions.open(id);
  await settle();
  expect(questions()).toEqual(['Hello']);
});
