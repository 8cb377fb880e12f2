import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { entryOf } from '../../core/conversation-marks.ts';
import { parseDeletions } from '../../core/deletions.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { storedPage } from '../../core/history-pages.ts';
import { storedConversation } from '../../core/stored-conversation.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';
import { conversationOf, turnOf } from './examples.ts';
import { createHistoryModel } from './history-model.ts';

/** Three pages of the index with four conversations each, some of them marked. */
const old = Array.from(
  { length: 12 },
  (_, index): Conversation => ({
    ...conversationOf([turnOf(`t${index}`)], `old${index}`),
    updatedAt: index + 1,
    ...(index % 3 === 0 ? { pinned: true, tags: ['work'] } : {}),
  }),
);
const pageOf = (index: number) => Math.floor(index / 4);
const records = old.map((each, index) => storedConversation(each, pageOf(index)));
const pages = [0, 1, 2].map((page) =>
  storedPage({
    entries: old.filter((_, index) => pageOf(index) === page).map(entryOf),
    strange: [],
  }),
);
const marks = {
  version: 1,
  pinned: old.filter(({ pinned }) => pinned).map(entryOf),
  tags: [{ tag: 'work', count: 4 }],
};
const contents: Readonly<Record<string, string>> = Object.fromEntries([
  ['history:newest', '2'],
  ['history:marks', JSON.stringify(marks)],
  ...pages.map((page, number) => [`history:page:${number}`, JSON.stringify(page)]),
  ...records.map((record) => [`conversation:${record.conversation.id}`, JSON.stringify(record)]),
]);

/** Some that are new and some from each page. */
const driven = ['new0', 'new1', 'old3', 'old6', 'old11'];

const damage = {
  number: 7,
  null: null,
  newer: { version: 99, entries: [], conversation: {} },
  hollow: { version: 1, entries: 7, conversation: { turns: [{}] } },
};

/** What is done, and to which of the conversations, keys and so on. */
const anyStep = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(fc.constantFrom('ask', 'piece', 'end'), fc.nat(4)) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('load', 'restart', 'rebuild'), fc.nat(4)) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('rename', 'pin', 'unpin', 'tag'), fc.nat(4)) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('remove', 'restore', 'erase'), fc.nat(4)) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('break off and delete'), fc.nat(4)) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('fail', 'die', 'die after'), fc.nat(12)) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('fill', 'make room'), fc.constant(0)) },
);
const anyDamage = fc.tuple(
  fc.constantFrom('damage', 'lose', 'misplace'),
  fc.constantFrom(
    'conversation:',
    'conversation:new',
    'history:page:',
    'history:newest',
    'history:marks',
    'piece:',
  ),
  fc.nat(1000),
  fc.constantFrom<keyof typeof damage>('number', 'null', 'newer', 'hollow'),
);
type Step = readonly [string, number] | readonly [string, string, number, keyof typeof damage];

/** A storage with many conversations, and what may happen to it. */
function createWorld() {
  const store = createMemoryStore(contents);
  const model = createHistoryModel(store, driven);
  const undo: (() => void)[] = [];
  let harmed = false;

  const harm = async (
    what: string,
    prefix: string,
    index: number,
    kind: keyof typeof damage,
  ): Promise<void> => {
    await model.rebuilt();
    const keys = Object.keys(store.contents()).filter((key) => key.startsWith(prefix));
    const key = keys[index % keys.length];
    if (key === undefined) return;
    harmed = true;
    const isPage = prefix === 'history:page:';
    if (what === 'damage') {
      store.plant(key, damage[kind]);
      model.noteDamage(key);
    } else if (what === 'lose' && prefix.startsWith('history:')) {
      store.lose(key);
      model.damaged.delete(key);
      model.misplaced.delete(key);
    } else if (what === 'misplace' && isPage && !model.damaged.has(key)) {
      const page = JSON.parse(store.contents()[key]!);
      const strange = { strange: `${key} ${index}` };
      page.entries.splice(index % (page.entries.length + 1), 1, strange);
      store.plant(key, page);
      model.misplaced.set(key, JSON.stringify(strange));
    }
  };

  const act = async (step: Step) => {
    if (step.length === 4) return harm(...step);
    const [action, number] = step;
    const one = model.all[number % model.all.length]!;
    if (action === 'ask') await model.ask(one);
    if (action === 'piece') await model.piece(one);
    if (action === 'end') await model.end(one);
    if (action === 'load') await model.load(one);
    if (action === 'restart') model.restart();
    if (action === 'rename') await model.mark(one, { kind: 'title', title: `Title ${number}` });
    if (action === 'pin') await model.mark(one, { kind: 'pin', pinned: true });
    if (action === 'unpin') await model.mark(one, { kind: 'pin', pinned: false });
    if (action === 'tag') await model.mark(one, { kind: 'tag', tag: 'work', tagged: true });
    if (action === 'break off and delete') {
      model.restart();
      await model.remove(one);
      await model.erase(one);
    }
    if (action === 'remove') await model.remove(one);
    if (action === 'restore') await model.restore(one);
    if (action === 'erase') await model.erase(one);
    if (action === 'rebuild') {
      harmed = true;
      model.rebuild();
    }
    if (action === 'fail') undo.push(store.failCall(number + 1));
    if (action === 'die') model.dieAtCall(number + 1, false);
    if (action === 'die after') model.dieAtCall(number + 1, true);
    if (action === 'fill') store.setQuota(0);
    if (action === 'make room') store.setQuota();
  };

  const heal = () => {
    for (const each of undo) each();
    store.setQuota();
    model.restart();
  };
  return { store, model, act, heal, wasHarmed: () => harmed };
}

type World = ReturnType<typeof createWorld>;

function storedIds(store: MemoryStore): readonly string[] {
  const deletions = store.contents()['history:deleted'];
  const { deleted } = parseDeletions(deletions && JSON.parse(deletions));
  return Object.keys(store.contents())
    .filter((key) => key.startsWith('conversation:'))
    .map((key) => key.slice('conversation:'.length))
    .filter((id) => !deleted.some((each) => each.id === id))
    .toSorted();
}

/** What is stored of the marks, and what the stored conversations say of them. */
function readMarks(store: MemoryStore) {
  const contents = store.contents();
  const { pinned = [], tags = [] } = JSON.parse(contents['history:marks'] ?? '{}');
  const conversations = storedIds(store).map(
    (id) => JSON.parse(contents[`conversation:${id}`]!).conversation,
  );
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const tagged = conversations.filter((each) => each.tags?.includes('work'));
  return {
    stored: { pinned: pinned.toSorted(byId), tags },
    said: {
      pinned: conversations
        .filter((each) => each.pinned)
        .map(entryOf)
        .toSorted(byId),
      tags: tagged.length > 0 ? [{ tag: 'work', count: tagged.length }] : [],
    },
  };
}

const readWholeList = (store: MemoryStore) =>
  readHistoryList(store, { atLeast: Number.POSITIVE_INFINITY });

/** Every conversation is listed once, or it is told that some may not be; none that is not stored. */
async function expectListed({ store: living, wasHarmed }: World) {
  const store = createMemoryStore(living.contents());
  const { entries, damaged, newer } = await readWholeList(store);
  const listed = entries.map(({ id }) => id).toSorted();
  expect(new Set(listed).size).toBe(listed.length);
  if (!wasHarmed()) expect({ damaged, newer }).toEqual({ damaged: false, newer: false });
  if (damaged || newer) expect(storedIds(store)).toEqual(expect.arrayContaining(listed));
  else expect(listed).toEqual(storedIds(store));
  if (wasHarmed()) return;
  const { stored, said } = readMarks(store);
  expect(stored).toEqual(said);
}

/** What cannot be read is as it was, if only under another key; what can be read is all there. */
function expectKept({ store, model }: World) {
  const now = store.contents();
  for (const [key, json] of model.damaged) {
    const aside = Object.keys(now).filter((each) => each.startsWith(`damaged:${key}:`));
    expect([now[key], ...aside.map((each) => now[each])]).toContain(json);
    if (json.includes('99') || !key.startsWith('history:')) expect(now[key]).toBe(json);
  }
  for (const [key, json] of model.misplaced) {
    const holding = Object.keys(now).filter((each) => now[each]?.includes(json));
    expect(holding.map((each) => each.replace(/^damaged:(.*):\d+$/, '$1'))).toContain(key);
  }
  for (const [key, json] of Object.entries(contents)) {
    if (!key.startsWith('conversation:') || model.damaged.has(key)) continue;
    if (driven.includes(key.slice('conversation:'.length))) continue;
    expect(JSON.parse(now[key]!).conversation).toEqual(JSON.parse(json).conversation);
  }
}

async function expectWhole(world: World) {
  await expectListed(world);
  await world.model.expectRecoverable();
  expectKept(world);
}

/** Rebuilt, the list has every stored conversation once, and all goes on as if nothing had been. */
async function expectMended({ store, model }: World) {
  model.rebuild();
  expect(await model.rebuilt()).toEqual(
    expect.objectContaining({ unreadable: expect.any(Number) }),
  );
  const { entries, damaged } = await readWholeList(store);
  expect(damaged).toBe(false);
  expect(entries.map(({ id }) => id).toSorted()).toEqual(storedIds(store));
  const pages = Object.entries(store.contents()).filter(([key]) => key.startsWith('history:page:'));
  const raw = pages.map(([, json]) => JSON.parse(json)).filter(({ version }) => version === 1);
  expect(raw.flatMap((page) => page.entries)).toHaveLength(entries.length);
  if (model.damaged.size === 0) {
    const { stored, said } = readMarks(store);
    expect(stored).toEqual(said);
  }
  for (const one of model.all) await model.erase(one);
  for (const one of model.all.filter((each) => !model.isDamaged(each))) {
    for (const action of [model.ask, model.piece, model.end] as const) await action(one);
    expect(one.stored).toEqual([one.current]);
  }
  // Pieces of what is damaged are kept, and the damaged ones.
  if (model.damaged.size > 0) return;
  expect(Object.keys(store.contents()).filter((key) => key.startsWith('piece:'))).toEqual([]);
}

async function runThrough(steps: readonly Step[]) {
  const world = createWorld();
  for (const step of steps) await world.act(step);
  await expectWhole(world);
  world.heal();
  await expectWhole(world);
  await expectMended(world);
  await expectWhole(world);
}

test('whichever call to storage fails or is the last, conversations stay whole and listed', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40 }), runThrough),
    { numRuns: 300 },
  );
});

test('whatever is damaged besides, nothing readable is lost and nothing unreadable changed', {
  timeout: 60_000,
}, async () => {
  const anything = fc.oneof({ weight: 8, arbitrary: anyStep }, { weight: 1, arbitrary: anyDamage });
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 40 }), runThrough),
    { numRuns: 300 },
  );
});
