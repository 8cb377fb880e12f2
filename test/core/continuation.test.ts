import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createContinuation } from '../../core/continuation.ts';

function join(before: string, chunks: readonly string[]): string {
  const continuation = createContinuation(before);
  return before + chunks.map(continuation.push).join('') + continuation.end();
}

test.each([
  {
    name: 'a space is put between words',
    before: 'The path is',
    after: 'long.',
    joined: 'The path is long.',
  },
  {
    name: 'not where there is one',
    before: 'The path is ',
    after: 'long.',
    joined: 'The path is long.',
  },
  {
    name: 'nor where one comes',
    before: 'The path is',
    after: ' long.',
    joined: 'The path is long.',
  },
  { name: 'nor before punctuation', before: 'The path', after: ', long', joined: 'The path, long' },
  { name: 'after a sentence', before: 'It is.', after: 'And more', joined: 'It is. And more' },
  { name: 'not after an opening bracket', before: 'call(', after: 'me)', joined: 'call(me)' },
  { name: 'not in Chinese', before: '天空是', after: '蓝色的', joined: '天空是蓝色的' },
  {
    name: 'not in code',
    before: '```js\nconst na',
    after: 'me = 1',
    joined: '```js\nconst name = 1',
  },
  {
    name: 'after code',
    before: '```\na\n```\nSo',
    after: 'it is',
    joined: '```\na\n```\nSo it is',
  },
  {
    name: 'the last words said again',
    before: 'One. The light of the sun is scat',
    after: 'The light of the sun is scattered by air.',
    joined: 'One. The light of the sun is scattered by air.',
  },
  {
    name: 'all of it said again',
    before: 'The light of the sun',
    after: 'The light of the sun is white.',
    joined: 'The light of the sun is white.',
  },
  {
    name: 'a few letters alike are no repetition',
    before: 'It says ha',
    after: 'ha ha',
    joined: 'It says ha ha ha',
  },
  { name: 'nothing comes', before: 'Half', after: '', joined: 'Half' },
  { name: 'nothing was there', before: '', after: ' All of it', joined: ' All of it' },
])('$name', ({ before, after, joined }) => {
  expect(join(before, [after])).toBe(joined);
  expect(join(before, [...after])).toBe(joined);
  for (let cut = 1; cut < after.length; cut += 1) {
    expect(join(before, [after.slice(0, cut), after.slice(cut)])).toBe(joined);
  }
});

test('what is new is never lost, and nothing that was there is touched', () => {
  const word = fc.constantFrom(
    'sky',
    'blue',
    ' ',
    '. ',
    '\n\n',
    '- ',
    '天空',
    '```\n',
    'light of the sun',
  );
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const joined = join(before, [...after]);
      expect(joined.startsWith(before)).toBe(true);
      const added = joined.slice(before.length);
      const rest = added.endsWith(after) ? after : added;
      expect(after.endsWith(rest)).toBe(true);
      if (rest === after) expect(['', ' ']).toContain(added.slice(0, added.length - after.length));
      else expect(before.endsWith(after.slice(0, after.length - rest.length))).toBe(true);
    }),
  );
});
