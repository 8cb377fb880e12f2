import { useRef } from 'preact/hooks';
import { type BlockStream, createBlockStream } from '../../core/markdown/blocks.ts';
import type { BlockGroup } from '../../core/markdown/groups.ts';

/** The blocks of a text that grows from render to render; another text starts afresh. */
export function useBlocks(text: string): readonly BlockGroup[] {
  const read = useRef<{ readonly stream: BlockStream; readonly text: string }>(undefined);
  const before = read.current?.text ?? '';
  // Two strings are compared many times faster than `startsWith` goes through them.
  const continued = text.slice(0, before.length) === before;
  const stream = continued && read.current ? read.current.stream : createBlockStream();
  read.current = { stream, text };
  return stream.update(text);
}
