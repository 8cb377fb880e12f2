/** What a figure has to reach. */
export interface Target {
  readonly words: string;
  isHeld(median: number): boolean;
}

/** One thing that was measured, once a run. */
export interface Figure {
  readonly name: string;
  /** What follows the number, such as ` ms`, `×` or ` KB`. */
  readonly unit: string;
  readonly values: readonly number[];
  /** Without one it is there for comparison. */
  readonly target?: Target;
}

export const atMost = (limit: number, unit: string): Target => ({
  words: `≤ ${formatNumber(limit)}${unit}`,
  isHeld: (median) => median <= limit,
});

export const atLeast = (limit: number, unit: string): Target => ({
  words: `≥ ${formatNumber(limit)}${unit}`,
  isHeld: (median) => median >= limit,
});

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}

/** How often each value is the one beside it: the same run's, so that what slows both cancels out. */
export function ratiosOf(values: readonly number[], to: readonly number[]): readonly number[] {
  return values.map((value, run) => value / (to[run] ?? Number.NaN));
}

export interface FigureSummary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** undefined without a target. */
  readonly held: boolean | undefined;
}

export function summarise({ values, target }: Figure): FigureSummary {
  const median = medianOf(values);
  return {
    median,
    least: Math.min(...values),
    most: Math.max(...values),
    held: target?.isHeld(median),
  };
}

/** Three digits that say something, and no more: 1,234, 56.7, 0.89. */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}
