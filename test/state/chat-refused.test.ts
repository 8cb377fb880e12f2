import { expect, test } from 'vitest';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

test('a refused question comes back to the composer, and the reason is told', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const [here, there] = [createChat(bench), createChat(bench)];
  await here.open(id);
  // Both ask before either hears of the other.
  here.actions.setDraft('Mine');
  there.actions.open(id);
  await settle();
  there.actions.setDraft('Theirs');
  here.actions.send();
  there.actions.send();
  await settle();
  expect(here.questions()).toEqual(['Hello', 'Mine']);
  expect(there.questions()).toEqual(['Hello', 'Mine']);
  expect(there.state()).toMatchObject({
    draft: 'Theirs',
    notice: { kind: 'refused', reason: 'busy' },
  });
  there.actions.dismissNotice();
  expect(there.state().notice).toBeUndefined();
});

test('a refused question comes back before what was typed since', async () => {
  const bench = createBench();
  const { actions, state } = createChat(bench);
  const long = 'x'.repeat(2_000_001);
  actions.setDraft(long);
  actions.send();
  actions.setDraft('Shorter');
  await settle();
  expect(state()).toMatchObject({
    draft: `${long}\n\nShorter`,
    notice: { kind: 'refused', reason: 'too-large' },
    conversation: { turns: [], title: '' },
  });
});

test('a refused question brings its selected text back', async () => {
  const bench = createBench();
  const { link, state } = createChat(bench);
  const quote = 'x'.repeat(2_000_001);
  const selection = { action: 'explain', quote, language: 'English' } as const;
  link.send({ type: 'panel-ready', windowId: 1 });
  await settle();
  bench.relay().offerToPanel(1, selection);
  await settle();
  expect(state().conversation.turns).toEqual([]);
  expect(state().selection).toEqual(selection);
});

test('a question after a turn that another view asks again waits for that', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello', 'Hi!');
  const [here, there] = [createChat(bench), createChat(bench)];
  await here.open(id);
  await there.open(id);
  const turn = here.state().conversation.turns[0]!;
  here.actions.setDraft('Another');
  there.actions.retry(turn.id);
  here.actions.send();
  await settle();
  await bench.yieldApart('Better');
  bench.answer().end();
  await settle();
  expect(bench.answer().messages.map(({ content }) => content)).toEqual([
    'Hello',
    'Better',
    'Another',
  ]);
  await bench.yieldApart('One more');
  bench.answer().end();
  await settle();
  expect(here.state().conversation.turns).toMatchObject(
    there.state().conversation.turns.map(({ id, answer }) => ({ id, answer })),
  );
  expect(here.questions()).toEqual(['Hello', 'Another']);
  expect(here.state().draft).toBe('');
});

test('a turn that is to be asked again while another answer runs is refused with a word', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  await chat.ask('Hello');
  bench.answer().fail(new TypeError('x'));
  await settle();
  await chat.ask('Another');
  chat.actions.retry(chat.state().conversation.turns[0]!.id);
  expect(chat.state().notice).toEqual({ kind: 'refused', reason: 'busy' });
  expect(bench.provider.asked).toHaveLength(2);
});

test('that a new version waits is said beside whatever else there is to say', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  await chat.ask('Hello');
  bench.relay().announceUpdate();
  await settle();
  bench.store.refuseWrites(true);
  bench.answer().end();
  await settle();
  expect(chat.state()).toMatchObject({ notice: { kind: 'save-failed' }, updateReady: true });
  chat.actions.newChat();
  expect(chat.state()).toMatchObject({ notice: undefined, updateReady: true });
  chat.actions.dismissUpdate();
  expect(chat.state().updateReady).toBe(false);
});
