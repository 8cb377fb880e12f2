import { describe, expect, test } from 'vitest';
import { createBlockStream } from '../../../core/markdown/blocks.ts';
import type { Block } from '../../../core/markdown/model.ts';
import { blocksOf } from './streaming.ts';

function linksIn(block: Block | undefined): readonly string[] {
  return [...JSON.stringify(block).matchAll(/"href":"([^"]*)"/g)].map((match) => match[1] ?? '');
}

describe('a definition that comes later', () => {
  const before =
    'See [the *manual*][Man] now.\n\nNothing here [x].\n\n- [man]\n- other\n\nText\n\n';
  const definition = '[MAN]: https://example.com/manual\n';

  test('makes the references before it links', () => {
    const blocks = blocksOf(before + definition);
    expect(blocks.map(linksIn)).toEqual([
      ['https://example.com/manual'],
      [],
      ['https://example.com/manual'],
      [],
    ]);
  });

  test('changes only the blocks that refer to it', () => {
    const stream = createBlockStream();
    const [first, second, third] = stream.append(before).flat();
    const after = stream.append(definition).flat();
    expect(after).toHaveLength(4);
    expect(after[0]).not.toBe(first);
    expect(after[1]).toBe(second);
    expect(after[2]).not.toBe(third);
  });

  test('changes only the group that refers to it', () => {
    const stream = createBlockStream();
    const text = `${'A paragraph.\n\n'.repeat(40)}See [man].\n\n${'A paragraph.\n\n'.repeat(40)}`;
    const groups = stream.append(text);
    const after = stream.append(definition);
    expect(after[0]).toBe(groups[0]);
    expect(after[1]).toBe(groups[1]);
    expect(after[2]).not.toBe(groups[2]);
    expect(after[3]).toBe(groups[3]);
    expect(linksIn(after[2]?.[8])).toEqual(['https://example.com/manual']);
  });

  test('is taken back when it turns out to be none', () => {
    const stream = createBlockStream();
    const text = '[a]\n\n[a]: https://example.com';
    expect(linksIn(stream.append(text).flat()[0])).toEqual(['https://example.com/']);
    expect(linksIn(stream.append(' is no definition\n\nEnd').flat()[0])).toEqual([]);
  });

  test('is ignored where the label has one already', () => {
    const text = '[a]\n\n[a]: https://one.example\n\ntext\n\n[a]: https://two.example\n';
    expect(linksIn(blocksOf(text)[0])).toEqual(['https://one.example/']);
  });
});
