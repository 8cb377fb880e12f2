import { expect, test } from 'vitest';
import { readHistoryList } from '../../core/history-index.ts';
import { createLink } from '../../core/link.ts';
import { exportHead, exportJson, exportTail } from '../../core/transfer/export-format.ts';
import { createTransferStore } from '../../state/transfer-store.ts';
import { conversationOf, turnOf } from '../core/examples.ts';
import type { Bench } from '../core/relay/relay-bench.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { fileOf, readFixture } from '../core/transfer/import-bench.ts';
import { settle } from '../doubles/settle.ts';
import { storeConversation } from './chat-bench.ts';

function createTransfer(bench: Bench) {
  const files: { name: string; text: string }[] = [];
  let ids = 0;
  const world = { pause: async () => {}, imports: 0 };
  const transfer = createTransferStore({
    link: createLink(() => bench.connect(panel)),
    store: bench.store,
    translate: (key, ...rest) => [key, ...rest].join(' '),
    newId: () => {
      ids += 1;
      return `import-${ids}`;
    },
    now: bench.clock.now,
    pause: () => world.pause(),
    createSink: () => {
      const parts: string[] = [];
      return {
        write: (text) => void parts.push(text),
        save: (name) => void files.push({ name, text: parts.join('') }),
      };
    },
    onImported: () => {
      world.imports += 1;
    },
  });
  return { world, files, state: transfer.getState, actions: transfer.getState().actions };
}

const manyFile = (count: number) =>
  fileOf(
    exportHead(0) +
      Array.from({ length: count }, (_, index) =>
        exportJson(conversationOf([turnOf('a', { text: 'x'.repeat(1000) })], `c${index}`), !index),
      ).join('') +
      exportTail,
  );

const storedIn = (bench: Bench) =>
  Object.keys(bench.store.contents()).filter((key) => key.startsWith('conversation:'));

const listed = async (bench: Bench) =>
  (await readHistoryList(bench.store, { atLeast: 10_000 })).entries.length;

const preview = { messages: 2, present: 0, leftOut: 0, skipped: {} };

test('what was exported is brought in elsewhere, and the second time nothing is', async () => {
  const from = createBench();
  for (const text of ['Tea?', 'Coffee?']) await storeConversation(from, text);
  const there = createTransfer(from);
  await there.actions.exportAll('json');
  expect(there.state().exporting).toEqual({ kind: 'done', exported: 2, unreadable: 0 });
  const text = there.files[0]?.text ?? '';

  const to = createBench();
  to.clock.advance(1000);
  const here = createTransfer(to);
  await here.actions.check(fileOf(text));
  expect(here.state().importing).toEqual({
    kind: 'checked',
    preview: { ...preview, product: 'Aside', conversations: 2, messages: 4 },
  });
  expect(storedIn(to)).toEqual([]);
  await here.actions.start();
  expect(here.state().importing).toEqual({ kind: 'imported', ending: 'complete', added: 2 });
  const stored = (bench: Bench) =>
    storedIn(bench)
      .toSorted()
      .map((key) => JSON.parse(bench.store.contents()[key]!).conversation);
  expect(stored(to)).toEqual(stored(from));
  expect(await listed(to)).toBe(2);

  const before = to.store.contents();
  await here.actions.check(fileOf(text));
  expect(here.state().importing).toMatchObject({ preview: { conversations: 0, present: 2 } });
  await here.actions.start();
  expect(here.state().importing).toEqual({ kind: 'imported', ending: 'complete', added: 0 });
  expect(to.store.contents()).toEqual(before);
});

test('the preview says what is there already, what stays out and why', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  const text = await readFixture('chatgpt.json');
  const [cobalt, tea] = JSON.parse(text);
  await actions.check(fileOf(JSON.stringify([tea])));
  await actions.start();
  await actions.check(fileOf(JSON.stringify([...JSON.parse(text), cobalt, { no: 'chat' }])));
  expect(state().importing).toEqual({
    kind: 'checked',
    preview: {
      product: 'ChatGPT',
      conversations: 1,
      messages: 6,
      present: 1,
      leftOut: 3,
      skipped: { blank: 1, repeated: 1, damaged: 1 },
    },
  });
});

test('a conversation that was deleted here, or lost from the list, is told from one that is there', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  await actions.check(manyFile(3));
  await actions.start();
  bench.store.lose('history:page:0');
  bench.store.lose('conversation:c1');
  await actions.check(manyFile(3));
  expect(state().importing).toMatchObject({ preview: { conversations: 1, present: 2 } });
});

test('what was deleted a moment ago is offered, and comes in again', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  await actions.check(manyFile(3));
  await actions.start();
  await bench.view().send({ type: 'conversations-delete', conversationIds: ['c1'] });
  await actions.check(manyFile(3));
  expect(state().importing).toMatchObject({ preview: { conversations: 1, present: 2 } });
  await actions.start();
  expect(state().importing).toEqual({ kind: 'imported', ending: 'complete', added: 1 });
  expect(await listed(bench)).toBe(3);
});

test('batches wait for each other, and each is one write', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  await actions.check(manyFile(450));
  const { set } = bench.store;
  let writing = 0;
  bench.store.set = async (items) => {
    writing += 1;
    expect(writing).toBe(1);
    await settle();
    await set(items);
    writing -= 1;
  };
  const before = bench.store.calls.length;
  await actions.start();
  expect(state().importing).toEqual({ kind: 'imported', ending: 'complete', added: 450 });
  expect(bench.store.calls.slice(before).filter(({ method }) => method === 'set')).toHaveLength(5);
  expect(await listed(bench)).toBe(450);
});

test('a file that breaks off brings in nothing', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  const whole = await new Response(manyFile(300).stream()).text();
  await actions.check(fileOf(whole.slice(0, -100)));
  expect(state().importing).toEqual({
    kind: 'refused',
    problem: { kind: 'cut-off', line: 301, conversation: 300 },
  });
  await actions.start();
  expect(storedIn(bench)).toEqual([]);
});

test('a cancelled check leaves nothing behind', async () => {
  const bench = createBench();
  const { actions, state, world } = createTransfer(bench);
  let pauses = 0;
  world.pause = async () => {
    pauses += 1;
    if (pauses === 2) actions.cancelImport();
  };
  await actions.check(manyFile(450));
  expect(pauses).toBe(2);
  expect(state().importing).toBeUndefined();
  await actions.start();
  expect(storedIn(bench)).toEqual([]);
});

test('a preview can be put away', async () => {
  const { actions, state } = createTransfer(createBench());
  await actions.check(manyFile(3));
  actions.cancelImport();
  expect(state().importing).toBeUndefined();
  await actions.start();
  expect(state().importing).toBeUndefined();
});

function atSecondCall(act: () => void) {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls === 2) act();
  };
}

test('a cancelled import keeps whole conversations, says how many, and is resumed by another', async () => {
  const bench = createBench();
  const { actions, state, world } = createTransfer(bench);
  await actions.check(manyFile(450));
  world.pause = atSecondCall(actions.cancelImport);
  await actions.start();
  const added = storedIn(bench).length;
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThan(450);
  expect(state().importing).toEqual({ kind: 'imported', ending: 'cancelled', added });
  expect(world.imports).toBe(1);
  expect(await listed(bench)).toBe(added);
  await actions.check(manyFile(450));
  expect(state().importing).toMatchObject({
    preview: { conversations: 450 - added, present: added },
  });
  await actions.start();
  expect(state().importing).toEqual({ kind: 'imported', ending: 'complete', added: 450 - added });
  expect(world.imports).toBe(2);
  expect(await listed(bench)).toBe(450);
});

test('an import whose background dies is told, and importing again brings the rest', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  await actions.check(manyFile(450));
  const { set } = bench.store;
  let writes = 0;
  bench.store.set = async (items) => {
    writes += 1;
    if (writes === 3) bench.restartWorker();
    else await set(items);
  };
  await actions.start();
  bench.store.set = set;
  expect(state().importing).toEqual({ kind: 'imported', ending: 'broke-off', added: 200 });
  await actions.check(manyFile(450));
  await actions.start();
  expect(state().importing).toEqual({ kind: 'imported', ending: 'complete', added: 250 });
  expect(await listed(bench)).toBe(450);
});

test('an import that storage does not take is told, with what has come in', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  await actions.check(manyFile(450));
  bench.store.setQuota(300_000);
  await actions.start();
  expect(state().importing).toEqual({ kind: 'imported', ending: 'not-saved', added: 200 });
  expect(await listed(bench)).toBe(200);
});

test('an answer that runs meanwhile is answered and kept', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  await actions.check(manyFile(450));
  const asked = storeConversation(bench, 'Tea?');
  await actions.start();
  const id = await asked;
  expect(state().importing).toMatchObject({ ending: 'complete', added: 450 });
  const { entries } = await readHistoryList(bench.store);
  expect(entries[0]?.id).toBe(id);
  expect(await listed(bench)).toBe(451);
});

test('a cancelled export saves no file', async () => {
  const bench = createBench();
  const { actions, state, world, files } = createTransfer(bench);
  await actions.check(manyFile(100));
  await actions.start();
  world.pause = async () => actions.cancelExport();
  await actions.exportAll('markdown');
  expect(state().exporting).toEqual({ kind: 'cancelled' });
  expect(files).toEqual([]);
});

test('an export, also one that is cancelled, ends no import', async () => {
  const bench = createBench();
  const { actions, state, world } = createTransfer(bench);
  await actions.check(manyFile(450));
  world.pause = atSecondCall(() => {
    void actions.exportAll('json');
    actions.cancelExport();
  });
  await actions.start();
  expect(state()).toMatchObject({
    importing: { kind: 'imported', ending: 'complete', added: 450 },
    exporting: { kind: 'cancelled' },
  });
});

test('a file that is checked, and no longer, ends no export', async () => {
  const bench = createBench();
  const { actions, state, world, files } = createTransfer(bench);
  await actions.check(manyFile(100));
  await actions.start();
  let checking: Promise<void> | undefined;
  world.pause = async () => {
    if (checking) return;
    checking = actions.check(manyFile(3));
    actions.cancelImport();
  };
  await actions.exportAll('json');
  await checking;
  expect(state()).toMatchObject({
    importing: undefined,
    exporting: { kind: 'done', exported: 100 },
  });
  expect(files).toHaveLength(1);
});

test('an export from storage that cannot be read is told', async () => {
  const bench = createBench();
  const { actions, state } = createTransfer(bench);
  bench.store.failCall(1);
  await actions.exportAll('json');
  expect(state().exporting).toEqual({ kind: 'failed' });
});

test('one conversation is saved by its id', async () => {
  const bench = createBench();
  const { actions, files } = createTransfer(bench);
  const id = await storeConversation(bench, 'Is tea blue?');
  await actions.exportThese([id], 'markdown');
  await expect(actions.exportThese([id, 'gone'], 'json')).rejects.toThrow('cannot be read');
  expect(files).toHaveLength(1);
  expect(files[0]).toMatchObject({ name: 'Is tea blue.md' });
});
