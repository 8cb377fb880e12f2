import { describe, expect, test } from 'vitest';
import type { Block } from '../../../core/markdown/model.ts';
import { blocksOf, streamedBlocksOf } from './streaming.ts';

const words = (count: number) => 'word '.repeat(count);
/** In a list, where a long text cannot be cut into pieces. */
const item = (text: string) => `- ${text}`;

const hasEmphasis = (blocks: readonly Block[]) => JSON.stringify(blocks).includes('"emphasis"');

describe('text beyond a limit is shown as it was written', () => {
  test.each([
    ['a long sentence', item(`${words(1500)}*end*`), item(`${words(1700)}*end*`)],
    [
      'a long list item',
      item(`*a*\n\n${'  b\n\n'.repeat(6000)}`),
      item(`*a*\n${'  b\n\n'.repeat(8000)}`),
    ],
    ['many marks of emphasis', item('*a* b '.repeat(200)), item('*a* b '.repeat(400))],
    ['footnotes in a footnote', `${'[^a]: '.repeat(90)}*a*`, `${'[^a]: '.repeat(101)}*a*`],
    ['a deep line', `${'> '.repeat(90)}*a*`, `${'> '.repeat(101)}*a*`],
  ])('%s', (_name, within, beyond) => {
    expect(hasEmphasis(blocksOf(within))).toBe(true);
    const blocks = blocksOf(beyond);
    expect(hasEmphasis(blocks)).toBe(false);
    expect(JSON.stringify(blocks)).toMatch(/\*(a|end)\*/);
    expect(streamedBlocksOf(beyond, 997)).toEqual(blocks);
  });

  test('but what follows it is Markdown again', () => {
    const text = `${item('*a* b '.repeat(400))}\n- *c*\n\n*d*\n`;
    const [list, paragraph] = blocksOf(text);
    if (list?.type !== 'list') expect.fail();
    expect(list.items.map((each) => hasEmphasis(each.blocks))).toEqual([false, true]);
    expect(paragraph && hasEmphasis([paragraph])).toBe(true);
  });
});

const table = (columns: number) =>
  `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|\n'.repeat(1000)}`;

test('a table of a hundred columns is one, a wider one is the text that it was', () => {
  const [within] = blocksOf(table(100));
  expect(within).toMatchObject({ type: 'table' });
  const text = table(101);
  const beyond = blocksOf(text);
  expect(beyond).toEqual([{ type: 'paragraph', pieces: [[text]] }]);
  expect(streamedBlocksOf(text, 97)).toEqual(beyond);
  expect(blocksOf(`> ${table(101).replaceAll('\n', '\n> ')}`)).toMatchObject([
    { type: 'paragraph' },
  ]);
});

test('an address of 4,000 characters is one, a longer one is none', () => {
  const definition = (length: number) => `[a]: https://e.example/${'x'.repeat(length - 18)}`;
  const linksIn = (text: string) => JSON.stringify(blocksOf(text)).match(/"href"/g)?.length ?? 0;
  expect(linksIn(`[a] [a]\n\n${definition(4000)}`)).toBe(2);
  expect(linksIn(`[a] [a]\n\n${definition(4001)}`)).toBe(0);
});

test('of the link definitions the first thousand count', () => {
  const numbers = Array.from({ length: 1002 }, (_, number) => number);
  const definitions = numbers.map((number) => `[${number}]: https://e.example/${number}\n\n`);
  const text = `${definitions.join('')}[0] [999] [1001]`;
  const links = JSON.stringify(blocksOf(text)).match(/"href":"[^"]*"/g);
  expect(links).toEqual(['"href":"https://e.example/0"', '"href":"https://e.example/999"']);
});

test('a long dialogue keeps the emphasis of all its names', () => {
  const names = (blocks: readonly Block[]) => JSON.stringify(blocks).match(/"strong"/g)?.length;
  const text = '**Anna:** No, the map says left, and I trust it.\n'.repeat(400);
  expect(names(blocksOf(text))).toBe(400);
  expect(names(streamedBlocksOf(text, 80))).toBe(400);
});

test('a line of a hundred marks is a rule, not nesting', () => {
  for (const text of ['-'.repeat(200), '*'.repeat(200), '_ '.repeat(200)]) {
    expect(blocksOf(text)).toEqual([{ type: 'rule' }]);
  }
});

test('the rows after one that is too long are a table of their own, under the same header', () => {
  const row = `| b | ${'x'.repeat(33_000)} |`;
  const text = `| Name | Value |\n|---|---|\n| a | 1 |\n${row}\n| c | [3] |\n| d | 4 |\n\n[3]: https://e.example\n`;
  const tables = (blocks: readonly Block[]) => blocks.filter(({ type }) => type === 'table');
  const [first, second, ...others] = tables(blocksOf(text));
  expect([first, second]).toMatchObject([
    { header: [['Name'], ['Value']], rows: [[['a'], ['1']]] },
    {
      header: [['Name'], ['Value']],
      rows: [
        [['c'], [{ type: 'link' }]],
        [['d'], ['4']],
      ],
    },
  ]);
  expect(others).toEqual([]);
  expect(streamedBlocksOf(text, 80)).toEqual(blocksOf(text));
});
