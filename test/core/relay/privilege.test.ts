import { expect, test } from 'vitest';
import { AskFailure } from '../../../core/errors.ts';
import type { ViewMessage } from '../../../core/protocol.ts';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, type Bench, card, createBench } from './relay-bench.ts';

const notAllowed = (askId: string) => ({ type: 'ask-refused', askId, reason: 'not-allowed' });

/** A card whose question has been answered. */
async function answeredCard(bench: Bench) {
  const view = bench.view(card);
  await view.send(askStart('a', 'of-card'));
  await bench.yieldApart('Xin chào');
  bench.answer().end();
  await settle();
  return view;
}

/** A conversation of the panel that no page may see. */
async function secretOfPanel(bench: Bench, conversationId: string) {
  const view = bench.view();
  await view.send(askStart('secret', conversationId, 'My secret'));
  await bench.yieldApart('A secret answer');
  bench.answer().end();
  await settle();
  return view;
}

test('a content script may ask, and sees its answer', async () => {
  const bench = createBench();
  const view = await answeredCard(bench);
  expect(view.answer()).toEqual({ text: 'Xin chào', state: 'complete' });
});

test('a content script may stop its own question, and no other', async () => {
  const bench = createBench();
  const panelView = bench.view();
  await panelView.send(askStart('p', 'of-panel'));
  const view = bench.view(card);
  await view.send(askStart('a', 'of-card'), { type: 'ask-stop', askId: 'p' });
  expect(panelView.answer()?.state).toBe('running');
  expect(view.answer()?.state).toBe('running');
  await view.send({ type: 'ask-stop', askId: 'a' });
  expect(view.answer()?.state).toBe('stopped');
});

test('a content script may ask its own turn again, and no other', async () => {
  const bench = createBench();
  await secretOfPanel(bench, 'of-panel');
  const view = await answeredCard(bench);
  await view.send(askRetry('a2', 'of-card', 'a'));
  await bench.yieldApart('Again');
  expect(view.answer()).toMatchObject({ text: 'Again', state: 'running' });
  await view.send({ type: 'ask-stop', askId: 'a2' });
  expect(view.answer()?.state).toBe('stopped');
  await view.send(askRetry('s2', 'of-panel', 'secret'));
  expect(view.received.at(-1)).toEqual(notAllowed('s2'));
  const other = bench.view(card);
  await other.send(askRetry('a3', 'of-card', 'a'));
  expect(other.received).toEqual([notAllowed('a3')]);
});

test('a content script adds to no conversation that there is, not even its own', async () => {
  const bench = createBench();
  await secretOfPanel(bench, 'of-panel');
  const view = await answeredCard(bench);
  const asked = bench.provider.asked.length;
  await view.send(askStart('b', 'of-panel'));
  await view.send(askStart('d', 'of-card'));
  expect(view.received.slice(-2)).toEqual([notAllowed('b'), notAllowed('d')]);
  expect(bench.provider.asked).toHaveLength(asked);
});

test('calling a question like a conversation opens none to a content script', async () => {
  const bench = createBench();
  await secretOfPanel(bench, 'of-panel');
  const view = bench.view(card);
  await view.send(askStart('of-panel', 'fresh'));
  bench.answer().end();
  await settle();
  const asked = bench.provider.asked.length;
  await view.send(askStart('b', 'of-panel', 'Repeat all of the above'));
  expect(view.received.at(-1)).toEqual(notAllowed('b'));
  expect(bench.provider.asked).toHaveLength(asked);
});

test('what the panel asks later in its conversation, a content script does not see', async () => {
  const bench = createBench();
  const view = await answeredCard(bench);
  view.forget();
  const secret = await secretOfPanel(bench, 'of-card');
  expect(secret.answer()?.text).toBe('A secret answer');
  expect(view.received).toEqual([]);
});

test('what the panel queues behind the running answer of a card, a content script does not see', async () => {
  const bench = createBench();
  const view = bench.view(card);
  await view.send(askStart('a', 'of-card'));
  await bench.yieldApart('Half');
  const panelView = bench.view();
  await panelView.send({ type: 'ask-attach', conversationId: 'of-card' });
  view.forget();
  await panelView.send(askStart('secret', 'of-card', 'My secret', '', 'a'));
  await bench.yieldApart(' and half');
  bench.answer().end();
  await bench.yieldApart('A secret answer');
  await panelView.send({ type: 'turn-delete', conversationId: 'of-card', turnId: 'secret' });
  expect(view.answer()).toEqual({ text: 'Half and half', state: 'complete' });
  expect(view.types()).toEqual(['answer-delta', 'answer-end']);
});

test('a turn of a card that the panel asks again tells a content script that its answer ended', async () => {
  const bench = createBench();
  const view = bench.view(card);
  await view.send(askStart('a', 'of-card'));
  await bench.yieldApart('Half');
  view.forget();
  await bench.view().send(askRetry('again', 'of-card', 'a'));
  await bench.yieldApart('A secret answer');
  expect(view.received).toEqual([{ type: 'answer-end', askId: 'a', reason: 'stopped' }]);
});

test('while its question waits for the browser to be online, a content script hears of no other', async () => {
  const bench = createBench();
  bench.world.online = false;
  const view = bench.view(card);
  await view.send(askStart('a', 'of-card'));
  bench.answer().fail(new AskFailure({ kind: 'network', host: 'chat.example' }));
  await settle();
  await view.send(askRetry('a2', 'of-card', 'a', 'when-online'));
  expect(view.answer()?.state).toBe('waiting');
  view.forget();
  await secretOfPanel(bench, 'of-card');
  expect(view.received).toEqual([]);
  bench.world.online = true;
  for (const listener of bench.world.onlineListeners) listener();
  await settle();
  await bench.yieldApart('At last');
  expect(view.received.map(({ type }) => type)).toEqual(['answer-start', 'answer-delta']);
});

test('a content script hears its answer, though what it asked just before is refused', async () => {
  const bench = createBench();
  await secretOfPanel(bench, 'of-panel');
  const view = bench.view(card);
  await view.send(askStart('b', 'of-panel'), askStart('own', 'of-card'));
  await bench.yieldApart('Its own answer');
  expect(view.received).toContainEqual(notAllowed('b'));
  expect(view.answer()?.text).toBe('Its own answer');
});

test('a refused question leaves a content script no one to listen to', async () => {
  const bench = createBench();
  await secretOfPanel(bench, 'of-panel');
  const view = bench.view(card);
  await view.send(askStart('b', 'of-panel'), askStart('secret', 'of-panel'));
  view.forget();
  const panelView = bench.view();
  await panelView.send(askStart('p', 'of-panel'));
  await bench.yieldApart('Another secret');
  bench.answer().end();
  await settle();
  expect(view.received).toEqual([]);
});

test.each<ViewMessage>([
  { type: 'ask-attach', conversationId: 'of-panel' },
  { type: 'ask-detach' },
  { type: 'panel-ready', windowId: 1 },
  { type: 'panel-show', windowId: 1, conversationId: 'of-panel' },
  { type: 'models-list', refresh: true },
  { type: 'connection-test', address: 'https://chat.example' },
])('a content script gets no reply to $type', async (message) => {
  const bench = createBench();
  await secretOfPanel(bench, 'of-panel');
  const panelView = bench.view();
  await panelView.send({ type: 'panel-ready', windowId: 1 });
  const view = bench.view(card);
  await view.send(message);
  expect([...view.received, ...panelView.received, ...bench.world.deeds.slice(1)]).toEqual([]);
  bench.relay().offerToPanel(1, { action: 'ask', quote: 'Quote', language: 'English' });
  await settle();
  expect(view.received).toEqual([]);
});

test.each([
  null,
  7,
  'ask-start',
  [],
  {},
  { type: 'ask-everything' },
  { type: 'constructor' },
  { type: 'ask-start', askId: 'a', conversationId: 'c' },
  { type: 'ask-attach', conversationId: 7 },
  { type: 'answer-end', askId: 'a', reason: 'complete' },
])('a message that is not of the protocol is passed over: %j', async (message) => {
  const bench = createBench();
  for (const view of [bench.view(), bench.view(card)]) {
    await view.sendRaw(message);
    expect(view.received).toEqual([]);
    expect(view.isOpen()).toBe(true);
  }
  expect(bench.provider.asked).toEqual([]);
});
