import { expect, test } from 'vitest';
import { keepDrafts } from '../../state/drafts.ts';
import { type Bench, createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

async function openPanel(bench: Bench, typed = '') {
  const chat = createChat(bench);
  chat.actions.setDraft(typed);
  const close = keepDrafts(chat.store, bench.store, bench.clock);
  await settle();
  return { ...chat, close };
}

const storedDrafts = (bench: Bench) =>
  Object.entries(bench.store.contents()).filter(([key]) => key.startsWith('draft:'));

test('each conversation has its draft, and so has a new chat, over closed panels', async () => {
  const bench = createBench();
  const [one, two] = [await storeConversation(bench, 'One'), await storeConversation(bench, 'Two')];
  const panel = await openPanel(bench);
  panel.actions.setDraft('For a new chat');
  await panel.open(one);
  expect(panel.state().draft).toBe('');
  panel.actions.setDraft('For one');
  await panel.open(two);
  panel.actions.setDraft('For two');
  panel.close();
  await settle();

  const reopened = await openPanel(bench);
  expect(reopened.state().draft).toBe('For a new chat');
  await reopened.open(one);
  expect(reopened.state().draft).toBe('For one');
  await reopened.open(two);
  expect(reopened.state().draft).toBe('For two');
  reopened.actions.newChat();
  await settle();
  expect(reopened.state().draft).toBe('For a new chat');
});

test('a draft is written once typing pauses, not with every key', async () => {
  const bench = createBench();
  const { actions } = await openPanel(bench);
  for (const draft of ['T', 'Ty', 'Typ']) actions.setDraft(draft);
  expect(storedDrafts(bench)).toEqual([]);
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([['draft:new', '"Typ"']]);
});

test('a conversation that loses its last turn shows the draft of a new chat again', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'One');
  const panel = await openPanel(bench, 'For a new chat');
  await panel.open(id);
  const [turn] = panel.state().conversation.turns;
  panel.store.setState(({ conversation }) => ({ conversation: { ...conversation, turns: [] } }));
  await settle();
  expect(turn).toBeDefined();
  expect(panel.state().draft).toBe('For a new chat');
});

test('what was typed behind a question that is taken back is stored all the while', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  await panel.ask('Hello');
  panel.actions.setDraft('Typed since');
  bench.clock.advance(500);
  await settle();
  panel.store.setState(({ conversation }) => ({ conversation: { ...conversation, turns: [] } }));
  for (let passed = 0; passed < 500; passed += 100) {
    await settle();
    expect(storedDrafts(bench).map(([, text]) => text)).toContain('"Typed since"');
    bench.clock.advance(100);
  }
  await settle();
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([['draft:new', '"Typed since"']]);
});

test('what was sent is no draft any more, and the next one belongs to its conversation', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  await panel.ask('Hello');
  panel.actions.setDraft('And then?');
  panel.close();
  await settle();
  const { id } = panel.state().conversation;
  expect(storedDrafts(bench)).toEqual([[`draft:${id}`, '"And then?"']]);
});

test('what was sent stays stored until the question surely is', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  await panel.ask('Hello');
  expect(storedDrafts(bench)).toEqual([['draft:new', '"Hello"']]);
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([]);
});

test('a new chat right after a question does not begin with that question', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  await panel.ask('Hello');
  panel.actions.newChat();
  await settle();
  expect(panel.state().draft).toBe('');
  expect(storedDrafts(bench)).toEqual([]);
});

test('a draft stays stored that is left before it was read', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'One');
  bench.store.plant(`draft:${id}`, 'For one');
  const panel = await openPanel(bench);
  const opening = panel.open(id);
  panel.actions.newChat();
  await opening;
  bench.clock.advance(500);
  panel.close();
  await settle();
  expect(storedDrafts(bench)).toEqual([[`draft:${id}`, '"For one"']]);
});

test('what is left is stored at once: nothing of it comes after all is deleted', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  await panel.ask('Hello');
  bench.clock.advance(500);
  panel.actions.setDraft('Half a thought');
  panel.actions.newChat();
  await settle();
  const [stored] = storedDrafts(bench);
  expect(stored?.[1]).toBe('"Half a thought"');
  bench.store.lose(stored?.[0] ?? '');
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([]);
});

test('a draft that is come back to over a temporary chat is the one that was left', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'One');
  const panel = await openPanel(bench);
  const opening = panel.open(id);
  panel.actions.setDraft('For one');
  panel.actions.toggleTemporary();
  panel.actions.newChat();
  panel.actions.open(id);
  await opening;
  await settle();
  expect(panel.state().draft).toBe('For one');
  panel.close();
  await settle();
  expect(storedDrafts(bench)).toEqual([[`draft:${id}`, '"For one"']]);
});

test('typed before it was read, and left: both are stored', async () => {
  const bench = createBench();
  bench.store.plant('draft:new', 'Kept');
  const chat = createChat(bench);
  const close = keepDrafts(chat.store, bench.store, bench.clock);
  chat.actions.setDraft('Typed');
  close();
  await settle();
  expect(storedDrafts(bench)).toEqual([['draft:new', JSON.stringify('Kept\n\nTyped')]]);
});

test('what was typed before the draft was read stands behind it', async () => {
  const bench = createBench();
  bench.store.plant('draft:new', 'Kept');
  const panel = await openPanel(bench, 'Typed');
  expect(panel.state().draft).toBe('Kept\n\nTyped');
});

test('a refused question is back in its new chat', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  const long = 'x'.repeat(2_000_001);
  panel.actions.setDraft(long);
  panel.actions.send();
  await settle();
  expect(panel.state().draft).toBe(long);
});

test('what was typed behind a question that is refused stands behind it', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  const long = 'x'.repeat(2_000_001);
  panel.actions.setDraft(long);
  panel.actions.send();
  panel.actions.setDraft('And then?');
  await settle();
  expect(panel.state().draft).toBe(`${long}\n\nAnd then?`);
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench).map(([key]) => key)).toEqual(['draft:new']);
});

test('a temporary chat leaves no draft anywhere', async () => {
  const bench = createBench();
  const panel = await openPanel(bench);
  panel.actions.toggleTemporary();
  panel.actions.setDraft('A secret');
  bench.clock.advance(1000);
  panel.close();
  expect(storedDrafts(bench)).toEqual([]);
});

test('a draft that storage cannot read or take is no reason to stop', async () => {
  const bench = createBench();
  bench.store.plant('draft:new', { not: 'a text' });
  const panel = await openPanel(bench);
  bench.store.refuseWrites(true);
  panel.actions.setDraft('On screen');
  bench.clock.advance(500);
  await settle();
  bench.store.refuseWrites(false);
  panel.actions.setDraft('On screen still');
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([['draft:new', '"On screen still"']]);
});

test('what was typed for a new chat goes along into a temporary one, and is stored no more', async () => {
  const bench = createBench();
  const panel = await openPanel(bench, 'Between us');
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([['draft:new', '"Between us"']]);
  panel.actions.toggleTemporary();
  expect(panel.state().draft).toBe('Between us');
  await settle();
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([]);
  panel.actions.newChat();
  await settle();
  expect(panel.state().draft).toBe('');
});

test('what was typed comes back out of a temporary chat in which nothing was asked', async () => {
  const bench = createBench();
  const panel = await openPanel(bench, 'By mistake');
  panel.actions.toggleTemporary();
  panel.actions.setDraft('By mistake, this one');
  panel.actions.toggleTemporary();
  await settle();
  expect(panel.state().draft).toBe('By mistake, this one');
  bench.clock.advance(500);
  await settle();
  expect(storedDrafts(bench)).toEqual([['draft:new', '"By mistake, this one"']]);
});
