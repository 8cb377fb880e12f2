import { fold } from './fold.ts';
import { runsOf, termsOf } from './terms.ts';

/** A word to be found, folded. */
export interface QueryWord {
  readonly text: string;
  readonly unspaced: boolean;
  /** Whether a longer word that begins with it is good enough. */
  readonly prefix: boolean;
}

/** A term of the index, or the beginning of one. */
export interface Lookup {
  readonly term: string;
  readonly prefix: boolean;
}

const hangul = /\p{sc=Hang}/u;

/**
 * The words of what was typed, each once. The last may be unfinished; and Korean words carry their
 * particles as endings, so they are found with any.
 */
export function parseQuery(typed: string): readonly QueryWord[] {
  const runs = runsOf(fold(typed));
  const words = new Map<string, QueryWord>();
  for (const [index, run] of runs.entries()) {
    const prefix = index === runs.length - 1 || hangul.test(run.text);
    const before = words.get(run.text);
    words.set(run.text, { ...run, prefix: prefix && before?.prefix !== false });
  }
  return [...words.values()];
}

/** The terms that all stand in a conversation where the word does, though not only there. */
export function lookupsFor({ text, unspaced, prefix }: QueryWord): readonly Lookup[] {
  const terms = termsOf({ text, unspaced });
  if (!unspaced) return terms.map((term) => ({ term, prefix }));
  // The last character begins a term, whatever follows it.
  const pairs = terms.length > 1 ? terms.slice(0, -1) : terms;
  return [...new Set(pairs)].map((term) => ({ term, prefix: terms.length === 1 }));
}
