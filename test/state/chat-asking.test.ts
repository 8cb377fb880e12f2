import { expect, test } from 'vitest';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from './chat-bench.ts';

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
  expect(answer()).toEqual({ text: 'Xin chào', latest: 'chào', state: 'running' });
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

test('a beginning gives way to another one, and goes before what was typed', async () => {
  const { actions, state } = createChat(createBench());
  actions.suggest('Explain: ');
  actions.suggest('Compare: ');
  expect(state().draft).toBe('Compare: ');
  actions.setDraft('tea and coffee');
  actions.suggest('Compare: ');
  expect(state().draft).toBe('Compare: tea and coffee');
  actions.suggest('Explain: ');
  expect(state().draft).toBe('Explain: Compare: tea and coffee');
});
