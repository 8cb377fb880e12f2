import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createHighlighter } from '../../../core/highlight/highlighter.ts';
import { type Language, loadLanguage } from '../../../core/highlight/languages.ts';
import { kindOf } from '../../../core/highlight/token-kinds.ts';

const code = `/* A comment
   of two lines */
export function greet(name: string): string {
  const times = 3; // how often
  return \`Hello \${name}\`.repeat(times);
}

class A { readonly b = "c"; }
`;

async function highlighterOf(name: string) {
  const language = await loadLanguage(name);
  if (!language) throw new Error(`No ${name}`);
  return createHighlighter(language);
}

const kinds = (lines: readonly (readonly { kind: string | undefined; text: string }[])[]) =>
  lines
    .flat()
    .filter(({ kind }) => kind !== undefined)
    .map(({ kind, text }) => `${kind} ${text}`);

test('code becomes tokens of kinds, over lines', async () => {
  const [lines = []] = (await highlighterOf('ts')).highlight([code], true);
  expect(lines.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(
    code.trimEnd(),
  );
  const found = kinds(lines);
  for (const token of [
    'comment    of two lines */',
    'keyword function',
    'definition greet',
    'type string',
    'number 3',
    'comment // how often',
    'string "c"',
  ]) {
    expect(found).toContain(token);
  }
});

test('code that grows has the tokens of the whole, and a line that stays is the same object', async () => {
  const whole = (await highlighterOf('ts')).highlight([code], true);
  const growing = await highlighterOf('ts');
  let before = growing.highlight([''], false)[0] ?? [];
  for (let length = 1; length <= code.length; length += 1) {
    const [after = []] = growing.highlight([code.slice(0, length)], length === code.length);
    // The last line may grow, the one before it may have been the last.
    const settled = before.length - 1;
    for (let line = 0; line < settled; line += 1) expect(after[line]).toBe(before[line]);
    before = after;
  }
  expect(before).toEqual(whole[0]);
});

test('groups of lines are read one after the other, and once', async () => {
  const highlighter = await highlighterOf('ts');
  const [first = '', second = ''] = ['/* open\n', 'still */ let a = 1;'];
  const one = highlighter.highlight([first, second.slice(0, 5)], false);
  const two = highlighter.highlight([first, second], true);
  expect(two[0]).toBe(one[0]);
  expect(kinds(two.flat())).toEqual([
    'comment /* open',
    'comment still */',
    'keyword let',
    'definition a',
    'number 1',
  ]);
});

test.each([
  'bash',
  'c',
  'cpp',
  'csharp',
  'css',
  'dart',
  'diff',
  'dockerfile',
  'go',
  'groovy',
  'haskell',
  'html',
  'java',
  'javascript',
  'json',
  'julia',
  'kotlin',
  'less',
  'lua',
  'nginx',
  'objectivec',
  'perl',
  'powershell',
  'properties',
  'protobuf',
  'python',
  'r',
  'ruby',
  'rust',
  'scala',
  'scss',
  'sql',
  'swift',
  'toml',
  'typescript',
  'xml',
  'yaml',
])('%s loses no character of any text, however it arrives', async (name) => {
  const language = await loadLanguage(name);
  if (!language) throw new Error(`No ${name}`);
  const word = fc.constantFrom(
    ...'{}()<>"\'`/*#-=+:;,.|&!?@$%^~\\ \t\n'.split(''),
    'if',
    'let',
    '1',
    'é',
    '/*',
    '*/',
    '<<EOF\n',
    '"""',
    '```',
    '&lt;',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.nat(60), (words, cut) => {
      const text = words.join('');
      const highlighter = createHighlighter(language);
      highlighter.highlight([words.slice(0, cut).join('')], false);
      const streamed = highlighter.highlight([text], true);
      const joined = streamed[0]
        ?.map((line) => line.map((token) => token.text).join(''))
        .join('\n');
      expect(joined).toBe(text.replace(/\n$/, ''));
    }),
    { numRuns: 60 },
  );
});

/** A language of one kind, which counts what it reads. */
function countingLanguage() {
  let lines = 0;
  const language: Language = {
    name: 'counting',
    token: (stream) => {
      lines += 1;
      if (stream.string.includes('throw')) throw new TypeError('Not these');
      stream.skipToEnd();
      return 'keyword';
    },
  };
  return { language, lines: () => lines };
}

test('a long code that grows costs what is new in it', () => {
  const group = 'a line\n'.repeat(32);
  const { language, lines } = countingLanguage();
  const highlighter = createHighlighter(language);
  const split = vi.spyOn(String.prototype, 'split');
  let shown: ReturnType<typeof highlighter.highlight> = [];
  for (let count = 0; count < 200; count += 1) {
    const groups = [...Array.from({ length: count }, () => group), 'a line\na'];
    const next = highlighter.highlight(groups, false);
    for (const [index, before] of shown.slice(0, -1).entries()) expect(next[index]).toBe(before);
    shown = next;
  }
  const looks = split.mock.calls.filter(([mark]) => Object.is(mark, '\n')).length;
  split.mockRestore();
  expect(lines()).toBe(199 * 32 + 1);
  expect(looks).toBeLessThan(200 * 4);
});

test('a line that the rules cannot read is plain, and the next is read again', () => {
  const highlighter = createHighlighter(countingLanguage().language);
  expect(highlighter.highlight(['one\nthrow\ntwo'], true)).toEqual([
    [
      [{ kind: 'keyword', text: 'one' }],
      [{ kind: undefined, text: 'throw' }],
      [{ kind: 'keyword', text: 'two' }],
    ],
  ]);
});

test('a code that is another than before is read from its beginning', () => {
  const { language } = countingLanguage();
  const highlighter = createHighlighter(language);
  highlighter.highlight(['one\n', 'two\nth'], false);
  const changed = [['three\n', 'two\nth'], ['one\n'], ['one\n', 'four\n', 'x']];
  for (const groups of changed) {
    expect(highlighter.highlight(groups, true)).toEqual(
      createHighlighter(language).highlight(groups, true),
    );
  }
});

test('other names lead to a language, and names of objects to none', async () => {
  expect(await loadLanguage('TSX')).toBe(await loadLanguage('typescript'));
  for (const name of ['', 'constructor', '__proto__', 'klingon']) {
    expect(await loadLanguage(name)).toBeUndefined();
  }
});

test('a very long line is left plain', async () => {
  const line = 'const a = 1; '.repeat(200);
  expect((await highlighterOf('js')).highlight([line], true)).toEqual([
    [[{ kind: undefined, text: line }]],
  ]);
});

test.each([
  [`a${' '.repeat(128)}b`, `a${' '.repeat(129)}b`],
  [`${' '.repeat(64)}a\t${' '.repeat(63)}b`, `${' '.repeat(64)}a${' '.repeat(65)}b`],
])(
  'a line with long rows of spaces is left plain, and the next is read again',
  (within, beyond) => {
    const { language, lines } = countingLanguage();
    const [shown] = createHighlighter(language).highlight([`${within}\n${beyond}\nc`], true);
    expect(shown?.flat()).toEqual([
      { kind: 'keyword', text: within },
      { kind: undefined, text: beyond },
      { kind: 'keyword', text: 'c' },
    ]);
    expect(lines()).toBe(2);
  },
);

test.each([
  ['keyword', 'keyword'],
  ['variableName.definition', 'definition'],
  ['variableName.standard', 'type'],
  ['string.special', 'string'],
  ['variableName', undefined],
  [null, undefined],
])('%j is %j', (style, kind) => {
  expect(kindOf(style)).toBe(kind);
});
