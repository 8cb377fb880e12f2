import { expect, test } from 'vitest';
import { examine } from '../../../core/search/examine.ts';
import { fold } from '../../../core/search/fold.ts';
import { lookupsFor, parseQuery } from '../../../core/search/query.ts';
import { rankCandidates } from '../../../core/search/ranking.ts';
import { markWords } from '../../../core/search/snippet.ts';

test.each([
  { query: 'Blue Sky', words: ['blue', 'sky*'] },
  { query: 'tea tea', words: ['tea'] },
  { query: '  ', words: [] },
  { query: '!?', words: [] },
  { query: '東京', words: ['東京'] },
  { query: '京', words: ['京'] },
  { query: 'iPhone手机 case', words: ['iphone', '手机', 'case*'] },
  { query: '서울 날씨', words: ['서울*', '날씨*'] },
])('“$query” asks for $words', ({ query, words }) => {
  const told = parseQuery(query).map(
    ({ text, prefix, unspaced }) => text.normalize() + (prefix && !unspaced ? '*' : ''),
  );
  expect(told).toEqual(words);
});

test.each([
  { query: 'sky', lookups: ['sky*'] },
  { query: '京', lookups: ['京*'] },
  { query: '東京都', lookups: ['東京', '京都'] },
  { query: 'x'.repeat(30), lookups: [`${'x'.repeat(24)}*`] },
])('“$query” is looked up as $lookups', ({ query, lookups }) => {
  const found = parseQuery(query).flatMap(lookupsFor);
  expect(found.map(({ term, prefix }) => term + (prefix ? '*' : ''))).toEqual(lookups);
});

/** Titles in their order, with the words of each text, ranked for a query. */
function rank(query: string, conversations: readonly { title: string; terms: string }[]) {
  const words = parseQuery(query);
  const matches = words.flatMap(lookupsFor).map(({ term, prefix }) => {
    const found = conversations.flatMap(({ title, terms }): [string, boolean][] => {
      const exact = terms.split(' ').includes(term);
      const begun = prefix && terms.split(' ').some((each) => each.startsWith(term));
      return exact || begun ? [[title, exact]] : [];
    });
    return new Map(found);
  });
  const listed = conversations.map(({ title }) => ({
    entry: { id: title, title, updatedAt: 1 },
    title: fold(title),
  }));
  return rankCandidates(words, { matches }, listed).map(({ entry }) => entry.title);
}

test('all words have to stand in title or text', () => {
  const all = [
    { title: 'Both', terms: 'blue sky' },
    { title: 'One', terms: 'blue' },
    { title: 'Sky', terms: 'blue' },
    { title: 'None', terms: 'red' },
  ];
  expect(rank('blue sky', all)).toEqual(['Sky', 'Both']);
});

test('the title comes before the text, a whole word before a longer one, the newest before others', () => {
  const all = [
    { title: 'newest, longer', terms: 'glowing' },
    { title: 'newer', terms: 'glow' },
    { title: 'older', terms: 'glow' },
    { title: 'Glowing', terms: '' },
    { title: 'A glow', terms: '' },
  ];
  const order = ['A glow', 'Glowing', 'newer', 'older', 'newest, longer'];
  expect(rank('glow', all)).toEqual(order);
});

test('what stands inside a word of a title comes last, and is a hit still', () => {
  const all = [
    { title: 'Education', terms: '' },
    { title: 'Pets', terms: 'cat' },
    { title: 'Cats', terms: '' },
    { title: 'Educated', terms: 'category' },
  ];
  expect(rank('cat', all)).toEqual(['Cats', 'Pets', 'Educated', 'Education']);
});

test('of several words, too, a whole one comes before a newer longer one', () => {
  const titles = ['Red apples', 'Red apple', 'Reddish apples'];
  const order = ['Red apple', 'Red apples', 'Reddish apples'];
  expect(
    rank(
      'red apple',
      titles.map((title) => ({ title, terms: '' })),
    ),
  ).toEqual(order);
});

test.each([
  { query: 'ハ', title: 'バス' },
  { query: 'スハ', title: 'スバル' },
])('$query is not in the title $title', ({ query, title }) => {
  expect(rank(query, [{ title, terms: '' }])).toEqual([]);
  expect(examine(parseQuery(query), title, [])).toBeUndefined();
});

test('words are as close as they are in the title, where that is closest', () => {
  const closeness = (title: string, ...texts: readonly string[]) =>
    examine(parseQuery('blue sky'), title, texts)?.closeness;
  expect(closeness('Blue sky', 'Blue sky')).toBe(2);
  expect(closeness('Blue sky', 'Rayleigh scattering.')).toBe(2);
  expect(closeness('Sky, blue', 'The blue sky.')).toBe(2);
  expect(closeness('Sky, blue')).toBe(1);
  expect(closeness('Sky', 'It is blue.')).toBe(0);
});

test('words side by side are closer than words apart, and those closer than words in two texts', () => {
  const closeness = (...texts: readonly string[]) =>
    examine(parseQuery('blue sky'), '', texts)?.closeness;
  expect(closeness('Such a blue sky.')).toBe(2);
  expect(closeness('The sky is blue.')).toBe(1);
  expect(closeness('The sky.', 'It is blue.')).toBe(0);
  expect(closeness('It is blue.')).toBeUndefined();
});

const shown = (query: string, text: string, title = '') => {
  const words = parseQuery(query);
  const sentence = examine(words, title, [text])?.sentence;
  if (sentence === undefined) return undefined;
  return markWords(sentence, words)
    .map(({ text: part, marked }) => (marked ? `[${part}]` : part))
    .join('');
};

test.each([
  ['glow', 'Around the setting Sun a blue glow. More.', 'Around the setting Sun a blue [glow].…'],
  ['glow', 'First. A blue glowing light!', '…A blue [glowing] light!'],
  ['da nang', 'Thời tiết Đà Nẵng hôm nay.', 'Thời tiết [Đà] [Nẵng] hôm nay.'],
  ['東京', '今日は東京都に行きます。', '今日は[東京]都に行きます。'],
  ['서울', '나는 서울에서 산다.', '나는 [서울에서] 산다.'],
  ['คุณ', 'ขอบคุณมาก', 'ขอบ[คุณ]มาก'],
  ['blue sky', 'Is it **blue**, the [sky](https://sky.example)?', 'Is it [blue], the [sky]?'],
  ['item', '## A list\n\n- one\n- item two', '…[item] two'],
  ['code', 'Call `code(x)` twice.', 'Call [code](x) twice.'],
  ['fin', 'ﬁne thing', '[ﬁne] thing'],
  ['x', '½ x½', '½ [x½]'],
])('“%s” is shown in its sentence: %s', (query, text, expected) => {
  expect(shown(query, text)).toBe(expected);
});

test('a long sentence is cut between words, so that what was found is in sight', () => {
  const text = `${'before '.repeat(40)}glow ${'after '.repeat(60)}`;
  const found = shown('glow', text) ?? '';
  expect(found).toMatch(/^…(before )+\[glow\]( after)+…$/);
  expect(found.indexOf('[')).toBeLessThan(36);
  expect(found.length).toBeLessThan(180);
});

test('a text without any space or end is cut, too', () => {
  expect(shown('東京', `${'京'.repeat(3000)}東京${'都'.repeat(3000)}`)?.length).toBeLessThan(400);
});

test('a question that is the title is not said twice', () => {
  expect(shown('sky', 'Why is the sky blue?', 'Why is the sky blue?')).toBeUndefined();
  expect(shown('sky', 'The sky is blue.', 'Why is the sky blue?')).toBe('The [sky] is blue.');
  const texts = ['Python', 'Python is a language.', 'Python'];
  expect(examine(parseQuery('python'), 'Python', texts)?.sentence).toBe('Python is a language.');
});
