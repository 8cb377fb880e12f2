import { expect, test } from 'vitest';
import type { Inline } from '../../../core/markdown/model.ts';
import { blocksOf } from './streaming.ts';

function inlinesOf(text: string): readonly Inline[] {
  const [block] = blocksOf(text);
  return block?.type === 'paragraph' ? block.pieces.flat() : [];
}

const formula = (tex: string, display = false) => ({ type: 'math', tex, display }) as const;

test.each([
  { text: '$x$', inlines: [formula('x')] },
  {
    text: 'so $a_1 * b_1$ and *c*',
    inlines: ['so ', formula('a_1 * b_1'), ' and ', { type: 'emphasis', children: ['c'] }],
  },
  { text: '\\(x\\)', inlines: [formula('x')] },
  { text: 'a $$x$$ b', inlines: ['a ', formula('x', true), ' b'] },
  { text: 'a \\[x\\] b', inlines: ['a ', formula('x', true), ' b'] },
  { text: '$\\$5$', inlines: [formula('\\$5')] },
  { text: 'so $$ x $$ is', inlines: ['so ', formula('x', true), ' is'] },
  { text: 'so $$\nx y\n$$ is', inlines: ['so ', formula('x y', true), ' is'] },
  { text: 'so $$x_a = the rest$$', inlines: ['so ', formula('x_a = the rest', true)] },
  { text: 'costs \\$$x$', inlines: ['costs $', formula('x')] },
  { text: '\u51fd\u6570$x$\u662f', inlines: ['\u51fd\u6570', formula('x'), '\u662f'] },
])('$text holds a formula', ({ text, inlines }) => {
  expect(inlinesOf(text)).toEqual(inlines);
});

const emphasis = (...children: readonly Inline[]) => ({ type: 'emphasis', children }) as const;

test.each([
  {
    text: '*the set $A^* = B^*$ is*',
    inlines: [emphasis('the set ', formula('A^* = B^*'), ' is')],
  },
  { text: '*the \\(A^* = B\\) is*', inlines: [emphasis('the ', formula('A^* = B'), ' is')] },
  { text: '_the $$A_i _$$ is_', inlines: [emphasis('the ', formula('A_i _', true), ' is')] },
  { text: '*costs \\$$A^*$*', inlines: [emphasis('costs $', formula('A^*'))] },
  { text: '*see $5 and* $6*', inlines: [emphasis('see $5 and'), ' $6*'] },
  {
    text: '*a `$` b* $c*$',
    inlines: [emphasis('a ', { type: 'code', text: '$' }, ' b'), ' ', formula('c*')],
  },
  {
    text: '*a* [$b](https://e.example) $c*$',
    inlines: [emphasis('a'), ' ', expect.anything(), ' ', formula('c*')],
  },
])('in $text emphasis ends outside formulas', ({ text, inlines }) => {
  expect(inlinesOf(text)).toEqual(inlines);
});

test.each([
  '$5 and $6',
  '$ x $',
  'x$',
  '$x',
  '$x\ny$',
  '\\$x\\$',
  '$$',
  '\\(x',
  '$x$5',
  'Meals run $$–$$$, drinks $.',
  '$$$ x $$$',
  '($$$) then ($$)',
  '($$) then ($$)',
  'earn $$ and spend $$',
  'earn $$and spend $$',
  'so $$x $$ is',
  'US$5 and A$',
  '(US$) vs (A$)',
  'US$$x$$',
  'from $5/mo to 10$/mo',
])('%j holds none', (text) => {
  expect(inlinesOf(text).every((inline) => typeof inline === 'string')).toBe(true);
});

test.each([
  { text: '$$\na\n+ b\n$$' },
  { text: 'text\n$$\na\n+ b\n$$\ntext' },
  { text: '\\[\na\n+ b\n\\]' },
  { text: '  $$ a\n+ b $$  ' },
])('$text is a formula with its own lines', ({ text }) => {
  expect(blocksOf(text).filter(({ type }) => type === 'math')).toEqual([formula('a\n+ b', true)]);
});

test('code holds no formulas', () => {
  expect(inlinesOf('`$x$`')).toEqual([{ type: 'code', text: '$x$' }]);
  expect(blocksOf('```\n$$\nx\n$$\n```').map(({ type }) => type)).toEqual(['code']);
});

test('a footnote is found wherever it stands, and only where there is one', () => {
  const [before, note, after] = blocksOf('One[^n], two[^m].\n\n[^n]: The *note*.\n\nThree[^n].');
  expect(before).toEqual({
    type: 'paragraph',
    pieces: [['One', { type: 'footnote', label: 'n' }, ', two[^m].']],
  });
  expect(note).toMatchObject({ type: 'footnote', label: 'n', blocks: [{ type: 'paragraph' }] });
  expect(after).toEqual({
    type: 'paragraph',
    pieces: [['Three', { type: 'footnote', label: 'n' }, '.']],
  });
});

const reference = (label: string) => ({ type: 'footnote', label });

test.each([
  { text: 'claim[^1][^2]', inlines: ['claim', reference('1'), reference('2')] },
  {
    text: 'a[^1][^2][^b] z',
    inlines: ['a', reference('1'), reference('2'), reference('b'), ' z'],
  },
  { text: 'claim[^1][^9] x', inlines: ['claim', reference('1'), '[^9] x'] },
  { text: 'claim[^9][^1] x', inlines: ['claim[^9]', reference('1'), ' x'] },
  { text: 'claim[^B].', inlines: ['claim', reference('b'), '.'] },
  { text: '[text][^1]', inlines: ['[text]', reference('1')] },
  { text: 'Wow![^1]', inlines: ['Wow!', reference('1')] },
])('$text holds references to footnotes', ({ text, inlines }) => {
  expect(inlinesOf(`${text}\n\n[^1]: One\n[^2]: Two\n[^b]: Three\n`)).toEqual(inlines);
});

test('a footnote is no address of a link', () => {
  expect(
    JSON.stringify(blocksOf('[x](footnote:n) [y][^n]\n\n[^n]: http://one.example')),
  ).not.toContain('"href":"footnote');
});
