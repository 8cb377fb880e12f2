import { type Figure, formatNumber, summarise } from './figure.ts';

export const columns = ['What', 'Median', 'Least', 'Most', 'Runs', 'Target', 'Held'] as const;

/** Whether a column is set flush right. */
export const isNumber = (column: number) => column >= 1 && column <= 4;

/** A figure as the cells of its row. */
export function rowOf(figure: Figure): readonly string[] {
  const { median, least, most, held } = summarise(figure);
  const [middle, low, high] = [median, least, most].map((v) => `${formatNumber(v)}${figure.unit}`);
  const verdict = held === undefined ? '' : held ? 'yes' : 'NO';
  const runs = String(figure.values.length);
  const target = figure.target?.words ?? '';
  return [figure.name, middle ?? '', low ?? '', high ?? '', runs, target, verdict];
}

/** Rows with the heads above them, every column as wide as its widest cell. */
export function alignRows(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all.map((row) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
}
