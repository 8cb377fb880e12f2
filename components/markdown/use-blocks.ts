import { useRef } from 'preact/hooks';
import { type BlockStream, createBlockStream } from '../../core/markdown/blocks.ts';
import type { BlockGroup } from '../../core/markdown/groups.ts';

interface Read {
  readonly stream: BlockStream;
  readonly text: string;
  readonly blocks: readonly BlockGroup[];
}

/**
 * The blocks of a text that grows from render to render; another text starts afresh.
 *
 * @param latest The end of the text, as it came last.
 */
export function useBlocks(text: string, latest = ''): readonly BlockGroup[] {
  const read = useRef<Read>(undefined);
  const before = read.current;
  if (before && text === before.text) return before.blocks;
  const fresh = before && newIn(text, before.text, latest);
  const stream = before && fresh !== undefined ? before.stream : createBlockStream();
  read.current = { stream, text, blocks: stream.append(fresh ?? text) };
  return read.current.blocks;
}

/** What has been added to a text; undefined where it does not go on from the one before. */
function newIn(text: string, before: string, latest: string): string | undefined {
  // A browser puts a text that was added to together anew, all of it, to look into it.
  if (latest !== '' && before.length + latest.length === text.length) return latest;
  // Two strings are compared many times faster than `startsWith` goes through them.
  return text.slice(0, before.length) === before ? text.slice(before.length) : undefined;
}
