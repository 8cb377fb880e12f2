import { createBlockStream } from '../../../core/markdown/blocks.ts';
import type { Block } from '../../../core/markdown/model.ts';

/** The blocks of a text that is given at once. */
export const blocksOf = (text: string): readonly Block[] => createBlockStream().update(text).flat();

/** The blocks of a text that arrives in steps of so many characters, after each step. */
export function* stream(text: string, step: number) {
  const blocks = createBlockStream();
  for (let end = step; end < text.length; end += step) yield blocks.update(text.slice(0, end));
  yield blocks.update(text);
}

export const streamedBlocksOf = (text: string, step = 1): readonly Block[] =>
  [...stream(text, step)].at(-1)?.flat() ?? [];
