import type { FoundBrowser } from '../server/browser-find.ts';
import type { Figure } from './figure.ts';

/** What every theme is given. */
export interface Bench {
  readonly found: FoundBrowser;
  /** How often each thing is measured, at least. */
  readonly runs: number;
  /** An extension of the benchmark's own pages alone. */
  readonly pages: string;
  /** The production build, and beside its pages those of the benchmark. */
  readonly product: string;
  /** Tells what is being done. */
  say(what: string): void;
}

/** A part of the benchmark: what belongs to one subject. */
export interface Theme {
  /** As in `npm run bench -- rendering`. */
  readonly name: string;
  readonly title: string;
  /** How it is measured. */
  readonly about: string;
  measure(bench: Bench): Promise<readonly Figure[]>;
}

/** What a theme came to. */
export interface Section {
  readonly theme: Theme;
  readonly figures: readonly Figure[];
}
