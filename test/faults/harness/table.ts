/** One case in one browser. */
export interface Row {
  readonly theme: string;
  readonly name: string;
  readonly browser: string;
  readonly promise: string;
  readonly seen: string;
  readonly held: boolean;
}

const columns = [
  { title: 'Case', width: 30, read: ({ name }: Row) => name },
  { title: 'Browser', width: 8, read: ({ browser }: Row) => browser },
  { title: 'Promised', width: 36, read: ({ promise }: Row) => promise },
  { title: 'Seen', width: 68, read: ({ seen }: Row) => seen },
  { title: 'Held', width: 4, read: ({ held }: Row) => (held ? 'yes' : 'NO') },
] as const;

const titles = columns.map(({ title }) => title);
const cellsOf = (row: Row) => columns.map(({ read }) => read(row));

/** For a terminal: cells are wrapped to the width of their column. */
export function formatText(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => {
    const wrapped = columns.map(({ width }, index) => wrap(cells[index] ?? '', width));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) =>
      columns.map(({ width }, index) => (wrapped[index]?.[row] ?? '').padEnd(width)).join(' | '),
    ).join('\n');
  };
  const rule = columns.map(({ width }) => '-'.repeat(width)).join('-+-');
  return [...byTheme(rows)]
    .map(([theme, members]) => {
      const body = members.map((row) => line(cellsOf(row)));
      return [`${theme}\n`, line(titles), rule, ...body].join('\n');
    })
    .join('\n\n');
}

/** For the documentation. */
export function formatMarkdown(rows: readonly Row[]): string {
  const cell = (text: string) => text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const head = [line(titles), line(columns.map(() => '---'))];
  return [...byTheme(rows)]
    .map(([theme, members]) => {
      const body = members.map((row) => line(cellsOf(row)));
      return [`### ${theme}`, '', ...head, ...body, ''].join('\n');
    })
    .join('\n');
}

/** The same case in both browsers stands together: in one row where both say the same. */
function byTheme(rows: readonly Row[]): Map<string, Row[]> {
  const themes = Map.groupBy(rows, ({ theme }) => theme);
  return new Map([...themes].map(([theme, members]) => [theme, merge(members)]));
}

function merge(rows: readonly Row[]): Row[] {
  return [...Map.groupBy(rows, ({ name }) => name).values()].flatMap((same) => {
    const outcomes = Map.groupBy(same, ({ seen, held }) => `${held} ${seen}`).values();
    return [...outcomes].map((equal) => ({
      ...equal[0]!,
      browser: equal.map(({ browser }) => browser).join(', '),
    }));
  });
}

/** Cuts between words where it can. */
function wrap(text: string, width: number): string[] {
  return text.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S{1,${width}}`, 'gu')) ?? [''];
}
