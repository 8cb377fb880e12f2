import type { ComponentChild } from 'preact';
import type { Block, Inline, ListBlock, ListItem } from '../../core/markdown/model.ts';
import { CodeBlock } from './code-block.tsx';
import { Cursor, withCursor } from './cursor.tsx';
import { Footnote } from './footnote.tsx';
import { Formula } from './formula.tsx';
import { renderInline } from './inline.tsx';
import { memo } from './memo.ts';
import { runsOf } from './runs.ts';
import { Table } from './table.tsx';

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

const piecesPerRun = 8;

const Piece = memo(({ inlines }: { readonly inlines: readonly Inline[] }) => renderInline(inlines));

const renderPieces = (pieces: readonly (readonly Inline[])[]) =>
  pieces.map((inlines, index) => <Piece key={index} inlines={inlines} />);

interface RunProps {
  readonly pieces: readonly (readonly Inline[])[];
  readonly cursor: boolean;
}

const Run = memo(({ pieces, cursor }: RunProps) => (
  <span class="markdown-run">{withCursor(renderPieces(pieces), cursor)}</span>
));

/**
 * A paragraph's text. One that is longer than any writer's, of 4,000 characters or more, goes on in
 * another line: a browser lays out all of a block's lines again when one is added.
 */
function renderText(pieces: readonly (readonly Inline[])[], cursor: boolean): ComponentChild[] {
  const [first = [], ...others] = runsOf(pieces, piecesPerRun, piecesPerRun);
  if (others.length === 0) return withCursor(renderPieces(first), cursor);
  const runs = others.map((run, index) => (
    <Run key={index} pieces={run} cursor={cursor && index === others.length - 1} />
  ));
  return [...renderPieces(first), ...runs];
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
  const text = renderText(paragraph?.pieces ?? [], cursor && rest.length === 0);
  const line =
    checked === undefined
      ? text
      : [
          <label key="task">
            <input type="checkbox" disabled checked={checked} /> {text}
          </label>,
        ];
  const lines =
    loose && paragraph
      ? [
          <p key="text" dir="auto">
            {line}
          </p>,
        ]
      : line;
  return (
    <li dir="auto" value={number} class={checked === undefined ? undefined : 'markdown-task'}>
      {rest.length > 0 ? [...lines, ...renderBlocks(rest, !loose, cursor)] : lines}
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

/** To a screen reader, each run is a list of its own: only what is longer is more than one. */
const itemsInFirstRun = 32;

/** A very long list goes on in another element, which looks like the same. */
function renderList({ items, loose, ordered, start }: ListBlock, cursor: boolean) {
  let next = start;
  return runsOf(items, itemsInFirstRun).map((run, index, { length }) => {
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
      return <Heading dir="auto">{withCursor(renderInline(block.children), cursor)}</Heading>;
    }
    case 'paragraph': {
      const Paragraph = tight ? 'div' : 'p';
      return <Paragraph dir="auto">{renderText(block.pieces, cursor)}</Paragraph>;
    }
    case 'html':
      return (
        <p dir="auto" class="markdown-html">
          {withCursor(renderInline(block.children), cursor)}
        </p>
      );
    case 'quote':
      return <blockquote dir="auto">{renderBlocks(block.blocks, false, cursor)}</blockquote>;
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
      return <Footnote label={block.label}>{renderBlocks(block.blocks, false, cursor)}</Footnote>;
    case 'list':
      return renderList(block, cursor);
    case 'table':
      return <Table table={block} cursor={cursor} />;
    case 'code':
      return <CodeBlock code={block} cursor={cursor} />;
  }
});

/** Blocks, the last of which ends in the cursor if there is one. */
export function renderBlocks(
  blocks: readonly Block[],
  tight: boolean,
  cursor: boolean,
): ComponentChild[] {
  if (blocks.length === 0) return withCursor([], cursor);
  return blocks.map((block, index) => {
    const last = index === blocks.length - 1;
    return <BlockView key={index} block={block} tight={tight} cursor={cursor && last} />;
  });
}
