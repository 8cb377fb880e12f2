import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine } from '../../../core/search/examine.ts';
import { fold } from '../../../core/search/fold.ts';
import { findOccurrences } from '../../../core/search/occurrences.ts';
import { parseQuery } from '../../../core/search/query.ts';
import type { TextPart } from '../../../core/search/snippet.ts';
import { markWords } from '../../../core/search/snippet.ts';

const told = (parts: readonly TextPart[]) =>
  parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');

const shown = (query: string, ...texts: readonly string[]) => {
  const words = parseQuery(query);
  const sentence = examine(words, '', texts)?.sentence;
  return sentence === undefined ? undefined : told(markWords(sentence, words));
};

test.each([
  [
    'a link’s address',
    'github',
    '[the repo](https://github.com/x/y)',
    '(https://[github].com/x/y)',
  ],
  [
    'a link’s address beside its text',
    'repo github',
    '[the repo](https://github.com/x)',
    '[github]',
  ],
  ['a name', 'icontains', 'Use filter(name__icontains=q) here.', 'filter(name__[icontains]=q)'],
  ['a dunder', 'init', 'It calls load__init in turn.', 'load__[init] in'],
  ['the rest of a word', 'bar', 'Use **foo**bar here.', 'Use foo**[bar] here.'],
  ['a code span in a word', 'bar', 'Use `foo`bar here.', 'Use foo`[bar] here.'],
  ['bold text', 'foo', 'Use **foo**, __bar__ here.', 'Use [foo], bar here.'],
  ['bold text without spaces', '重点', '这是**重点**内容', '这是[重点]内容'],
  ['a number like that of a list', '2024', '2024. That was a year.', '[2024].'],
  ['a number of a list', 'twelve', '1. one\n\n12. twelve', '…[twelve]'],
  ['a part of a character', '1', 'Add ½ cup.', 'Add [½] cup.'],
  ['the end of a character', '2', 'Add ½ cup.', 'Add [½] cup.'],
  ['characters in one', '株式', '㍿です', '[㍿]です'],
  [
    'a word with a soft hyphen',
    'zusammenarbeit',
    'Die Zusammen\u00ADarbeit.',
    '[Zusammen\u00ADarbeit]',
  ],
  ['a word with an invisible space', 'ab', 'So a\uFEFFb it is.', '[a\uFEFFb]'],
  ['the accents of a word', 'cafe', 'Le Cafe\u0301 noir', 'Le [Cafe\u0301] noir'],
  ['a base and its vowel sign', 'ป', 'ปีใหม่', '[ปี]ใหม่'],
  ['half width kana', 'バス', 'ﾊﾞｽで', '[ﾊﾞｽ]で'],
  ['kana in two', 'が', 'これか\u3099', 'これ[か\u3099]'],
  ['ß', 'strasse', 'Die Straße ist lang', 'Die [Straße] ist'],
])('%s is shown and marked: “%s”', (_, query, text, expected) => {
  expect(shown(query, text)).toContain(expected);
});

const characters = [
  ...'aAbBßẞıIİéeŁæςΣ½ﬁ™𝒳𐐷 .\n\u0301\u00ad\u200d\u2060\ufeff\u0640',
  ...'かがハバヷはﾊﾞﾟー\u3099\u309a株式㍿𠮷㌀',
  ...'محمدآُّ שׁל',
  ...'दिनदानकीको़\u095c\u094d',
  ...'ปีปู้ำนបា្រມໍາမြန်',
  ...'서울서ㅅㅓ각',
];
const anyCharacter = fc.constantFrom(...characters, '\ud835', '\udcb3');
const anyText = fc.array(anyCharacter, { maxLength: 30 }).map((all) => all.join(''));
/** A text and something that stands in it, or nearly. */
const anyPair = fc
  .tuple(anyText, anyText, fc.nat(30), fc.integer({ min: 1, max: 5 }))
  .map(([text, other, from, length]) => ({
    text: text + other,
    query:
      [...text]
        .slice(from % Math.max(1, text.length))
        .slice(0, length)
        .join('') || other,
  }));

test('whatever the script, marks stand around what was found, and part no character', () => {
  fc.assert(
    fc.property(anyPair, ({ text, query }) => {
      const words = parseQuery(query);
      const parts = markWords(text, words);
      const folded = fold(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      // So each part is where it is said to be.
      expect(parts.map((part) => fold(part.text)).join('')).toBe(folded);
      const marks = parts.filter(({ marked }) => marked);
      expect(marks.length > 0).toBe(findOccurrences(folded, words).length > 0);
      for (const mark of marks) {
        expect(words.some((word) => fold(mark.text).includes(word.text))).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

const anyMarkdown = fc
  .array(
    fc.oneof(anyCharacter, fc.constantFrom('**', '__', '`', '[', '](x', ')', '- ', '1. ', '|')),
  )
  .map((all) => all.join(''));

test('whatever is found in a text is in the sentence that is shown', () => {
  fc.assert(
    fc.property(anyMarkdown, fc.nat(100), fc.integer({ min: 1, max: 5 }), (text, from, length) => {
      const start = from % Math.max(1, text.length);
      const words = parseQuery(text.slice(start, start + length));
      const found = examine(words, '', [text]);
      if (found?.sentence === undefined) return;
      expect(markWords(found.sentence, words).some(({ marked }) => marked)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
