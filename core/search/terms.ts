import { unspaced } from '../scripts.ts';
import { fold } from './fold.ts';

const letters = '[\\p{L}\\p{N}\\p{M}]';
/**
 * Letters with their signs, and digits, of the one kind of script or the other; whatever else there
 * is parts them.
 */
const runs = new RegExp(`[${letters}--[${unspaced}]]+|[${letters}&&[${unspaced}]]+`, 'gv');
const ofWord = new RegExp(`^[${letters}--[${unspaced}]]`, 'v');
/** In characters: what is longer is no word. */
const longest = 24;

/** A stretch of folded text that is found as a whole: a word, or a run of a script without spaces. */
export interface Run {
  readonly text: string;
  readonly unspaced: boolean;
}

/** The runs of a folded text, in order. */
export function runsOf(folded: string): readonly Run[] {
  return (folded.match(runs) ?? []).map((text) => ({ text, unspaced: !isOfWord(text) }));
}

/** Whether a text begins with a character that goes on a word before it. */
export const isOfWord = (text: string) => ofWord.test(text);

/**
 * What a run is indexed by. A word is one term. Where words have no space between them, each two
 * characters that stand side by side are one, and the last is one alone: so each character begins a
 * term, and any stretch of the run is found by its pairs.
 */
export function termsOf({ text, unspaced }: Run): readonly string[] {
  if (!unspaced) return [text.length > longest ? [...text].slice(0, longest).join('') : text];
  return [...text].map((character, index, all) => character + (all[index + 1] ?? ''));
}

/** Every term of a text once. */
export function allTerms(texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const run of runsOf(fold(text))) {
      for (const term of termsOf(run)) found.add(term);
    }
  }
  return found;
}
