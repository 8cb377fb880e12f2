import { expect, test } from 'vitest';
import { isTemporary } from '../../core/temporary.ts';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

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

test('words that are put to an action’s text are what is asked', async () => {
  const bench = createBench();
  const { actions, ask } = createChat(bench);
  actions.restore({ text: '', action: 'explain', quote: 'Words', language: 'English' });
  await ask('To a child?');
  expect(bench.answer().messages[0]?.content).toBe('To a child?\n\n"""\nWords\n"""');
  actions.newChat();
  actions.restore({ text: '', action: 'explain', quote: 'Words', language: 'English' });
  await ask('');
  expect(bench.answer().messages[0]?.content).toMatch(/^Explain/);
});

test('selected text, words and model are taken along into a temporary chat and out of it', async () => {
  const bench = createBench();
  const { actions, state } = createChat(bench);
  actions.restore({ text: 'Why?', action: 'ask', quote: 'Words', language: 'English' });
  actions.setModel('gpt-4o');
  for (const temporary of [true, false, true]) {
    actions.toggleTemporary();
    const { conversation, selection, draft, model } = state();
    expect(isTemporary(conversation.id)).toBe(temporary);
    expect([selection?.quote, draft, model]).toEqual(['Words', 'Why?', 'gpt-4o']);
  }
  await settle();
  actions.newChat();
  expect(state().selection).toBeUndefined();
});
