import type { Alignment, TableBlock, TableRow } from '../../core/markdown/model.ts';
import { Cursor } from './cursor.tsx';
import { renderInline } from './inline.tsx';
import { memo } from './memo.ts';
import { runsOf } from './runs.ts';

interface RowProps {
  readonly row: TableRow;
  readonly align: readonly Alignment[];
  readonly cell: 'th' | 'td';
  readonly cursor: boolean;
}

const Row = memo(({ row, align, cell: Cell, cursor }: RowProps) => (
  <tr>
    {row.map((inlines, column) => (
      <Cell key={column} dir="auto" data-align={align[column] ?? undefined}>
        {renderInline(inlines)}
        {cursor && column === row.length - 1 && <Cursor />}
      </Cell>
    ))}
  </tr>
));

interface RowsProps extends Pick<TableBlock, 'rows' | 'align'> {
  readonly cursor: boolean;
}

const Rows = memo(({ rows, align, cursor }: RowsProps) => (
  <tbody>
    {rows.map((row, index) => {
      const last = index === rows.length - 1;
      return <Row key={index} row={row} align={align} cell="td" cursor={cursor && last} />;
    })}
  </tbody>
));

interface TableProps {
  readonly table: TableBlock;
  readonly cursor: boolean;
}

export function Table({ table: { align, header, rows }, cursor }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard
    <div class="markdown-table" dir="auto" tabIndex={0}>
      <table>
        <thead>
          <Row row={header} align={align} cell="th" cursor={cursor && rows.length === 0} />
        </thead>
        {runsOf(rows).map((run, index, { length }) => {
          const last = index === length - 1;
          return <Rows key={index} rows={run} align={align} cursor={cursor && last} />;
        })}
      </table>
    </div>
  );
}
