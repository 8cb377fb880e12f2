import { expect, test } from 'vitest';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

test('a question is on screen before any reply, and its answer follows', async () => {
  const bench = createBench();
  const { actions, state, answer, questions, shown } = createChat(bench);
  actions.setDraft('  Hello  ');
  actions.send();
  expect(questions()).toEqual(['Hello']);
  expect(answer()).toEqual({ text: '', state: 'running' });
  expect(state().draft).toBe('');
  expect(shown).toEqual([state().conversation.id]);
  await settle();
  await bench.yieldApart('Xin ', 'chào');
  expect(answer()).toEqual({ text: 'Xin chào', state: 'running' });
  bench.answer().end();
  await settle();
  expect(answer()).toEqual({ text: 'Xin chào', state: 'complete' });
  expect(questions()).toEqual(['Hello']);
  expect(state().conversation.title).toBe('Hello');
});

test('nothing is sent while the composer is blank, an answer runs or a conversation loads', async () => {
  const bench = createBench();
  const { actions, ask, state } = createChat(bench);
  await ask(' \n');
  expect(bench.provider.asked).toHaveLength(0);
  await ask('One');
  await ask('Two');
  expect(bench.provider.asked).toHaveLength(1);
  expect(state().draft).toBe('Two');
  actions.open(state().conversation.id);
  actions.send();
  expect(state().draft).toBe('Two');
});

test('stopping ends the running answer, and without one does nothing', async () => {
  const bench = createBench();
  const { actions, ask, answer } = createChat(bench);
  actions.stop();
  await ask('Hello');
  await bench.yieldApart('Half an');
  actions.stop();
  await settle();
  expect(answer()).toEqual({ text: 'Half an', state: 'stopped' });
});

test('a turn is asked again in its place, with the model now chosen', async () => {
  const bench = createBench();
  const { actions, ask, state, answer } = createChat(bench);
  await ask('Hello');
  bench.answer().fail(new Error('Oh no'));
  await settle();
  expect(answer()?.state).toBe('failed');
  actions.setModel('gpt-4o');
  const turn = state().conversation.turns[0]!;
  actions.retry(turn.id);
  expect(answer()).toEqual({ text: '', state: 'running' });
  actions.retry(turn.id);
  actions.retry('no such turn');
  await settle();
  expect(bench.provider.asked).toHaveLength(2);
  expect(bench.answer().model).toBe('gpt-4o');
  await bench.yieldApart('Better');
  bench.answer().end();
  await settle();
  expect(state().conversation.turns).toHaveLength(1);
  expect(answer()).toEqual({ text: 'Better', state: 'complete' });
});

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

test('what was typed since is not replaced by a refused question', async () => {
  const bench = createBench();
  const { actions, state } = createChat(bench);
  actions.setDraft('x'.repeat(2_000_001));
  actions.send();
  actions.setDraft('Shorter');
  await settle();
  expect(state()).toMatchObject({
    draft: 'Shorter',
    notice: { kind: 'refused', reason: 'too-large' },
    conversation: { turns: [], title: '' },
  });
});

test('a refused question brings its selected text back', async () => {
  const bench = createBench();
  const { link, state } = createChat(bench);
  link.open();
  const quote = 'x'.repeat(2_000_001);
  const selection = { action: 'explain', quote, language: 'English' } as const;
  await panelReady(link);
  bench.relay().offerToPanel(1, selection);
  await settle();
  expect(state().conversation.turns).toEqual([]);
  expect(state().selection).toEqual(selection);
});

test('a refused retry shows the earlier answer again', async () => {
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
  expect(here.state().conversation.turns).toEqual(there.state().conversation.turns);
  expect(here.questions()).toEqual(['Hello']);
  expect(here.state().draft).toBe('Another');
});

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

test('a conversation that is gone gives a new chat', async () => {
  const bench = createBench();
  const { open, state, shown } = createChat(bench);
  await open('gone');
  expect(state()).toMatchObject({ loading: false, notice: undefined, conversation: { turns: [] } });
  expect(state().conversation.id).not.toBe('gone');
  expect(shown.at(-1)).toBeUndefined();
});

test('a conversation that cannot be read is told so', async () => {
  const bench = createBench();
  bench.store.plant('conversation:c', { version: 9 });
  const { open, state } = createChat(bench);
  await open('c');
  expect(state()).toMatchObject({ loading: false, notice: { kind: 'unreadable' } });
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

test('what cannot be saved is told, and the answer goes on', async () => {
  const bench = createBench();
  bench.store.setQuota(0);
  const { ask, state, answer } = createChat(bench);
  await ask('Hello');
  expect(state().notice).toEqual({ kind: 'save-failed' });
  await bench.yieldApart('Hi');
  expect(answer()).toEqual({ text: 'Hi', state: 'running' });
});

test('models are listed, anew where asked', async () => {
  const bench = createBench();
  const { actions, state } = createChat(bench);
  actions.listModels(false);
  await settle();
  expect(state()).toMatchObject({ models: ['kept'], defaultModel: 'kept' });
  actions.listModels(true);
  await settle();
  expect(state().models).toEqual(['fresh']);
});

test('what is suggested stands in the composer, which takes the focus', () => {
  const { actions, state } = createChat(createBench());
  const before = state().focusCount;
  actions.suggest('Translate: ');
  expect(state()).toMatchObject({ draft: 'Translate: ', focusCount: before + 1 });
});

async function panelReady(link: ReturnType<typeof createChat>['link']) {
  link.send({ type: 'panel-ready', windowId: 1 });
  await settle();
}

test('an offer to ask puts the selected text above the composer of a new chat', async () => {
  const bench = createBench();
  const { link, actions, ask, state, questions } = createChat(bench);
  await panelReady(link);
  await ask('Earlier');
  const selection = { action: 'ask', quote: 'Some words', language: 'English' } as const;
  bench.relay().offerToPanel(1, selection);
  await settle();
  expect(questions()).toEqual([]);
  expect(state().selection).toEqual(selection);
  await ask('Why?');
  expect(bench.answer().messages).toEqual([
    { role: 'user', content: 'Why?\n\n"""\nSome words\n"""' },
  ]);
  expect(state().selection).toBeUndefined();
  actions.newChat();
  bench.relay().offerToPanel(1, selection);
  await settle();
  actions.dropSelection();
  await ask('Alone');
  expect(bench.answer().messages).toEqual([{ role: 'user', content: 'Alone' }]);
});

test('an offer of any other action is asked at once', async () => {
  const bench = createBench();
  const { link, state } = createChat(bench);
  await panelReady(link);
  bench.relay().offerToPanel(1, { action: 'translate', quote: 'Words', language: 'Vietnamese' });
  await settle();
  expect(bench.answer().messages[0]?.content).toMatch(/into Vietnamese.*\n\n"""\nWords\n"""$/);
  expect(state().conversation.turns[0]?.question).toEqual({
    text: '',
    action: 'translate',
    quote: 'Words',
    language: 'Vietnamese',
  });
});

test('an offer of a conversation opens it', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const { link, questions } = createChat(bench);
  link.send({ type: 'panel-show', windowId: 1, conversationId: id });
  await panelReady(link);
  expect(questions()).toEqual(['Hello']);
});
