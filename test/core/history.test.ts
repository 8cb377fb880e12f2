import { expect, test } from 'vitest';
import type { Conversation, Turn } from '../../core/conversation.ts';
import { applyAnswerEvent } from '../../core/conversation.ts';
import type { History } from '../../core/history.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';
import { settle } from '../doubles/settle.ts';
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
  expect(await history.load('conversation-a')).toEqual({
    found: 'conversation',
    conversation,
    saved: true,
  });
  const complete = ended(conversation, 'Xin chào');
  await history.end(complete, 'a');
  expect(await createHistory(store).load('conversation-a')).toEqual({
    found: 'conversation',
    conversation: complete,
    saved: true,
  });
});

test('the pieces of an answer are dropped when it has ended', async () => {
  const { store, history } = setUp();
  const conversation = asked('a');
  await history.begin(conversation, 'a');
  await history.checkpoint('a', 0, 'Xin ');
  await history.checkpoint('a', 1, 'chào');
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece'))).toHaveLength(2);
  await history.end(ended(conversation, 'Xin chào'), 'a');
  expect(Object.keys(store.contents()).sort()).toEqual([
    'conversation:conversation-a',
    'history:newest',
    'history:page:0',
  ]);
});

test('pieces that could not be dropped are dropped with the next question', async () => {
  for (const dies of [false, true]) {
    const { store, history } = setUp();
    const conversation = asked('a');
    await history.begin(conversation, 'a');
    await history.checkpoint('a', 0, 'Xin ');
    const { remove } = store;
    store.remove = () => Promise.reject(new Error('No'));
    const complete = ended(conversation, 'Xin chào');
    await history.end(complete, 'a');
    expect(store.contents()['piece:a:0']).toBeDefined();
    store.remove = remove;
    const next = dies ? createHistory(store) : history;
    expect(await next.load(conversation.id)).toMatchObject({ conversation: complete, saved: true });
    await next.begin({ ...complete, turns: [...complete.turns, runningTurnOf('b')] }, 'b');
    expect(store.contents()['piece:a:0']).toBeUndefined();
  }
});

test('pieces of an end that was not taken are dropped where a mark brings it in', async () => {
  const { store, history } = setUp();
  const conversation = asked('a');
  await history.begin(conversation, 'a');
  await history.checkpoint('a', 0, 'Xin');
  store.refuseWrites(true);
  await expect(history.end(ended(conversation, 'Xin chào'), 'a')).rejects.toThrow();
  store.refuseWrites(false);
  await history.mark('conversation-a', { kind: 'pin', pinned: true });
  expect(store.contents()['piece:a:0']).toBeUndefined();
  expect(await history.load('conversation-a')).toMatchObject({ saved: true });
});

test('what a question was asked again instead of leaves no pieces', async () => {
  const { store, history } = setUp();
  const first = asked('a');
  await history.begin(first, 'a');
  await history.checkpoint('a', 0, 'Xin ');
  const restarted = createHistory(store);
  await restarted.begin({ ...first, turns: [runningTurnOf('a', '', 'a2')] }, 'a2');
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece'))).toEqual([]);
});

test('a checkpoint costs one write of one key', async () => {
  const { store, history } = setUp();
  await history.begin(asked('a'), 'a');
  const before = store.calls.length;
  await history.checkpoint('a', 0, 'Xin ');
  expect(store.calls.slice(before)).toEqual([{ method: 'set', keys: ['piece:a:0'] }]);
});

const loadedBy = async (store: MemoryStore, id: string) => {
  const loaded = await createHistory(store).load(`conversation-${id}`);
  return loaded.found === 'conversation' ? loaded.conversation.turns.at(-1)?.answer : loaded;
};

test('an answer that nobody runs any more is interrupted, with the text that was kept', async () => {
  const { store, history } = setUp();
  await history.begin(asked('a', turnOf('earlier')), 'a');
  await history.begin(asked('b'), 'b');
  await history.begin(asked('c'), 'c');
  await history.checkpoint('a', 0, 'Xin ');
  await history.checkpoint('a', 1, 'chào');
  await history.end(ended(asked('c'), 'Done'), 'c');
  const states = [
    { id: 'a', answer: { text: 'Xin chào', state: 'interrupted' } },
    { id: 'b', answer: { text: '', state: 'interrupted' } },
    { id: 'c', answer: { text: 'Done', state: 'complete' } },
  ];
  for (const { id, answer } of states) expect(await loadedBy(store, id)).toEqual(answer);
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece'))).toEqual([]);
  const before = store.calls.length;
  for (const { id, answer } of states) expect(await loadedBy(store, id)).toEqual(answer);
  const later = store.calls.slice(before);
  expect(later.filter(({ method }) => method !== 'get')).toEqual([]);
});

test('an answer that runs here is not interrupted by being loaded', async () => {
  const { store, history } = setUp();
  const conversation = asked('a');
  const loads = [history.begin(conversation, 'a'), history.load(conversation.id)];
  await Promise.all(loads);
  await history.checkpoint('a', 0, 'Xin ');
  expect(await history.load(conversation.id)).toMatchObject({ conversation, saved: true });
  await history.end(ended(conversation, 'Xin chào'), 'a');
  expect(await loadedBy(store, 'a')).toEqual({ text: 'Xin chào', state: 'complete' });
});

test('text that stood there before the pieces stays in front of them', async () => {
  const { store } = setUp();
  const conversation = conversationOf([runningTurnOf('a', 'Xin ')], 'conversation-a');
  await createHistory(store).begin(conversation, 'a');
  store.plant('piece:a:0', 'chào');
  expect(await loadedBy(store, 'a')).toEqual({ text: 'Xin chào', state: 'interrupted' });
});

test('an answer of very many pieces is put together whole', async () => {
  const { store, history } = setUp();
  await history.begin(asked('a'), 'a');
  const pieces = Array.from({ length: 250 }, (_, index) => `${index} `);
  for (const [index, text] of pieces.entries()) await history.checkpoint('a', index, text);
  expect(await loadedBy(store, 'a')).toEqual({ text: pieces.join(''), state: 'interrupted' });
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece'))).toEqual([]);
});

test('with storage full an interrupted answer is shown, and stored once there is room', async () => {
  const { store, history } = setUp();
  await history.begin(asked('a'), 'a');
  await history.checkpoint('a', 0, 'Xin chào');
  store.setQuota(0);
  const restarted = createHistory(store);
  const shown = { text: 'Xin chào', state: 'interrupted' };
  const unsaved = await restarted.load('conversation-a');
  expect(unsaved).toMatchObject({ saved: false, conversation: { turns: [{ answer: shown }] } });
  expect(store.contents()['piece:a:0']).toBeDefined();
  store.setQuota();
  expect(await restarted.load('conversation-a')).toMatchObject({ saved: true });
  expect(await loadedBy(store, 'a')).toEqual(shown);
  expect(store.contents()['piece:a:0']).toBeUndefined();
});

test.each([
  { name: 'begin', saveOther: (history: History) => history.begin(asked('b'), 'b') },
  { name: 'end', saveOther: (history: History) => history.end(ended(asked('b'), 'B'), 'b') },
  { name: 'checkpoint', saveOther: (history: History) => history.checkpoint('b', 0, 'B') },
])(
  'what storage would not take is stored after the next $name that it takes',
  async ({ saveOther }) => {
    const { store, history } = setUp();
    store.setQuota(0);
    await expect(history.begin(asked('a'), 'a')).rejects.toThrow('Quota');
    await expect(history.end(ended(asked('a'), 'Done'), 'a')).rejects.toThrow('Quota');
    expect(store.contents()).toEqual({});
    store.setQuota();
    await saveOther(history);
    await settle();
    expect(await loadedBy(store, 'a')).toEqual({ text: 'Done', state: 'complete' });
  },
);

test.each([
  { why: 'newer-version', stored: { version: 9, conversation: asked('a') } },
  { why: 'damaged', stored: { version: 1, conversation: { ...asked('a'), turns: [{}] } } },
  { why: 'damaged', stored: { version: 1, conversation: asked('another') } },
  { why: 'damaged', stored: { conversation: asked('a') } },
  { why: 'damaged', stored: 'text' },
])(
  'a stored conversation that cannot be read is left as it is: $stored',
  async ({ why, stored }) => {
    const { store, history } = setUp();
    store.plant('conversation:conversation-a', stored);
    store.plant('piece:a:0', 'Kept');
    const before = store.contents();
    expect(await history.load('conversation-a')).toEqual({ found: 'unreadable', why });
    await expect(history.begin(asked('a'), 'a')).rejects.toThrow('unreadable');
    await expect(history.end(ended(asked('a'), 'New'), 'a')).rejects.toThrow('unreadable');
    expect(store.contents()).toEqual(before);
  },
);

test('writes asked for at once are all made, in their order', async () => {
  const { store, history } = setUp();
  const ids = ['a', 'b', 'c', 'd'];
  await Promise.all(ids.map((id) => history.begin(asked(id), id)));
  const begun = await readHistoryList(store);
  expect(begun.entries.map(({ id }) => id)).toHaveLength(4);
  await Promise.all(ids.map((id) => history.end(ended(asked(id), id), id)));
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

test('a checkpoint does not put an older copy over what was stored since', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  const asked = conversationOf([runningTurnOf('a')]);
  store.refuseWrites(true);
  await history.begin(asked, 'a').catch(() => {});
  store.refuseWrites(false);
  const queued = conversationOf([runningTurnOf('a'), turnOf('b', { text: '', state: 'queued' })]);
  await Promise.all([history.keep(queued), history.checkpoint('a', 0, 'text')]);
  expect(await history.waiting()).toEqual([
    { conversationId: 'conversation', askId: 'b', queued: true },
  ]);
});

test('pieces of a turn that is asked again far from the end go with its answer', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  const ids = Array.from({ length: 12 }, (_, index) => `t${index}`);
  const others = ids.slice(1).map((id) => turnOf(id));
  await history.begin(conversationOf([runningTurnOf('t0', '', 'again'), ...others]), 'again');
  await history.checkpoint('again', 0, 'text');
  await history.end(conversationOf([turnOf('t0', {}, 'again'), ...others]), 'again');
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece:'))).toEqual([]);
});
