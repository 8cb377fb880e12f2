import { expect, test } from 'vitest';
import { createBench } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';
import { createChat } from './chat-bench.ts';

test('a temporary chat goes on after the death of the worker, and is remembered nowhere', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  chat.actions.toggleTemporary();
  await chat.ask('A secret');
  await bench.yieldApart('Kept quiet');
  bench.answer().end();
  await settle();
  bench.restartWorker();
  await settle();
  await chat.ask('Another');
  expect(bench.answer().messages.map(({ content }) => content)).toEqual([
    'A secret',
    'Kept quiet',
    'Another',
  ]);
  await bench.yieldApart('Well');
  expect(chat.answer()).toEqual({ text: 'Well', state: 'running' });
  expect(chat.shown).toEqual([undefined]);
  expect(bench.store.contents()).toEqual({});
});

test('one whose worker dies mid-answer keeps what came, and can go on', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  chat.actions.toggleTemporary();
  await chat.ask('A secret');
  await bench.yieldApart('Half of');
  bench.restartWorker();
  await settle();
  expect(chat.answer()).toEqual({ text: 'Half of', state: 'interrupted' });
  chat.actions.retry(chat.state().conversation.turns[0]!.id, 'continue');
  await settle();
  await bench.yieldApart(' it.');
  bench.answer().end();
  await settle();
  expect(chat.answer()).toEqual({ text: 'Half of it.', state: 'complete' });
});

test('a turn of one is asked again after the worker has died beside it', async () => {
  const bench = createBench();
  const chat = createChat(bench);
  chat.actions.toggleTemporary();
  await chat.ask('A secret');
  await bench.yieldApart('Half of');
  chat.actions.stop();
  await settle();
  bench.restartWorker();
  await settle();
  chat.actions.retry(chat.state().conversation.turns[0]!.id);
  await settle();
  expect(bench.provider.asked).toHaveLength(2);
  await bench.yieldApart('All of it');
  bench.answer().end();
  await settle();
  expect(chat.answer()).toEqual({ text: 'All of it', state: 'complete' });
});
