import { expect, test } from 'vitest';
import type { Conversation, Turn } from '../../core/conversation.ts';
import { applyAnswerEvent } from '../../core/conversation.ts';
import { createHistory } from '../../core/history.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, runningTurnOf, turnOf } from './examples.ts';

function setUp() {
  const store = createMemoryStore();
  return { store, history: createHistory(store) };
}

const asked = (id: string, ...turns: readonly Turn[]) =>
  conversationOf([...turns, runningTurnOf(id)], `conversation-${id}`);

/** The conversation with this text as the ended answer of its last turn. */
function ended(conversation: Conversation, text: string): Conversation {
  const last = conversation.turns.at(-1)!;
  const answer = { text, state: 'complete' as const };
  return { ...conversation, turns: conversation.turns.with(-1, { ...last, answer }) };
}

test('a conversation that was never stored is missing', async () => {
  const { history } = setUp();
  expect(await history.load('a')).toEqual({ found: 'missing' });
});

test('a conversation is loaded as it began and as it ended', async () => {
  const { store, history } = setUp();
  const conversation = asked('a', turnOf('earlier'));
  await history.begin(conversation, 'a');
  expect(await createHistory(store).load('conversation-a')).toEqual({
    found: 'conversation',
    conversation,
  });
  const complete = ended(conversation, 'Xin chào');
  await history.end(complete, 'a', 0);
  expect(await createHistory(store).load('conversation-a')).toEqual({
    found: 'conversation',
    conversation: complete,
  });
});

test('the pieces of an answer are dropped when it has ended', async () => {
  const { store, history } = setUp();
  const conversation = asked('a');
  await history.begin(conversation, 'a');
  await history.checkpoint('a', 0, 'Xin ');
  await history.checkpoint('a', 1, 'chào');
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece'))).toHaveLength(2);
  await history.end(ended(conversation, 'Xin chào'), 'a', 2);
  expect(Object.keys(store.contents()).sort()).toEqual([
    'conversation:conversation-a',
    'history:newest',
    'history:page:0',
    'running',
    'waiting',
  ]);
  expect(store.contents().running).toBe('[]');
});

test('a checkpoint costs one write of one key', async () => {
  const { store, history } = setUp();
  await history.begin(asked('a'), 'a');
  const before = store.calls.length;
  await history.checkpoint('a', 0, 'Xin ');
  expect(store.calls.slice(before)).toEqual([{ method: 'set', keys: ['piece:a:0'] }]);
});

test('answers that nobody runs any more are interrupted, with the text that was kept', async () => {
  const { store, history } = setUp();
  await history.begin(asked('a', turnOf('earlier')), 'a');
  await history.begin(asked('b'), 'b');
  await history.begin(asked('c'), 'c');
  await history.checkpoint('a', 0, 'Xin ');
  await history.checkpoint('a', 1, 'chào');
  await history.end(ended(asked('c'), 'Done'), 'c', 0);

  const restarted = createHistory(store);
  await restarted.recover();
  const lastAnswer = async (id: string) => {
    const loaded = await restarted.load(`conversation-${id}`);
    return loaded.found === 'conversation' ? loaded.conversation.turns.at(-1)?.answer : loaded;
  };
  expect(await lastAnswer('a')).toEqual({ text: 'Xin chào', state: 'interrupted' });
  expect(await lastAnswer('b')).toEqual({ text: '', state: 'interrupted' });
  expect(await lastAnswer('c')).toEqual({ text: 'Done', state: 'complete' });
  expect(store.contents().running).toBe('[]');
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece'))).toEqual([]);
});

test('recovering with nothing to recover writes nothing', async () => {
  const { store, history } = setUp();
  await history.recover();
  expect(store.calls.filter(({ method }) => method !== 'get')).toEqual([]);
});

test('an answer that ended before its note was taken away is not interrupted', async () => {
  const { store, history } = setUp();
  const complete = ended(asked('a'), 'Done');
  await history.begin(complete, 'a');
  await createHistory(store).recover();
  expect(await history.load(complete.id)).toEqual({
    found: 'conversation',
    conversation: complete,
  });
  expect(store.contents().running).toBe('[]');
});

test.each([
  { name: 'of a newer version', stored: { version: 2, conversation: asked('a') } },
  { name: 'damaged', stored: { version: 1, conversation: { ...asked('a'), turns: [{}] } } },
  { name: 'no conversation', stored: 'text' },
])('a stored conversation that cannot be read is left as it is: $name', async ({ stored }) => {
  const { store, history } = setUp();
  store.plant('conversation:conversation-a', stored);
  store.plant('running', [{ conversationId: 'conversation-a', askId: 'a' }]);
  const before = store.contents();
  expect(await history.load('conversation-a')).toEqual({ found: 'unreadable' });
  await history.recover();
  await expect(history.begin(asked('a'), 'a')).rejects.toThrow('cannot be read');
  expect(store.contents()).toEqual(before);
});

test.each(['text', 7, null, [7, {}, { conversationId: 'conversation-a' }]])(
  'a damaged note of what runs stops nothing: %j',
  async (stored) => {
    const { store, history } = setUp();
    store.plant('running', stored);
    await history.recover();
    await history.begin(asked('a'), 'a');
    expect(store.contents().running).toBe('[{"conversationId":"conversation-a","askId":"a"}]');
  },
);

test('writes asked for at once are all made, in their order', async () => {
  const { store, history } = setUp();
  const ids = ['a', 'b', 'c', 'd'];
  await Promise.all(ids.map((id) => history.begin(asked(id), id)));
  expect(JSON.parse(store.contents().running!)).toHaveLength(4);
  await Promise.all(ids.map((id) => history.end(ended(asked(id), id), id, 0)));
  expect(store.contents().running).toBe('[]');
  const { entries } = await readHistoryList(store);
  expect(entries.map(({ id }) => id).sort()).toEqual(ids.map((id) => `conversation-${id}`));
});

test('a call that fails does not hold up the next one', async () => {
  const { store, history } = setUp();
  store.failCall(1);
  const failed = history.begin(asked('a'), 'a');
  const next = history.begin(asked('b'), 'b');
  await expect(failed).rejects.toThrow();
  await next;
  expect((await createHistory(store).load('conversation-b')).found).toBe('conversation');
});

test('the title and the time in the list follow the conversation', async () => {
  const { store, history } = setUp();
  const start = { type: 'answer-start', conversationId: 'c', turn: runningTurnOf('a') } as const;
  const conversation = applyAnswerEvent({ ...conversationOf([], 'c'), title: '' }, start)!;
  await history.begin(conversation, 'a');
  const { entries } = await readHistoryList(store);
  expect(entries).toEqual([{ id: 'c', title: 'Question a', updatedAt: 1_700_000_000_000 }]);
});
