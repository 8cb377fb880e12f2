import { expect, test } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { applyAnswerEvent } from '../../core/conversation.ts';
import { applyMark, type Mark } from '../../core/conversation-marks.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { readHistoryHead } from '../../core/history-marks.ts';
import { createHistory } from '../doubles/history.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, runningTurnOf, turnOf } from './examples.ts';

const conversation = (number: number): Conversation => ({
  ...conversationOf([turnOf(`t${number}`)], `c${number}`),
  title: `Title ${number}`,
  updatedAt: number + 1,
});

async function setUp(count: number) {
  const store = createMemoryStore();
  const history = createHistory(store);
  for (let number = 0; number < count; number += 1) await history.keep(conversation(number));
  return { store, history };
}

const rename = (title: string): Mark => ({ kind: 'title', title });
const pin = (pinned: boolean): Mark => ({ kind: 'pin', pinned });
const tag = (name: string, tagged = true): Mark => ({ kind: 'tag', tag: name, tagged });

test.each<{ name: string; marks: readonly Mark[]; expected: object }>([
  {
    name: 'a title is the user’s',
    marks: [rename(' Mine ')],
    expected: { title: 'Mine', renamed: true },
  },
  {
    name: 'without one, the automatic title is back',
    marks: [rename('Mine'), rename('  ')],
    expected: { title: 'Question t' },
  },
  { name: 'pinned', marks: [pin(true)], expected: { pinned: true } },
  { name: 'pinned no longer', marks: [pin(true), pin(false)], expected: {} },
  { name: 'tags', marks: [tag('a'), tag('b'), tag('a')], expected: { tags: ['b', 'a'] } },
  { name: 'a tag less', marks: [tag('a'), tag('b'), tag('a', false)], expected: { tags: ['b'] } },
  { name: 'no tag left', marks: [tag('a'), tag('a', false), tag('x', false)], expected: {} },
])('what is said of a conversation: $name', ({ marks, expected }) => {
  const plain = conversationOf([turnOf('t')]);
  expect(marks.reduce(applyMark, plain)).toEqual({ ...plain, ...expected });
});

test('a conversation has no more than 20 tags', () => {
  const tags = Array.from({ length: 30 }, (_, index) => tag(`tag ${index}`));
  expect(tags.reduce(applyMark, conversationOf([])).tags).toHaveLength(20);
});

test('a mark leaves a conversation where it stands in the list', async () => {
  const { store, history } = await setUp(450);
  for (const mark of [rename('Mine'), pin(true), tag('work')]) await history.mark('c3', mark);
  const { entries } = await readHistoryList(store, { atLeast: 1000 });
  expect(entries[446]).toEqual({
    id: 'c3',
    title: 'Mine',
    updatedAt: 4,
    pinned: true,
    tags: ['work'],
  });
});

test('a mark writes the conversation, its page and the marks, however long the history is', async () => {
  const { store, history } = await setUp(450);
  const written = async (mark: Mark) => {
    const before = store.calls.length;
    await history.mark('c3', mark);
    const calls = store.calls.slice(before);
    expect(calls.map(({ method }) => method)).not.toContain('keys');
    return calls.filter(({ method }) => method === 'set').map(({ keys }) => keys.toSorted());
  };
  const both = ['conversation:c3', 'history:page:0'];
  expect(await written(rename('Mine'))).toEqual([both]);
  expect(await written(pin(true))).toEqual([[...both, 'history:marks'].toSorted()]);
  expect(await written(tag('work'))).toEqual([[...both, 'history:marks'].toSorted()]);
});

test('what is pinned is known before any page is read, and follows what happens to it', async () => {
  const { store, history } = await setUp(450);
  await history.mark('c3', pin(true));
  await history.mark('c3', rename('Mine'));
  const before = store.calls.length;
  const entry = { id: 'c3', title: 'Mine', updatedAt: 4, pinned: true };
  expect((await readHistoryHead(store)).pinned).toEqual([entry]);
  expect(store.calls.slice(before)).toHaveLength(1);
  await history.begin({ ...conversation(3), updatedAt: 9000 }, 'x');
  expect((await readHistoryHead(store)).pinned).toEqual([{ ...entry, updatedAt: 9000 }]);
  await history.mark('c3', pin(false));
  expect((await readHistoryHead(store)).pinned).toEqual([]);
});

test('tags are counted, and are gone with the last that has them', async () => {
  const { store, history } = await setUp(3);
  const tags = async () => (await readHistoryHead(store)).tags;
  await history.mark('c0', tag('work'));
  await history.mark('c1', tag('work'));
  await history.mark('c1', tag('__proto__'));
  expect(await tags()).toEqual(['work', '__proto__']);
  await history.mark('c0', tag('work', false));
  expect(await tags()).toEqual(['work', '__proto__']);
  await history.remove(['c1'], 1);
  expect(await tags()).toEqual([]);
});

test('an answer that ends knows nothing of a mark that was made meanwhile, and changes none', async () => {
  const { store, history } = await setUp(0);
  const begun = conversationOf([runningTurnOf('a')], 'c');
  await history.begin(begun, 'a');
  for (const mark of [rename('Mine'), pin(true), tag('work')]) await history.mark('c', mark);
  const ended = applyAnswerEvent(begun, { type: 'answer-end', askId: 'a', reason: 'complete' })!;
  await history.end(ended, 'a');
  const stored = await createHistory(store).load('c');
  expect(stored).toMatchObject({
    conversation: { title: 'Mine', renamed: true, pinned: true, tags: ['work'] },
  });
  await history.mark('c', rename(''));
  const again = conversationOf([turnOf('a'), turnOf('b')], 'c');
  await history.end({ ...again, title: 'Mine', renamed: true }, 'b');
  expect(await createHistory(store).load('c')).toMatchObject({
    conversation: { title: 'Question a' },
  });
});

test('a later question does not change the title that a user gave', async () => {
  const { store, history } = await setUp(1);
  const renamed = await history.mark('c0', rename('Mine'));
  const turn = runningTurnOf('next');
  const start = { type: 'answer-start', conversationId: 'c0', turn } as const;
  await history.begin(applyAnswerEvent(renamed!, start)!, 'next');
  const { entries } = await readHistoryList(store);
  expect(entries[0]?.title).toBe('Mine');
});

test('text that storage never took is stored along with a mark', async () => {
  const { store, history } = await setUp(1);
  store.setQuota(0);
  const longer = { ...conversation(0), turns: [turnOf('t0'), turnOf('unsaved')] };
  await expect(history.end(longer, 'unsaved')).rejects.toThrow('Quota');
  await expect(history.mark('c0', rename('A longer title than before'))).rejects.toThrow('Quota');
  store.setQuota();
  await history.mark('c0', rename('Mine'));
  expect(await createHistory(store).load('c0')).toMatchObject({
    conversation: { title: 'Mine', turns: longer.turns },
  });
});

test('there is nothing to mark where nothing can be read', async () => {
  const { store, history } = await setUp(1);
  store.plant('conversation:c0', 'damaged');
  expect(await history.mark('c0', pin(true))).toBeUndefined();
  expect(await history.mark('never', pin(true))).toBeUndefined();
});

test.each([
  { marks: 'text', told: { damaged: true, newer: false } },
  { marks: { version: 1, pinned: [7], tags: [] }, told: { damaged: true, newer: false } },
  { marks: { version: 1, pinned: [], tags: [7] }, told: { damaged: true, newer: false } },
  { marks: { version: 2 }, told: { damaged: false, newer: true } },
])('marks that cannot be read are told and left as they are: $marks', async ({ marks, told }) => {
  const { store, history } = await setUp(2);
  await history.mark('c0', pin(true));
  store.plant('history:marks', marks);
  await history.mark('c1', pin(true));
  expect(store.contents()['history:marks']).toBe(JSON.stringify(marks));
  expect(await readHistoryHead(store)).toMatchObject({ ...told, pinned: [], tags: [] });
});

test('rebuilding the list makes the marks anew of what the conversations say', async () => {
  const { store, history } = await setUp(450);
  await history.mark('c3', pin(true));
  await history.mark('c300', pin(true));
  await history.mark('c300', tag('work'));
  const before = JSON.parse(store.contents()['history:marks']!);
  store.plant('history:page:0', 'damaged');
  store.plant('history:marks', 'damaged');
  await history.rebuildList();
  expect(JSON.parse(store.contents()['history:marks']!)).toEqual(before);
  expect(store.contents()['damaged:history:marks:0']).toBe('"damaged"');
  expect((await readHistoryHead(store)).damaged).toBe(false);
});

test('a list of what is deleted that cannot be read is told, and what is in it comes back', async () => {
  const { store, history } = await setUp(3);
  await history.remove(['c1'], 5000);
  expect(await readHistoryHead(store)).toMatchObject({ deleted: [{ id: 'c1', at: 5000 }] });
  store.plant('history:deleted', 'damaged');
  expect(await readHistoryHead(store)).toMatchObject({ damaged: true, deleted: [] });
  expect(await history.rebuildList()).toEqual({ listed: 1, unreadable: 0 });
  expect((await readHistoryHead(store)).damaged).toBe(false);
});
