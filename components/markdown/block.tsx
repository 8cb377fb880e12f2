import type { Block, Inline, ListBlock, ListItem } from '../../core/markdown/model.ts';
import { CodeBlock } from './code-block.tsx';
import { Cursor } from './cursor.tsx';
import { Footnote } from './footnote.tsx';
import { Formula } from './formula.tsx';
import { renderInline } from './inline.tsx';
import { memo } from './memo.ts';
import { runsOf } from './runs.ts';
import { Table } from './table.tsx';

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

const piecesPerRun = 8;

const Piece = memo(({ inlines }: { readonly inlines: readonly Inline[] }) => renderInline(inlines));

interface RunProps {
  readonly pieces: readonly (readonly Inline[])[];
  readonly first: boolean;
  readonly cursor: boolean;
}

const Run = memo(({ pieces, first, cursor }: RunProps) => {
  const content = (
    <>
      {pieces.map((inlines, index) => (
        <Piece key={index} inlines={inlines} />
      ))}
      {cursor && <Cursor />}
    </>
  );
  return first ? content : <span class="markdown-run">{content}</span>;
});

/**
 * A paragraph's text. One that is longer than any writer's, of 4,000 characters or more, goes on in
 * another line: a browser lays out all of a block's lines again when one is added.
 */
function Pieces({ pieces, cursor }: Omit<RunProps, 'first'>) {
  return runsOf(pieces, piecesPerRun).map((run, index, { length }) => (
    <Run key={index} pieces={run} first={index === 0} cursor={cursor && index === length - 1} />
  ));
}

interface ItemProps {
  readonly item: ListItem;
  readonly number: number | undefined;
  readonly loose: boolean;
  readonly cursor: boolean;
}

const Item = memo(({ item: { checked, blocks }, number, loose, cursor }: ItemProps) => {
  const [first, ...others] = blocks;
  const paragraph = first?.type === 'paragraph' ? first : undefined;
  const rest = paragraph ? others : blocks;
  const text = <Pieces pieces={paragraph?.pieces ?? []} cursor={cursor && rest.length === 0} />;
  const line =
    checked === undefined ? (
      text
    ) : (
      <label>
        <input type="checkbox" disabled checked={checked} /> {text}
      </label>
    );
  return (
    <li dir="auto" value={number} class={checked === undefined ? undefined : 'markdown-task'}>
      {loose && paragraph ? <p dir="auto">{line}</p> : line}
      <Blocks blocks={rest} tight={!loose} cursor={cursor && rest.length > 0} />
    </li>
  );
});

interface ItemsProps extends Pick<ListBlock, 'items' | 'loose' | 'ordered' | 'start'> {
  readonly first: boolean;
  readonly cursor: boolean;
}

const Items = memo(({ items, loose, ordered, start, first, cursor }: ItemsProps) => {
  const children = items.map((item, index) => {
    const last = index === items.length - 1;
    // In what may be passed over, Firefox begins at one whatever the list begins with.
    const number = ordered && !first && index === 0 ? start : undefined;
    const props = { item, number, loose };
    return <Item key={index} {...props} cursor={cursor && last} />;
  });
  const look = first ? undefined : 'markdown-list-goes-on';
  return ordered ? (
    <ol dir="auto" class={look} start={start}>
      {children}
    </ol>
  ) : (
    <ul dir="auto" class={look}>
      {children}
    </ul>
  );
});

/** A very long list goes on in another element, which looks like the same. */
function List({ list, cursor }: { readonly list: ListBlock; readonly cursor: boolean }) {
  const { items, loose, ordered, start } = list;
  let next = start;
  return runsOf(items).map((run, index, { length }) => {
    const begin = next;
    next += run.length;
    const props = { items: run, loose, ordered, start: begin, first: index === 0 };
    return <Items key={index} {...props} cursor={cursor && index === length - 1} />;
  });
}

interface BlockProps {
  readonly block: Block;
  /** In a tight list, where a paragraph is bare text. */
  readonly tight: boolean;
  readonly cursor: boolean;
}

const BlockView = memo(({ block, tight, cursor }: BlockProps) => {
  const end = cursor && <Cursor />;
  switch (block.type) {
    case 'heading': {
      const Heading = headingTags[block.depth - 1] ?? 'h6';
      return (
        <Heading dir="auto">
          {renderInline(block.children)}
          {end}
        </Heading>
      );
    }
    case 'paragraph': {
      const Paragraph = tight ? 'div' : 'p';
      return (
        <Paragraph dir="auto">
          <Pieces pieces={block.pieces} cursor={cursor} />
        </Paragraph>
      );
    }
    case 'html':
      return (
        <p dir="auto" class="markdown-html">
          {renderInline(block.children)}
          {end}
        </p>
      );
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.blocks} tight={false} cursor={cursor} />
        </blockquote>
      );
    case 'rule':
      return (
        <>
          <hr />
          {end}
        </>
      );
    case 'math':
      return (
        <>
          <Formula formula={block} />
          {end}
        </>
      );
    case 'footnote':
      return (
        <Footnote label={block.label}>
          <Blocks blocks={block.blocks} tight={false} cursor={cursor} />
        </Footnote>
      );
    case 'list':
      return <List list={block} cursor={cursor} />;
    case 'table':
      return <Table table={block} cursor={cursor} />;
    case 'code':
      return <CodeBlock code={block} cursor={cursor} />;
  }
});

interface BlocksProps {
  readonly blocks: readonly Block[];
  readonly tight: boolean;
  readonly cursor: boolean;
}

/** Blocks, the last of which ends in the cursor if there is one. */
export function Blocks({ blocks, tight, cursor }: BlocksProps) {
  if (blocks.length === 0) return cursor && <Cursor />;
  return blocks.map((block, index) => {
    const last = index === blocks.length - 1;
    return <BlockView key={index} block={block} tight={tight} cursor={cursor && last} />;
  });
}
