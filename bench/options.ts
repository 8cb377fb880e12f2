import { parseArgs } from 'node:util';
import { UsageError } from '../server/options.ts';
import type { Theme } from './theme.ts';
import { themes } from './themes.ts';

export interface BenchOptions {
  readonly themes: readonly Theme[];
  readonly runs: number;
  readonly help: boolean;
}

/** Fewer runs say too little to be kept. */
export const fullRuns = 5;

export const usage = `Measures the production build in Chromium: npm run bench -- [themes] [options]

  --runs NUMBER   how often each thing is measured (${fullRuns})
  --help

Themes: ${themes.map(({ name }) => name).join(', ')}; all of them by default. All of them, measured
${fullRuns} times or more, are written to docs/benchmarks.md.`;

/**
 * Reads command-line arguments (without the program's own name).
 * @throws UsageError
 */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = read(args);
  const unknown = positionals.find((name) => themes.every((theme) => theme.name !== name));
  if (unknown !== undefined) throw new UsageError(`There is no theme "${unknown}".`);
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new UsageError('--runs takes a number from 1 on.');
  const chosen = themes.filter(({ name }) => positionals.includes(name));
  return { themes: chosen.length > 0 ? chosen : themes, runs, help: values.help };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: 'string', default: String(fullRuns) },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
