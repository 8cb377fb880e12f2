import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { release, type } from 'node:os';
import { join } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node';
import { version } from '../../../package.json' with { type: 'json' };
import { formatMarkdown, formatText, type Row } from './table.ts';

const root = join(import.meta.dirname, '../../..');
const page = join(root, 'docs/reliability.md');
const begin = '<!-- The rest is written by npm run faults. -->';

/**
 * Prints the table of faults, and writes it to docs/reliability.md when every case was run. What
 * failed, of all tests, stands below the table: it is long, and what is kept of a run is often its
 * end alone.
 */
export default class FaultReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
  ): Promise<void> {
    const inOrder = modules.toSorted((one, other) => one.moduleId.localeCompare(other.moduleId));
    const cases = inOrder.flatMap((module) => [...module.children.allTests()]).filter(isFault);
    const run = cases.filter((each) => each.result().state !== 'skipped');
    if (run.length === 0) return;
    const rows = run.map(rowOf);
    const held = rows.filter((row) => row.held).length;
    const names = new Set(rows.map(({ theme, name }) => `${theme}: ${name}`));
    const summary = `${names.size} cases, ${rows.length} runs of them; ${held} held, ${rows.length - held} fell short`;
    const failures = [...inOrder.flatMap(failuresIn), ...unhandled.map(describeError)];
    process.stdout.write(`${['', formatText(rows), '', summary, ...failures].join('\n')}\n`);

    const files = (await this.#vitest?.globTestSpecifications(['test/faults'])) ?? [];
    const ran = new Set(run.map((each) => each.module.moduleId));
    const isWhole = run.length === cases.length && files.every(({ moduleId }) => ran.has(moduleId));
    if (isWhole) writePage(`${summary}.\n\n${surroundings(run)}\n\n${formatMarkdown(rows)}`);
  }
}

const isFault = (each: TestCase) => each.meta().promise !== undefined;

const describeError = ({ message, stack }: SerializedError) => `\n${stack || message}`;

/** What failed in a file: tests, and what goes before and after them. */
function failuresIn(module: TestModule): readonly string[] {
  const failed = [...module.children.allTests('failed')].flatMap((test) =>
    (test.result().errors ?? []).map(
      (error) => `\nFailed: ${test.fullName}${describeError(error)}`,
    ),
  );
  const around = [module, ...module.children.allSuites()].flatMap((each) =>
    each.errors().map((error) => `\nFailed: ${module.relativeModuleId}${describeError(error)}`),
  );
  return [...failed, ...around];
}

function rowOf(each: TestCase): Row {
  const { promise = '', only, seen = 'nothing', browser = '' } = each.meta();
  const theme = each.parent.type === 'suite' ? each.parent.name : '';
  const result = each.result();
  const error = result.errors?.[0]?.message.split('\n')[0] ?? '';
  return {
    theme: theme.replace(/ in (chromium|firefox)$/, ''),
    name: each.name,
    browser: browser.split(' ')[0] ?? '',
    promise: only ? `${promise} (${only})` : promise,
    seen: result.state === 'passed' ? seen : error,
    held: result.state === 'passed',
  };
}

/** When, and with what: as the browsers themselves tell it. */
function surroundings(run: readonly TestCase[]): string {
  const browsers = new Set(run.map((each) => each.meta().browser ?? ''));
  const system = `${type()} ${release()}`;
  const [date] = new Date().toISOString().split('T');
  return `${date} · Aside ${version} · ${[...browsers].sort().join(' · ')} · Node ${process.versions.node} · ${system}`;
}

function writePage(generated: string): void {
  const [prose] = readFileSync(page, 'utf8').split(begin);
  writeFileSync(page, `${prose}${begin}\n\n${generated}`);
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', page]);
}
