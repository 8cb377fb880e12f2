import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Alignment, TableBlock, TableRow } from '../../core/markdown/model.ts';
import { withCursor } from './cursor.tsx';
import { renderInline } from './inline.tsx';
import { memo } from './memo.ts';
import { runsOf } from './runs.ts';

/** In the first run: after so many, most columns are as wide as any further row needs. */
const rowsToMeasure = 64;

interface RowProps {
  readonly row: TableRow;
  readonly align: readonly Alignment[];
  readonly cell: 'th' | 'td';
  readonly cursor: boolean;
}

/** A cell has a direction of its own; a header's is that of the table, which takes it from there. */
const Row = memo(({ row, align, cell: Cell, cursor }: RowProps) => (
  <tr>
    {row.map((inlines, column) => (
      <Cell
        key={column}
        dir={Cell === 'td' ? 'auto' : undefined}
        data-align={align[column] ?? undefined}
      >
        {withCursor(renderInline(inlines), cursor && column === row.length - 1)}
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

/**
 * A browser lays all of a table out again when a row is added. So only the header and the first run
 * of a long one are laid out as a table; the rows after them are grids of the same columns.
 */
function useColumns(long: boolean) {
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    const element = table.current;
    if (!long || !element) return;
    const cells = [...element.querySelectorAll('th')];
    const measure = () => {
      const widths = cells.map((cell) => `${cell.getBoundingClientRect().width}px`);
      element.style.setProperty('--columns', widths.join(' '));
      element.style.setProperty('--row-size', `calc(${widths.join(' + ')})`);
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const cell of cells) observer.observe(cell);
    return () => observer.disconnect();
  }, [long]);
  return table;
}

interface TableProps {
  readonly table: TableBlock;
  readonly cursor: boolean;
}

export function Table({ table: { align, header, rows }, cursor }: TableProps) {
  const runs = runsOf(rows, rowsToMeasure);
  const long = runs.length > 1;
  const table = useColumns(long);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard
    <div class="markdown-table" dir="auto" tabIndex={0}>
      <table ref={table} class={long ? 'markdown-long-table' : undefined}>
        <thead>
          <Row row={header} align={align} cell="th" cursor={cursor && rows.length === 0} />
        </thead>
        {runs.map((run, index) => {
          const last = index === runs.length - 1;
          return <Rows key={index} rows={run} align={align} cursor={cursor && last} />;
        })}
      </table>
    </div>
  );
}
