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
  { name: 'not in a number', before: 'Pi is 3.1', after: '4159.', joined: 'Pi is 3.14159.' },
  { name: 'nor after its point', before: 'Pi is 3.', after: '14159.', joined: 'Pi is 3.14159.' },
  { name: 'but before one', before: 'Pi is', after: '3.14.', joined: 'Pi is 3.14.' },
  { name: 'and after one', before: 'The 3', after: 'bears', joined: 'The 3 bears' },
  {
    name: 'not in an address',
    before: 'See https://docs',
    after: 'example.org',
    joined: 'See https://docsexample.org',
  },
  {
    name: 'not in a host',
    before: 'On docs.exam',
    after: 'ple.org',
    joined: 'On docs.example.org',
  },
  { name: 'not in a name', before: 'Call read_fi', after: 'le now', joined: 'Call read_file now' },
  { name: 'not in a path', before: 'In src/ma', after: 'in.ts', joined: 'In src/main.ts' },
  { name: 'but after one', before: 'In src/a and', after: 'src/b', joined: 'In src/a and src/b' },
  { name: 'not in a code span', before: 'Use `const na', after: 'me`', joined: 'Use `const name`' },
  { name: 'nor in a long one', before: 'Use ``a ` b', after: 'c``', joined: 'Use ``a ` bc``' },
  { name: 'but after one closed', before: 'Use `a` and', after: 'be', joined: 'Use `a` and be' },
  { name: 'nor a mark escaped', before: 'A \\` here', after: 'is', joined: 'A \\` here is' },
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

const passage =
  'The light of the sun is scattered by the air, and blue light more than red light. ';
const anyText = fc
  .array(
    fc.constantFrom(
      'sky',
      'blue',
      ' ',
      '. ',
      '\n\n',
      '- ',
      '天空',
      '```\n',
      '`',
      'light of the sun',
      passage,
    ),
    { maxLength: 30 },
  )
  .map((words) => words.join(''));

/** Cuts a text into chunks of the lengths given, over and over. */
function cut(text: string, lengths: readonly number[]): string[] {
  const chunks: string[] = [];
  for (let start = 0, turn = 0; start < text.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    chunks.push(text.slice(start, start + length));
    start += length;
  }
  return chunks;
}
const anyLengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });

test('what is new is never lost, and what is held is on screen already', () => {
  const anyEnd = fc.tuple(anyText, fc.nat(500), anyText);
  fc.assert(
    fc.property(anyText, anyEnd, anyLengths, (before, [start, length, end], lengths) => {
      // A passage of the text before, mostly its end, comes again among what is new.
      const after = length % 3 ? before.slice(-length) + end : start + before.slice(0, length);
      const continuation = createContinuation(before);
      let came = '';
      let added = '';
      for (const chunk of cut(after, lengths)) {
        came += chunk;
        added += continuation.push(chunk);
        if (added === '') expect(before).toContain(came);
      }
      added += continuation.end();
      const dropped = after.length - added.length;
      if (dropped <= 0) expect([after, ` ${after}`]).toContain(added);
      else {
        expect(after.slice(dropped)).toBe(added);
        expect(before.endsWith(after.slice(0, dropped))).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('the last words said again are dropped, however many and however they arrive', () => {
  fc.assert(
    fc.property(
      anyText.filter((text) => text.length >= 12),
      fc.integer({ min: 12, max: 400 }),
      anyLengths,
      (before, length, lengths) => {
        const after = `${before.slice(-length)}# New`;
        expect(join(before, cut(after, lengths))).toBe(`${before}# New`);
      },
    ),
  );
});
