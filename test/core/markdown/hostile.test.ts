import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockStream } from '../../../core/markdown/blocks.ts';
import { hostileMarkdown } from '../../fixtures/hostile-markdown.ts';
import { anyGrowth } from './hostile-text.ts';
import { blocksOf, streamedBlocksOf } from './streaming.ts';

test.each(hostileMarkdown())('$theme, $name: safe links alone, however it arrives', ({ text }) => {
  const blocks = blocksOf(text);
  expect(streamedBlocksOf(text, 7)).toEqual(blocks);
  const addresses = [...JSON.stringify(blocks).matchAll(/"link":\{"href":"([^"]*)"/g)];
  for (const [, address = ''] of addresses) {
    expect(address).toMatch(/^(https?:\/\/[^/@]+\/|mailto:[^?])/);
  }
});

test('pieces of hostile texts, joined and cut anywhere, have the blocks of the text so far', () => {
  fc.assert(
    fc.property(anyGrowth, ({ text, lengths }) => {
      const stream = createBlockStream();
      let before = 0;
      for (const length of lengths) {
        const blocks = stream.append(text.slice(before, length)).flat();
        expect(blocks).toEqual(blocksOf(text.slice(0, length)));
        before = length;
      }
    }),
    { numRuns: 500 },
  );
});
