import type { Block, Inline, ListBlock, ListItem } from '../../core/markdown/model.ts';
import { CodeBlock } from './code-block.tsx';
import { Cursor } from './cursor.tsx';
import { Footnote } from './footnote.tsx';
import { Formula } from './formula.tsx';
import { renderInline } from './inline.tsx';
import { memo } from './memo.ts';
import { Table } from './table.tsx';

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

const Piece = memo(({ inlines }: { readonly inlines: readonly Inline[] }) => renderInline(inlines));

const renderPieces = (pieces: readonly (readonly Inline[])[]) =>
  pieces.map((inlines, index) => <Piece key={index} inlines={inlines} />);

interface ItemProps {
  readonly item: ListItem;
  readonly loose: boolean;
  readonly cursor: boolean;
}

const Item = memo(({ item: { checked, blocks }, loose, cursor }: ItemProps) => {
  const [first, ...others] = blocks;
  const paragraph = first?.type === 'paragraph' ? first : undefined;
  const rest = paragraph ? others : blocks;
  const text = (
    <>
      {paragraph && renderPieces(paragraph.pieces)}
      <Cursor shown={cursor && rest.length === 0} />
    </>
  );
  const line =
    checked === undefined ? (
      text
    ) : (
      <label>
        <input type="checkbox" disabled checked={checked} /> {text}
      </label>
    );
  return (
    <li dir="auto" class={checked === undefined ? undefined : 'markdown-task'}>
      {loose && paragraph ? <p dir="auto">{line}</p> : line}
      <Blocks blocks={rest} tight={!loose} cursor={cursor && rest.length > 0} />
    </li>
  );
});

function List({ list, cursor }: { readonly list: ListBlock; readonly cursor: boolean }) {
  const items = list.items.map((item, index) => {
    const last = index === list.items.length - 1;
    return <Item key={index} item={item} loose={list.loose} cursor={cursor && last} />;
  });
  return list.ordered ? (
    <ol dir="auto" start={list.start}>
      {items}
    </ol>
  ) : (
    <ul dir="auto">{items}</ul>
  );
}

interface BlockProps {
  readonly block: Block;
  /** In a tight list, where a paragraph is bare text. */
  readonly tight: boolean;
  readonly cursor: boolean;
}

const BlockView = memo(({ block, tight, cursor }: BlockProps) => {
  const end = <Cursor shown={cursor} />;
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
          {renderPieces(block.pieces)}
          {end}
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
  if (blocks.length === 0) return <Cursor shown={cursor} />;
  return blocks.map((block, index) => {
    const last = index === blocks.length - 1;
    return <BlockView key={index} block={block} tight={tight} cursor={cursor && last} />;
  });
}
