import { expect, test } from 'vitest';
import type { SelectionOffer } from '../../../core/protocol.ts';
import { settle } from '../../doubles/settle.ts';
import { askStart, card, createBench } from './relay-bench.ts';

const selection: SelectionOffer = { action: 'explain', quote: 'Some words', language: 'English' };
const offer = { type: 'ask-offer', selection };
const ready = (windowId: number) => ({ type: 'panel-ready', windowId }) as const;

test('a panel that is there gets an offer for its window at once', async () => {
  const bench = createBench();
  const [here, elsewhere, page] = [bench.view(), bench.view(), bench.view()];
  await here.send(ready(1));
  await elsewhere.send(ready(2));
  bench.relay().offerToPanel(1, selection);
  await settle();
  expect(here.received).toEqual([offer]);
  expect([...elsewhere.received, ...page.received]).toEqual([]);
  expect(bench.world.deeds).toEqual([]);
});

test('an offer waits for a panel that has yet to open, and is taken once', async () => {
  const bench = createBench();
  bench.relay().offerToPanel(1, selection);
  expect(bench.world.wakes).toBe(1);
  const elsewhere = bench.view();
  await elsewhere.send(ready(2));
  expect(elsewhere.received).toEqual([]);
  const first = bench.view();
  await first.send(ready(1));
  expect(first.received).toEqual([offer]);
  const second = bench.view();
  await second.send(ready(1));
  expect(second.received).toEqual([]);
});

test('a newer offer takes the place of one that waits', async () => {
  const bench = createBench();
  bench.relay().offerToPanel(1, selection);
  bench.relay().offerToPanel(1, { ...selection, quote: 'Other words' });
  const view = bench.view();
  await view.send(ready(1));
  expect(view.received).toEqual([
    { type: 'ask-offer', selection: { ...selection, quote: 'Other words' } },
  ]);
});

test('a panel that has closed takes nothing: the offer waits for the next one', async () => {
  const bench = createBench();
  const closed = bench.view();
  await closed.send(ready(1));
  closed.close();
  await settle();
  bench.relay().offerToPanel(1, selection);
  expect(bench.world.wakes).toBe(1);
  const next = bench.view();
  await next.send(ready(1));
  expect(next.received).toEqual([offer]);
});

test('a card takes the offer for its tab when it connects', async () => {
  const bench = createBench();
  bench.relay().offerToCard(7, selection);
  const elsewhere = bench.view({ ...card, tabId: 8 });
  const page = bench.view({ privilege: 'extension-page', tabId: 7 });
  const view = bench.view(card);
  const second = bench.view(card);
  await settle();
  expect(view.received).toEqual([offer]);
  expect([...elsewhere.received, ...page.received, ...second.received]).toEqual([]);
});

test('a page shows a conversation in the panel of a window', async () => {
  const bench = createBench();
  const popup = bench.view();
  await popup.send({ type: 'panel-show', windowId: 1, conversationId: 'c' });
  const view = bench.view();
  await view.send(ready(1));
  expect(view.received).toEqual([{ type: 'ask-offer', conversationId: 'c' }]);
});

test('a card goes on in the panel of its own window, amid its answer', async () => {
  const bench = createBench();
  const view = bench.view(card);
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ');
  await view.send({ type: 'panel-open', conversationId: 'c' });
  expect(bench.world.deeds.at(-1)).toBe('open panel 1');
  expect(bench.world.wakes).toBe(2);
  const panelView = bench.view();
  await panelView.send(ready(1));
  expect(panelView.received).toEqual([{ type: 'ask-offer', conversationId: 'c' }]);
  await panelView.send({ type: 'ask-attach', conversationId: 'c' });
  await bench.yieldApart('chào');
  expect(panelView.answer()).toEqual({ text: 'Xin chào', latest: 'chào', state: 'running' });
});

test('a view of no window opens no panel', async () => {
  const bench = createBench();
  const view = bench.view({ privilege: 'content-script', tabId: 7 });
  await view.send({ type: 'panel-open', conversationId: 'c' });
  expect(bench.world.deeds).toEqual([]);
});

test('models and the test of a server are told to the page that asked', async () => {
  const bench = createBench();
  const [asking, other] = [bench.view(), bench.view()];
  await asking.send(
    { type: 'models-list', refresh: false },
    { type: 'models-list', refresh: true },
    { type: 'connection-test', address: 'https://chat.example' },
  );
  expect(asking.received).toEqual([
    { type: 'models', models: ['kept'], defaultModel: 'kept' },
    { type: 'models', models: ['fresh'], defaultModel: 'kept' },
    {
      type: 'connection-result',
      address: 'https://chat.example',
      finding: { kind: 'models', models: ['model of https://chat.example'] },
    },
  ]);
  expect(other.received).toEqual([]);
});

test('a card opens the side panel once, however often its port asks', async () => {
  const bench = createBench();
  const view = bench.view(card);
  await view.send(askStart('a', 'c'));
  const open = { type: 'panel-open', conversationId: 'c' } as const;
  await view.send(open, open, open);
  expect(bench.world.deeds.filter((deed) => deed.startsWith('open panel'))).toHaveLength(1);
});

test('of two panels of a window, as a tab may show one too, the newer gets the offer', async () => {
  const bench = createBench();
  const [older, newer] = [bench.view(), bench.view()];
  await older.send(ready(1));
  await newer.send(ready(1));
  bench.relay().offerToPanel(1, selection);
  await settle();
  expect([older.received, newer.received]).toEqual([[], [offer]]);
});

test('where a tab shows the panel, the one beside the page gets the offer all the same', async () => {
  const bench = createBench();
  const docked = bench.view();
  await docked.send(ready(1));
  const tab = bench.view({ privilege: 'extension-page', tabId: 9 });
  await tab.send(ready(1));
  bench.relay().offerToPanel(1, selection);
  await settle();
  expect([docked.received, tab.received]).toEqual([[offer], []]);
});
