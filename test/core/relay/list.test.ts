import { expect, test } from 'vitest';
import type { Mark } from '../../../core/conversation-marks.ts';
import type { ViewMessage } from '../../../core/protocol.ts';
import { temporaryId } from '../../../core/temporary.ts';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, type Bench, card, createBench } from './relay-bench.ts';

const day = 86_400_000;

/** A view that shows a conversation whose answer is complete. */
async function answered(bench: Bench, id = 'c') {
  const view = bench.view();
  await view.send(askStart(`ask ${id}`, id, `Secret of ${id}`));
  await bench.yieldApart(`Secret answer of ${id}`);
  bench.answer().end();
  await settle();
  view.forget();
  return view;
}

const holding = (bench: Bench, text: string) =>
  Object.entries(bench.store.contents()).filter((entry) => entry.join(' ').includes(text));
const remove = (...conversationIds: string[]) =>
  ({ type: 'conversations-delete', conversationIds }) as const;
const say = (conversationId: string, mark: Mark) =>
  ({ type: 'conversation-mark', conversationId, mark }) as const;
const restore = (...conversationIds: string[]) =>
  ({ type: 'conversations-restore', conversationIds }) as const;
/** A further question. */
const askOn = (askId: string, conversationId: string): ViewMessage => ({
  type: 'ask-start',
  askId,
  conversationId,
  question: { text: 'And then?' },
  model: '',
  after: `ask ${conversationId}`,
});
const advance = async (bench: Bench, milliseconds: number) => {
  bench.clock.advance(milliseconds);
  await settle();
};

test('a new title is told to all pages that show the conversation, and to no script in a page', async () => {
  const bench = createBench();
  const asker = bench.view(card);
  await asker.send(askStart('a', 'c'));
  const shows = bench.view();
  await shows.send({ type: 'ask-attach', conversationId: 'c' });
  const list = bench.view();
  asker.forget();
  await list.send(say('c', { kind: 'title', title: 'Mine' }));
  expect(shows.received.at(-1)).toEqual({
    type: 'conversation-renamed',
    conversationId: 'c',
    title: 'Mine',
  });
  expect([...asker.received, ...list.received]).toEqual([]);
  const late = bench.view();
  await late.send({ type: 'ask-attach', conversationId: 'c' });
  expect(late.conversation()).toMatchObject({ title: 'Mine', renamed: true });
  bench.answer().end();
  await settle();
  const later = bench.view();
  await later.send({ type: 'ask-attach', conversationId: 'c' });
  expect(later.conversation()).toMatchObject({ title: 'Mine', turns: [{ id: 'a' }] });
});

test('what is done with the list and storage does not take is told to who wanted it', async () => {
  const bench = createBench();
  const view = await answered(bench);
  bench.store.refuseWrites(true);
  const wishes = [
    say('c', { kind: 'title', title: 'Mine' }),
    say('c', { kind: 'pin', pinned: true }),
    say('c', { kind: 'tag', tag: 'work', tagged: true }),
    remove('c'),
    { type: 'history-clear' },
  ] as const;
  for (const wish of wishes) {
    view.forget();
    await view.send(wish);
    expect(view.received.at(-1)).toEqual({ type: 'history-failed', reason: 'not-saved' });
  }
  bench.store.refuseWrites(false);
  view.forget();
  await view.send(say('never', { kind: 'pin', pinned: true }));
  expect(view.received).toEqual([{ type: 'history-failed', reason: 'not-there' }]);
});

test('a deletion is told to who shows it, and is over in storage ten seconds later', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  expect(view.received).toEqual([
    { type: 'conversation-missing', conversationId: 'c', reason: 'deleted' },
  ]);
  await advance(bench, 9_999);
  expect(holding(bench, 'Secret')).not.toEqual([]);
  expect(bench.world.awake).toBe(1);
  await advance(bench, 1);
  expect(holding(bench, 'Secret')).toEqual([]);
  expect(bench.world).toMatchObject({ awake: 0, alarm: undefined });
  view.forget();
  await view.send(restore('c'));
  expect(view.received).toEqual([{ type: 'history-failed', reason: 'not-there' }]);
});

test('a deletion is undone, and nothing is erased then', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  await view.send(restore('c'));
  await advance(bench, 60_000);
  await view.send({ type: 'ask-attach', conversationId: 'c' });
  expect(view.answer()?.text).toBe('Secret answer of c');
  expect(bench.world).toMatchObject({ awake: 0, alarm: undefined });
});

test('two deletions end each at its own time', async () => {
  const bench = createBench();
  const view = await answered(bench, 'one');
  await answered(bench, 'two');
  await view.send(remove('one'));
  await advance(bench, 6_000);
  await view.send(remove('two'));
  await advance(bench, 4_000);
  expect(holding(bench, 'Secret of one')).toEqual([]);
  expect(holding(bench, 'Secret of two')).not.toEqual([]);
  await advance(bench, 6_000);
  expect(holding(bench, 'Secret of two')).toEqual([]);
});

test('where the worker dies, the next one undoes a deletion or finishes it', async () => {
  for (const undone of [true, false]) {
    const bench = createBench();
    const view = await answered(bench);
    await view.send(remove('c'));
    expect(bench.world.alarm).toBe(0.5);
    await advance(bench, 5_000);
    bench.restartWorker();
    await settle();
    if (undone) await bench.view().send(restore('c'));
    await advance(bench, 4_999);
    expect(holding(bench, 'Secret')).not.toEqual([]);
    await advance(bench, 1);
    expect(holding(bench, 'Secret').length > 0).toBe(undone);
  }
});

test('a deletion whose time is over while no worker runs is finished by the next', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  bench.clock.advance(1);
  bench.restartWorker();
  bench.clock.advance(60_000);
  await settle();
  expect(holding(bench, 'Secret')).toEqual([]);
});

test('an erasing that fails is tried again when the alarm rings', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  const { remove: removeKeys } = bench.store;
  bench.store.remove = () => Promise.reject(new Error('No'));
  await advance(bench, 10_000);
  expect(bench.world.alarm).toBe(0.5);
  bench.store.remove = removeKeys;
  for (const ring of bench.world.alarmListeners) ring();
  await settle();
  expect(holding(bench, 'Secret')).toEqual([]);
  expect(bench.world.alarm).toBeUndefined();
});

test('a clock that was put back does not keep what is deleted', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  const at = bench.clock.now() + 7 * day;
  bench.store.plant('history:deleted', { version: 1, deleted: [{ id: 'c', at }] });
  bench.restartWorker();
  await settle();
  expect(holding(bench, 'Secret of c')).toEqual([]);
});

test('an answer that runs in it is stopped first, and its text is brought back with the rest', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('As far as it came');
  const other = bench.view();
  await other.send(remove('c'));
  expect(bench.answer().options.signal?.aborted).toBe(true);
  expect(view.received.slice(-2)).toEqual([
    { type: 'answer-end', askId: 'a', reason: 'stopped' },
    { type: 'conversation-missing', conversationId: 'c', reason: 'deleted' },
  ]);
  await other.send(restore('c'));
  await other.send({ type: 'ask-attach', conversationId: 'c' });
  expect(other.answer()).toEqual({ text: 'As far as it came', state: 'stopped' });
});

test('a question that is about to be asked in it is stopped too', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(askOn('b', 'c'), remove('c'));
  await advance(bench, 10_000);
  expect(bench.world.awake).toBe(0);
  expect(holding(bench, 'Secret')).toEqual([]);
});

test('nothing can be asked in what is deleted', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  view.forget();
  await view.send(askOn('b', 'c'));
  await view.send(askRetry('d', 'c', 'ask c'));
  expect(view.received).toEqual([
    { type: 'ask-refused', askId: 'b', reason: 'not-saved' },
    { type: 'ask-refused', askId: 'd', reason: 'not-saved' },
  ]);
});

test('a question that waits for a connection is not sent once it is deleted, unless brought back', async () => {
  for (const undone of [true, false]) {
    const bench = createBench();
    const view = bench.view();
    await view.send(askStart('a', 'c'));
    bench.answer().end();
    await settle();
    bench.world.online = false;
    await view.send(askRetry('b', 'c', 'a', 'when-online'));
    await view.send(remove('c'));
    if (undone) await view.send(restore('c'));
    await advance(bench, 10_000);
    bench.world.online = true;
    for (const listener of bench.world.onlineListeners) listener();
    await settle();
    expect(bench.provider.asked).toHaveLength(undone ? 2 : 1);
  }
});

test('which answers run is told to views that show the list, and to no other', async () => {
  const bench = createBench();
  const list = bench.view();
  const idle = bench.view();
  await list.send({ type: 'history-watch', watches: true });
  const asker = bench.view();
  await asker.send(askStart('a', 'c'));
  await bench.yieldApart('Some', ' text');
  bench.answer().end();
  await settle();
  const running = (...conversationIds: string[]) => ({ type: 'history-running', conversationIds });
  expect(list.received).toEqual([running(), running('c'), running()]);
  expect(idle.received).toEqual([]);
  list.forget();
  await list.send({ type: 'history-watch', watches: false });
  await asker.send(askStart('b', 'd'));
  expect(list.received).toEqual([]);
});

test('all that is kept of any conversation goes at once, what runs is stopped, settings stay', async () => {
  const bench = createBench();
  bench.store.plant('settings', { version: 1, theme: 'dark' });
  const view = await answered(bench);
  const asker = bench.view();
  await asker.send(askStart('a', 'd', 'Secret of d'));
  await bench.yieldApart('Secret answer');
  await advance(bench, 1000);
  asker.forget();
  const options = bench.view();
  await options.send({ type: 'history-clear' });
  expect(options.received).toEqual([{ type: 'history-cleared' }]);
  expect(view.received.at(-1)).toMatchObject({ reason: 'deleted', conversationId: 'c' });
  expect(asker.received.at(-1)).toMatchObject({ reason: 'deleted', conversationId: 'd' });
  expect(Object.keys(bench.store.contents())).toEqual(['settings']);
  await advance(bench, 60_000);
  expect(Object.keys(bench.store.contents())).toEqual(['settings']);
});

test('where the worker dies while all goes, the next one goes on', async () => {
  const bench = createBench();
  await answered(bench);
  const { remove: removeKeys } = bench.store;
  bench.store.remove = () => new Promise(() => {});
  await bench.view().send({ type: 'history-clear' });
  bench.store.remove = removeKeys;
  bench.restartWorker();
  await settle();
  expect(bench.store.contents()).toEqual({});
});

/** Conversations that last changed so many days ago, in order. */
async function seeded(days: readonly number[]) {
  const bench = createBench();
  for (const ago of days) {
    await answered(bench, `of ${ago} days`);
  }
  const now = bench.clock.now();
  for (const [key, json] of Object.entries(bench.store.contents())) {
    if (!/^(conversation|history:page):/.test(key)) continue;
    const aged = JSON.parse(json, function (name, value) {
      const id: unknown = this.id;
      const ago = typeof id === 'string' && /of (\d+) days/.exec(id)?.[1];
      return name === 'updatedAt' && ago ? now - Number(ago) * day : value;
    });
    bench.store.plant(key, aged);
  }
  return bench;
}

const kept = (bench: Bench) =>
  Object.keys(bench.store.contents())
    .filter((key) => key.startsWith('conversation:'))
    .map((key) => /of (\d+) days/.exec(key)?.[1]);

test('what has not changed for the chosen time is deleted by itself, but for what is pinned', async () => {
  const bench = await seeded([400, 100, 91, 89, 31, 1]);
  await bench.view().send(say('of 100 days', { kind: 'pin', pinned: true }));
  bench.restartWorker();
  await settle();
  expect(kept(bench)).toHaveLength(6);
  expect(bench.world.alarm).toBeUndefined();
  bench.world.settings = { ...bench.world.settings, deleteAfterDays: 90 };
  bench.restartWorker();
  await settle();
  expect(kept(bench)).toEqual(['100', '89', '31', '1']);
  expect(bench.world.alarm).toBe(24 * 60);
  expect(holding(bench, 'of 400 days')).toEqual([]);
});

test('it is looked for once a day at most, and by the alarm while the worker lives', async () => {
  const bench = await seeded([31, 29]);
  bench.world.settings = { ...bench.world.settings, deleteAfterDays: 30 };
  bench.restartWorker();
  await settle();
  expect(kept(bench)).toEqual(['29']);
  const ring = async () => {
    for (const listener of bench.world.alarmListeners) listener();
    await settle();
  };
  await advance(bench, day - 1);
  bench.store.plant('history:page:0', JSON.parse(bench.store.contents()['history:page:0']!));
  const before = bench.store.calls.length;
  await ring();
  expect(bench.store.calls.slice(before).flatMap(({ keys }) => keys)).not.toContain(
    'history:page:0',
  );
  await advance(bench, 2 * day);
  await ring();
  expect(kept(bench)).toEqual([]);
});

test('with settings that cannot be read nothing is deleted by itself', async () => {
  const bench = await seeded([400]);
  bench.world.settings = undefined as never;
  bench.restartWorker();
  await settle();
  expect(kept(bench)).toEqual(['400']);
});

test('what cannot be read, or has a question that runs, is not deleted by itself', async () => {
  const bench = await seeded([400, 300]);
  bench.store.plant('conversation:of 400 days', 'damaged');
  bench.world.settings = { ...bench.world.settings, deleteAfterDays: 30 };
  bench.restartWorker();
  const view = bench.view();
  await view.send(askOn('b', 'of 300 days'));
  expect(kept(bench)).toEqual(['400', '300']);
});

test('a temporary chat is not stored, so it stays when all that is stored goes', async () => {
  const bench = createBench();
  const view = bench.view();
  const id = temporaryId('t');
  await view.send(askStart('a', id));
  await answered(bench);
  await bench.view().send({ type: 'history-clear' });
  expect(view.types()).not.toContain('conversation-missing');
  expect(bench.provider.asked[0]?.options.signal?.aborted).toBe(false);
});

test('a question that waits and is brought back rings the alarm again, should the worker sleep', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  bench.answer().end();
  await settle();
  bench.world.online = false;
  await view.send(askRetry('b', 'c', 'a', 'when-online'));
  await view.send(remove('c'));
  await advance(bench, 5000);
  await view.send(restore('c'));
  expect(bench.world.looking).toBe(true);
});

test('to bring back once more what is back already stops no answer there', async () => {
  const bench = createBench();
  const view = await answered(bench);
  await view.send(remove('c'));
  await view.send(restore('c'));
  await view.send({ type: 'ask-attach', conversationId: 'c' }, askOn('b', 'c'));
  expect(bench.provider.asked).toHaveLength(2);
  await view.send(restore('c'));
  expect(bench.answer().options.signal?.aborted).toBe(false);
  expect(view.received).toContainEqual({ type: 'history-failed', reason: 'not-there' });
});

test('where not all goes at once, the rest is looked for again', async () => {
  const bench = createBench();
  await answered(bench);
  const { remove: removeKeys } = bench.store;
  bench.store.remove = () => Promise.reject(new Error('Storage is failing'));
  const options = bench.view();
  await options.send({ type: 'history-clear' });
  expect(options.received).toEqual([{ type: 'history-failed', reason: 'not-saved' }]);
  expect(bench.world.alarm).toBeDefined();
  // What is asked meanwhile would go with the rest.
  const panel = bench.view();
  await panel.send(askStart('new', 'new'));
  expect(panel.received).toEqual([{ type: 'ask-refused', askId: 'new', reason: 'not-saved' }]);
  bench.store.remove = removeKeys;
  bench.restartWorker();
  await settle();
  expect(bench.store.contents()).toEqual({});
  const again = bench.view();
  await again.send(askStart('again', 'new'));
  expect(again.types()).toEqual(['answer-start']);
});
