import { useMemo } from 'preact/hooks';
import type { BlockGroup } from '../../core/markdown/groups.ts';
import { renderBlocks } from './block.tsx';
import { Cursor } from './cursor.tsx';
import type { MarkdownProps } from './markdown-props.ts';
import { memo } from './memo.ts';
import { SurroundingsContext } from './surroundings.ts';
import { useBlocks } from './use-blocks.ts';

interface GroupProps {
  readonly blocks: BlockGroup;
  readonly cursor: boolean;
}

/** A wrapper for a run of blocks: one parent of thousands makes every addition slower. */
const Group = memo(({ blocks, cursor }: GroupProps) => (
  <div class="markdown-group">{renderBlocks(blocks, false, cursor)}</div>
));

/** A Markdown text as it arrives. What is settled is neither parsed nor rendered again. */
export function Markdown(props: MarkdownProps) {
  const { text, latest, running, copyText, labels, enrichment } = props;
  const groups = useBlocks(text, latest);
  const surroundings = useMemo(
    () => ({ copyText, labels, enrichment }),
    [copyText, labels, enrichment],
  );
  return (
    <SurroundingsContext.Provider value={surroundings}>
      <div class="markdown">
        {groups.map((blocks, index) => {
          const last = index === groups.length - 1;
          return <Group key={index} blocks={blocks} cursor={running && last} />;
        })}
        {running && groups.length === 0 && <Cursor />}
      </div>
    </SurroundingsContext.Provider>
  );
}
