import { expect, test } from 'vitest';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

test('a chat whose conversation is deleted is a new one, and keeps what is being written', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const chat = createChat(bench);
  await chat.open(id);
  chat.actions.setDraft('Half a question');
  const { focusCount } = chat.state();
  await bench.view().send({ type: 'conversations-delete', conversationIds: [id] });
  expect(chat.state()).toMatchObject({
    conversation: { turns: [], title: '' },
    draft: 'Half a question',
    notice: undefined,
    focusCount,
  });
  expect(chat.state().conversation.id).not.toBe(id);
  expect(chat.shown.at(-1)).toBeUndefined();
});

test('a chat that slept while its conversation was deleted finds that out, and says nothing of a loss', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const chat = createChat(bench);
  await chat.open(id);
  bench.restartWorker();
  await settle();
  await bench.view().send({ type: 'conversations-delete', conversationIds: [id] });
  expect(bench.world.wakes).toBeGreaterThan(0);
  chat.actions.rejoin();
  await settle();
  expect(chat.state()).toMatchObject({ conversation: { turns: [] }, notice: undefined });
});

test('a chat shows the title that its conversation was given', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const chat = createChat(bench);
  await chat.open(id);
  const title = async (typed: string) => {
    const mark = { kind: 'title', title: typed } as const;
    await bench.view().send({ type: 'conversation-mark', conversationId: id, mark });
    return chat.state().conversation;
  };
  expect(await title('Mine')).toMatchObject({ title: 'Mine' });
  expect(await title('')).toMatchObject({ title: 'Hello' });
});

test('a chat that slept while everything was deleted says nothing of a loss either', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Hello');
  const chat = createChat(bench);
  await chat.open(id);
  bench.restartWorker();
  await settle();
  await bench.view().send({ type: 'history-clear' });
  expect(bench.world.wakes).toBeGreaterThan(0);
  chat.actions.rejoin();
  await settle();
  expect(chat.state()).toMatchObject({ conversation: { turns: [] }, notice: undefined });
  await chat.ask('And now?');
  expect(chat.questions()).toEqual(['And now?']);
});
