import { expect, test } from 'vitest';
import { findOccurrences } from '../../../core/search/occurrences.ts';
import { parseQuery } from '../../../core/search/query.ts';

test.each([
  { query: 'ha', text: 'ha hahaha aha', found: ['ha', 'hahaha'] },
  { query: 'ha x', text: 'hahaha ha aha', found: ['ha'] },
  { query: 'ha', text: 'xhahaha', found: [] },
  { query: '京', text: '東京京都', found: ['京', '京'] },
  { query: '서', text: '서울 서', found: ['서울', '서'] },
  { query: '𐐷', text: '𐐷𐐷 x𐐷', found: ['𐐷𐐷'] },
])('“$query” stands in “$text” as $found', ({ query, text, found }) => {
  const folded = text.normalize('NFKD');
  const words = parseQuery(query);
  const told = findOccurrences(folded, words).map(({ start, end }) => folded.slice(start, end));
  expect(told.map((each) => each.normalize())).toEqual(found);
});
