import { expect, test } from 'vitest';
import { createIndexReader } from '../../../core/search/index-reader.ts';
import { createSearchIndex } from '../../../core/search/search-index.ts';
import { createHistory } from '../../doubles/history.ts';
import { createMemoryStore } from '../../doubles/memory-store.ts';
import { conversationOf, runningTurnOf, turnOf } from '../examples.ts';
import { finish, keep, leftovers, saying, searchByIndex } from './search-model.ts';

const noState = { next: 1, segments: [], dropped: [], gone: [] };

async function setUp() {
  const store = createMemoryStore();
  const index = createSearchIndex(store);
  await finish(index);
  const find = async (query: string) => (await searchByIndex(store, query)).found;
  const state = () => JSON.parse(store.contents()['search:state']!);
  return { store, index, find, state, history: createHistory(store, { index }) };
}

test('a turn that has ended is found at once, by a word of its question, quote or answer', async () => {
  const { history, find } = await setUp();
  const turn = {
    ...turnOf('t', { text: 'Air scatters blue light.' }),
    question: { text: 'Why is the sky blue?', quote: 'an azure morning' },
  };
  await history.end(conversationOf([turn], 'sky'), 't');
  for (const query of ['scatters', 'SKY', 'azure', 'scat', 'light blue sky morn']) {
    expect(await find(query), query).toEqual(['sky']);
  }
  expect(await find('scatter light')).toEqual([]);
});

test('a turn that ends adds one small segment, and neither beginning nor checkpoints touch the index', async () => {
  const { store, history, state } = await setUp();
  const before = state();
  const running = conversationOf([runningTurnOf('t')], 'c');
  await history.begin(running, 't');
  await history.checkpoint('t', 0, 'Some text');
  expect(state()).toEqual(before);
  const calls = store.calls.length;
  await history.end(conversationOf([turnOf('t', { text: 'Some text' })], 'c'), 't');
  const written = store.calls.slice(calls).filter(({ method }) => method === 'set');
  expect(written.map(({ keys }) => keys.filter((key) => key.startsWith('search:')))).toEqual([
    ['search:0', 'search:0:0', 'search:state'],
  ]);
  expect(written[0]?.keys).toContain('conversation:c');
});

test('the next turn adds its own words alone', async () => {
  const { store, history, find } = await setUp();
  const first = turnOf('t1', { text: 'glow' });
  await history.end(conversationOf([first], 'c'), 't1');
  await history.end(conversationOf([first, turnOf('t2', { text: 'shine' })], 'c'), 't2');
  expect(store.contents()['search:1:0']).not.toContain('glow');
  expect(await find('glow shine')).toEqual(['c']);
});

test('text that is asked anew leaves the index, and an answer that goes on does not', async () => {
  const { store, history, index, find, state } = await setUp();
  const ended = (text: string) => conversationOf([turnOf('t', { text })], 'c');
  await history.end(ended('lighthouse'), 't');
  await history.end(ended('lighthouse and harbour'), 't');
  expect(state().gone).toEqual([]);
  expect(await find('lighthouse harbour')).toEqual(['c']);
  await history.end(ended('mountain'), 't');
  expect(await find('lighthouse')).toEqual([]);
  expect(await find('mountain')).toEqual(['c']);
  await finish(index);
  expect(await find('mountain')).toEqual(['c']);
  expect(leftovers(store)).toEqual([]);
  expect(JSON.stringify(store.contents())).not.toContain('lighthouse');
});

test('what was removed is not found from then on, soon leaves nothing behind, and may come back', async () => {
  const { store, history, index, find } = await setUp();
  const gone = saying('gone', 'unmistakable words', 'and more');
  for (let number = 0; number < 20; number += 1) {
    await history.keep(saying(`c${number}`, `words of ${number}`));
  }
  await history.keep(gone);
  await finish(index);
  expect(await find('unmistakable')).toEqual(['gone']);
  await index.remove(['gone']);
  expect(await find('unmistakable')).toEqual([]);
  store.lose('conversation:gone');
  await finish(index);
  expect(leftovers(store)).toEqual([]);
  expect(JSON.stringify(store.contents())).not.toContain('unmistakable');
  expect(await find('words')).toHaveLength(20);
  await history.keep(gone);
  await index.remove(['c3']);
  await finish(index);
  expect(await find('unmistakable')).toEqual(['gone']);
});

test('segments are joined as they grow in number, and what is found stays the same', async () => {
  const { store, history, index, find, state } = await setUp();
  for (let number = 0; number < 300; number += 1) {
    await history.end(saying(`c${number}`, `common w${number}`), `t${number}`);
    if (number % 7 === 0) await finish(index);
  }
  await finish(index);
  expect(state().segments.length).toBeLessThan(24);
  expect(await find('common')).toHaveLength(300);
  expect(await find('w299')).toEqual(['c299']);
  expect(leftovers(store)).toEqual([]);
});

test('conversations of before are indexed in slices, with how far that is', async () => {
  const { store } = await setUp();
  for (const key of Object.keys(store.contents())) store.lose(key);
  const history = createHistory(store);
  for (let number = 0; number < 60; number += 1) {
    await history.keep(saying(`c${number}`, `${'word '.repeat(10_000)} w${number}`));
  }
  const told: string[] = [];
  for (let step = 0; step < 20; step += 1) {
    // A worker lives for one step.
    await createSearchIndex(store).step();
    const { progress } = JSON.parse(store.contents()['search:state']!);
    told.push(progress ? `${progress.indexed} of ${progress.total}` : 'all');
  }
  const slices = ['10 of 60', '20 of 60', '30 of 60', '40 of 60', '50 of 60', '60 of 60'];
  expect([...new Set(told)]).toEqual(['0 of 0', ...slices, 'all']);
  expect((await searchByIndex(store, 'w59')).found).toEqual(['c59']);
  expect((await searchByIndex(store, 'word')).found).toHaveLength(60);
});

test('a turn that ends while older conversations wait is found with all that was before it', async () => {
  const store = createMemoryStore();
  const before = saying('c', 'early words');
  await createHistory(store).keep(before);
  const index = createSearchIndex(store);
  await index.step();
  await createHistory(store, { index }).end(
    { ...before, turns: [...before.turns, turnOf('t', { text: 'late words' })] },
    't',
  );
  expect((await searchByIndex(store, 'early late')).found).toEqual(['c']);
  await finish(index);
  expect((await searchByIndex(store, 'early late')).found).toEqual(['c']);
});

test.each([
  ['the state', 'search:state', 'damaged'],
  ['the state, of a newer version', 'search:state', { version: 3, tree: [] }],
  ['the state, in a part of it', 'search:state', { version: 2, next: 1, segments: [[0, 1]] }],
  ['the state, of an older version', 'search:state', { version: 1, ...noState }],
  ['a segment', 'search:0', undefined],
  ['a segment, of a newer version', 'search:0', { version: 9 }],
  ['a block', 'search:0:0', 42],
])(
  'where %s cannot be read, history goes on, and the index is made anew',
  async (_, key, value) => {
    const { store, history, index, find } = await setUp();
    await history.keep(saying('first', 'first words'));
    if (value === undefined) store.lose(key);
    else store.plant(key, value);
    await history.keep(saying('second', 'second words'));
    await history.end(saying('second', 'second words', 'third'), 't');
    const { findings } = await searchByIndex(store, 'words');
    expect(findings.damaged).toBe(true);
    await index.rebuild();
    await finish(index);
    expect(await find('words')).toEqual(['first', 'second']);
    expect(await find('second third')).toEqual(['second']);
    expect(leftovers(store)).toEqual([]);
  },
);

test('an index of the older version is made anew when a worker starts, with how far that is', async () => {
  const { store, history, find, state } = await setUp();
  await history.keep(saying('first', 'first words'));
  store.plant('search:state', { ...state(), version: 1 });
  const later = createSearchIndex(store);
  await keep(store, later, undefined, saying('second', 'second words'));
  await later.step();
  expect(state()).toMatchObject({ version: 2, next: 1, progress: { indexed: 0, total: 0 } });
  await finish(later);
  expect(state().progress).toBeUndefined();
  expect(await find('words')).toEqual(['first', 'second']);
  expect(leftovers(store)).toEqual([]);
});

test.each([
  { query: 'दिन', texts: ['आज का दिन अच्छा है', 'उसने दान दिया', 'दूना काम'] },
  { query: 'ปี', texts: ['ปีใหม่', 'ปูม้า'] },
  { query: 'バス', texts: ['バスで', 'ハスの花', 'スバル'] },
  { query: 'की', texts: ['राम की', 'राम को'] },
  { query: 'ışık', texts: ['IŞIK söndü'] },
  { query: 'diyarbakir', texts: ['Diyarbakır’a gittik'] },
  { query: 'STRASSE', texts: ['Die Straße ist lang'] },
  { query: 'straße', texts: ['STRASSE', 'Stras'] },
  { query: 'lodz', texts: ['Łódź'] },
  { query: 'kobenhavn', texts: ['København'] },
  { query: 'aether', texts: ['Æther'] },
  { query: 'zusammenarbeit', texts: ['Zusammen\u00ADarbeit', 'zusammen'] },
  { query: 'محمد', texts: ['محـــمد'] },
])('of $texts only the first is found by “$query”', async ({ query, texts }) => {
  const { history, find } = await setUp();
  for (const [index, text] of texts.entries()) await history.keep(saying(`c${index}`, text));
  expect(await find(query)).toEqual(['c0']);
});

test.each(['\u00ADarbeit', '\uFEFFarbeit', '™'])(
  'text that goes on with %j has not ended in a word',
  async (rest) => {
    const { store, history, index } = await setUp();
    const ended = (text: string) => conversationOf([turnOf('t', { text })], 'c');
    await history.end(ended('Zusammen'), 't');
    await history.end(ended(`Zusammen${rest}`), 't');
    await finish(index);
    expect(leftovers(store)).toEqual([]);
  },
);

test('a reader that has read much finds what is new, also where all was erased and begins anew', async () => {
  const { store, history, index } = await setUp();
  const reader = createIndexReader(store);
  const find = async () => {
    const { matches } = await reader.find([{ term: 'word', prefix: false }]);
    return [...(matches[0]?.keys() ?? [])];
  };
  await history.keep(saying('first', 'word'));
  expect(await find()).toEqual(['first']);
  await history.keep(saying('next', 'word'));
  expect(await find()).toEqual(['first', 'next']);
  for (const key of Object.keys(store.contents())) store.lose(key);
  await finish(index);
  await history.keep(saying('other', 'another word'));
  expect(await find()).toEqual(['other']);
});

test('a segment that turns out to be damaged while it is joined has the index made anew', async () => {
  const { store, history, index, find } = await setUp();
  for (let number = 0; number < 12; number += 1) await history.keep(saying(`c${number}`, 'words'));
  store.plant('search:3:0', { not: 'a block' });
  await finish(index);
  expect(await find('words')).toHaveLength(12);
  expect(leftovers(store)).toEqual([]);
});

test('a conversation that cannot be read is passed over, and keeps nothing from being finished', async () => {
  const store = createMemoryStore();
  store.plant('conversation:damaged', 'damaged');
  store.plant('conversation:newer', { version: 99 });
  const index = createSearchIndex(store);
  await keep(store, index, undefined, saying('whole', 'words'));
  await finish(index);
  expect((await searchByIndex(store, 'words')).found).toEqual(['whole']);
  expect(JSON.parse(store.contents()['search:state']!).progress).toBeUndefined();
});

test('conversations that are removed while they wait to be indexed leave nothing', async () => {
  const store = createMemoryStore();
  const history = createHistory(store);
  for (let number = 0; number < 30; number += 1) {
    await history.keep(saying(`c${number}`, `${'word '.repeat(20_000)} w${number}`));
  }
  const index = createSearchIndex(store);
  for (let step = 0; step < 4; step += 1) await index.step();
  // The worker that removed them died before it could say so.
  store.lose('conversation:c0');
  store.lose('conversation:c29');
  await finish(index);
  expect(leftovers(store)).toEqual([]);
  expect((await searchByIndex(store, 'word')).found).toHaveLength(28);
});

test('a change while segments are joined is not undone by it', async () => {
  const { store, history, index, find } = await setUp();
  for (let number = 0; number < 8; number += 1) {
    await history.keep(saying(`c${number}`, `words w${number}`));
  }
  const joined = index.step();
  await Promise.resolve();
  const removed = index.remove(['c4']);
  const added = history.keep(saying('late', 'words'));
  await Promise.all([joined, removed, added]);
  store.lose('conversation:c4');
  expect(await find('words')).toEqual(['c0', 'c1', 'c2', 'c3', 'c5', 'c6', 'c7', 'late']);
  await finish(index);
  expect(leftovers(store)).toEqual([]);
  expect(await find('words')).toHaveLength(8);
});
