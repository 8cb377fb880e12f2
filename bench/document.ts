import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { columns, isNumber, rowOf } from './table.ts';
import type { Section } from './theme.ts';

const root = join(import.meta.dirname, '..');
const path = join(root, 'docs/benchmarks.md');
const begin = '<!-- The rest is written by npm run bench. -->';

/** Writes the results below the words of `docs/benchmarks.md` that stay. */
export function writeDocument(machine: Machine, runs: number, sections: readonly Section[]): void {
  const [prose] = readFileSync(path, 'utf8').split(begin);
  const head = `${machine.date} · ${machine.versions}\n\n${machine.hardware} · ${runs} runs`;
  const body = sections.map(formatSection).join('\n');
  writeFileSync(path, `${prose}${begin}\n\n${head}\n\n${body}`);
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', path]);
}

function formatSection({ theme, figures }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, column) => (isNumber(column) ? '---:' : '---'));
  const rows = [columns, rule, ...figures.map(rowOf)].map(line);
  return [`## ${theme.title}`, '', theme.about, '', ...rows, ''].join('\n');
}
