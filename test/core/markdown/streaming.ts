import { createBlockStream } from '../../../core/markdown/blocks.ts';
import type { Block } from '../../../core/markdown/model.ts';

/** The blocks of a text that is given at once. */
export const blocksOf = (text: string): readonly Block[] => createBlockStream().append(text).flat();

/** The blocks of a text that arrives in steps of so many characters, after each step. */
export function* stream(text: string, step: number) {
  const blocks = createBlockStream();
  for (let from = 0; from < text.length; from += step) {
    yield blocks.append(text.slice(from, from + step));
  }
}

export const streamedBlocksOf = (text: string, step = 1): readonly Block[] =>
  [...stream(text, step)].at(-1)?.flat() ?? [];
