import { expect, test } from 'vitest';
import { createIndexReader } from '../../../core/search/index-reader.ts';
import { storedState } from '../../../core/search/index-state.ts';
import { createSegmentBuilder, storedSegment } from '../../../core/search/segment.ts';
import { createMemoryStore } from '../../doubles/memory-store.ts';

const terms = Array.from({ length: 6000 }, (_, index) => `w${(index * 7919) % 6000}x`);
const idOf = (term: string) => `c${Number.parseInt(term.slice(1), 10) % 50}`;

/** Two segments of many blocks, each with every other term. */
async function setUp() {
  const store = createMemoryStore();
  const segments = [0, 1].map((number) => {
    const builder = createSegmentBuilder();
    for (const [index, term] of terms.entries()) {
      if (index % 2 === number) builder.add(term, builder.place(idOf(term)));
    }
    return storedSegment(builder.build(), number);
  });
  for (const { items } of segments) await store.set(items);
  const entries = segments.map(({ entry }) => entry);
  const state = { segments: entries, dropped: [], gone: new Map(), progress: undefined };
  await store.set(storedState({ next: 2, ...state }));
  const blocks = entries.map(([, count]) => count);
  return { store, blocks, reader: createIndexReader(store) };
}

const lookups = [
  ...['w0x', 'w1', 'w42x', 'w5999x', 'w', 'a', 'z', 'w599', 'x'].flatMap((term) => [
    { term, prefix: false },
    { term, prefix: true },
  ]),
  ...terms.slice(0, 100).map((term) => ({ term, prefix: false })),
];

test('every lookup of many finds what stands in the terms, in whatever block', async () => {
  const { blocks, reader } = await setUp();
  expect(Math.min(...blocks)).toBeGreaterThan(3);
  const { matches, damaged } = await reader.find(lookups);
  expect(damaged).toBe(false);
  for (const [index, { term, prefix }] of lookups.entries()) {
    const found = terms.filter((each) => each === term || (prefix && each.startsWith(term)));
    const exact = new Set(found.filter((each) => each === term).map(idOf));
    const expected = new Map(found.map((each) => [idOf(each), exact.has(idOf(each))]));
    expect(matches[index], `${term}${prefix ? '*' : ''}`).toEqual(expected);
  }
});

test('blocks are read once, however many lookups need them, and no others', async () => {
  const { store, reader } = await setUp();
  const begin = store.calls.length;
  await reader.find(Array.from({ length: 50 }, () => ({ term: 'w0x', prefix: false })));
  const keys = store.calls.slice(begin).flatMap((call) => call.keys);
  expect(keys.filter((key) => /:\d+:/.test(key))).toEqual(['search:0:0', 'search:1:0']);
});

test('a damaged block is told by the lookups that need it alone', async () => {
  const { store, blocks, reader } = await setUp();
  const last = { term: 'w999x', prefix: false };
  store.plant(`search:1:${blocks[1]! - 1}`, 'damaged');
  expect(await reader.find([{ term: 'w0x', prefix: false }])).toMatchObject({ damaged: false });
  expect(await reader.find([{ term: 'w0x', prefix: false }, last])).toMatchObject({
    damaged: true,
  });
});
