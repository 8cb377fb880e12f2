import { expect, test } from 'vitest';
import type { Question } from '../../core/actions.ts';
import { makeTitle } from '../../core/title.ts';

const sentence =
  'Explain the difference between a process and a thread to somebody who has never programmed';

test.each<{ name: string; question: Question; title: string }>([
  { name: 'a short question', question: { text: 'Hello' }, title: 'Hello' },
  {
    name: 'the first sentence alone',
    question: { text: 'What is a monad? I have read four texts.' },
    title: 'What is a monad?',
  },
  {
    name: 'the first line alone',
    question: { text: 'Review this\r\nconst a = 1;' },
    title: 'Review this',
  },
  { name: 'white space', question: { text: '\n\t One \t two ' }, title: 'One two' },
  {
    name: 'a long one, cut between words',
    question: { text: sentence },
    title: 'Explain the difference between a process and a thread to…',
  },
  {
    name: 'a Vietnamese one',
    question: { text: 'Thời tiết ở Hà Nội ngày mai thế nào? Có mưa không?' },
    title: 'Thời tiết ở Hà Nội ngày mai thế nào?',
  },
  {
    name: 'a Chinese one',
    question: { text: '今天天气怎么样？请告诉我。' },
    title: '今天天气怎么样？',
  },
  {
    name: 'a Japanese one',
    question: { text: '量子もつれとは何ですか？例も挙げてください。' },
    title: '量子もつれとは何ですか？',
  },
  {
    name: 'an Arabic one',
    question: { text: 'ما عاصمة بوتان؟ وكم عدد سكانها؟' },
    title: 'ما عاصمة بوتان؟',
  },
  {
    name: 'a Hindi one',
    question: { text: 'आकाश नीला क्यों है? सरल शब्दों में बताइए।' },
    title: 'आकाश नीला क्यों है?',
  },
  {
    name: 'a Russian one, cut between words',
    question: {
      text: 'Объясните разницу между процессом и потоком тому, кто никогда не программировал',
    },
    title: 'Объясните разницу между процессом и потоком тому, кто…',
  },
  {
    name: 'numbers with points in them',
    question: { text: 'Is 3.14 close enough to pi? I need 2 digits.' },
    title: 'Is 3.14 close enough to pi?',
  },
  {
    name: 'the selected text',
    question: { text: ' ', quote: 'A quote. More.' },
    title: 'A quote.',
  },
  { name: 'typed text before a quote', question: { text: 'Why?', quote: 'Quote' }, title: 'Why?' },
  { name: 'nothing', question: { text: '' }, title: '' },
  { name: 'white space alone', question: { text: ' \n', quote: ' ' }, title: '' },
])('a title is made from $name', ({ question, title }) => {
  expect(makeTitle(question)).toBe(title);
});

test.each([
  { name: 'letters', character: 'x' },
  { name: 'Chinese without a stop', character: '字' },
  { name: 'Thai', character: 'ก' },
  { name: 'emoji', character: '😀' },
  { name: 'joined emoji', character: '👩‍👩‍👧‍👦' },
  { name: 'flags', character: '🇻🇳' },
  { name: 'a letter and its accents', character: 'e\u0302\u0301' },
])('what has no gap is cut between whole characters: $name', ({ character }) => {
  for (const before of ['', 'x', 'xy']) {
    const title = makeTitle({ text: before + character.repeat(200) });
    expect(title.length).toBeLessThanOrEqual(61);
    expect(title.length).toBeGreaterThan(40);
    expect(title.endsWith('…')).toBe(true);
    const whole = title.slice(before.length, -1).replaceAll(character, '');
    expect(whole, title).toBe('');
  }
});

test('a character too long for a title leaves its mark alone', () => {
  expect(makeTitle({ text: `e${'\u0301'.repeat(100)}` })).toBe('…');
});
