import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createSegmentBuilder,
  parseSegment,
  readBlock,
  storedSegment,
} from '../../../core/search/segment.ts';

const anyTerm = fc.oneof(
  fc.stringMatching(/^[a-c]{1,6}$/),
  fc.stringMatching(/^[𠮷𠮸𐐷東京]{1,3}$/u),
);

test('a segment says what was put into it, whatever the script', () => {
  const anyPostings = fc.array(fc.tuple(anyTerm, fc.nat(20)), { maxLength: 300 });
  fc.assert(
    fc.property(anyPostings, (postings) => {
      const builder = createSegmentBuilder();
      const expected = new Map<string, Set<string>>();
      for (const [term, number] of postings) {
        const id = `c${number}`;
        builder.add(term, builder.place(id));
        expected.set(term, (expected.get(term) ?? new Set()).add(id));
      }
      const { entry, items } = storedSegment(builder.build(), 7);
      const stored = JSON.parse(JSON.stringify(items));
      const { ids, firsts } = parseSegment(stored['search:7'])!;
      const found = new Map<string, Set<string>>();
      const order: string[] = [];
      for (let block = 0; block < entry[1]; block += 1) {
        expect(stored[`search:7:${block}`].isWellFormed()).toBe(true);
        readBlock(stored[`search:7:${block}`], (term, places) => {
          order.push(term);
          found.set(term, new Set(places().map((place) => ids[place]!)));
        });
      }
      expect(found).toEqual(expected);
      expect(order).toEqual(order.toSorted());
      expect(firsts).toHaveLength(entry[1]);
    }),
  );
});

test('it is cut into blocks, each known by its first term', () => {
  const builder = createSegmentBuilder();
  const place = builder.place('c');
  for (let number = 10_000; number < 20_000; number += 1) builder.add(`${number}`, place);
  const { entry, items } = storedSegment(builder.build(), 0);
  const [, blocks, length] = entry;
  expect(blocks).toBe(Math.ceil(length / 4050));
  const { firsts } = parseSegment(items['search:0'])!;
  for (const [index, first] of firsts.entries()) {
    const terms: string[] = [];
    readBlock(items[`search:0:${index}`] as string, (term) => terms.push(term));
    expect(terms[0]).toBe(first);
    expect(terms.at(-1)! < (firsts[index + 1] ?? '~')).toBe(true);
  }
});

test.each([
  undefined,
  'text',
  { version: 2, ids: '[]', firsts: '[]' },
  { version: 1, ids: '[1]', firsts: '[]' },
  { version: 1, ids: '["a"', firsts: '[]' },
  { version: 1, ids: [], firsts: '[]' },
  { version: 1, ids: '[]' },
])('%j is no segment of this version', (stored) => {
  expect(parseSegment(stored)).toBeUndefined();
});
