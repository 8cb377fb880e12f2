import type { HistoryEntry } from '../history-pages.ts';
import type { Findings, TermMatches } from './index-reader.ts';
import { findOccurrences } from './occurrences.ts';
import type { QueryWord } from './query.ts';
import { lookupsFor } from './query.ts';
import { runsOf } from './terms.ts';

/** A conversation as the list has it, newest first, and its title folded. */
export interface Listed {
  readonly entry: HistoryEntry;
  readonly title: string;
}

export interface Candidate {
  readonly entry: HistoryEntry;
  /** The higher, the more it is what was looked for. */
  readonly level: number;
  /** Whether all of the words stand in its title. */
  readonly byTitle: boolean;
}

const inTitle = 5;
const begunInTitle = 4;
const inText = 3;
const begunInText = 2;
const withinTitle = 1;

/**
 * The conversations in whose title or texts every word stands, best first: words in the title count
 * most, whole words more than the beginnings of longer ones, what stands inside one least, and of
 * equals the newest comes first.
 */
export function rankCandidates(
  words: readonly QueryWord[],
  { matches }: Pick<Findings, 'matches'>,
  listed: readonly Listed[],
): readonly Candidate[] {
  const counts = words.map((word) => lookupsFor(word).length);
  const ofWords = counts.map((count, index) => {
    const begin = counts.slice(0, index).reduce((sum, each) => sum + each, 0);
    return matches.slice(begin, begin + count);
  });
  const found: Candidate[] = [];
  for (const { entry, title } of listed) {
    const inTitles = words.map((word) => levelInTitle(title, word));
    const levels = inTitles.map((level, at) =>
      Math.max(level, levelInText(ofWords[at] ?? [], entry.id)),
    );
    if (levels.includes(0)) continue;
    const level = levels.reduce((a, b) => a + b, 0);
    found.push({ entry, level, byTitle: !inTitles.includes(0) });
  }
  return found.sort((a, b) => b.level - a.level);
}

/** How a word stands in a folded title; 0 where it does not. */
export function levelInTitle(title: string, word: QueryWord): number {
  const { text, unspaced } = word;
  if (!title.includes(text)) return 0;
  if (runsOf(title).some((run) => run.text === text)) return inTitle;
  if (findOccurrences(title, [{ ...word, prefix: true }]).length > 0) return begunInTitle;
  return unspaced ? 0 : withinTitle;
}

function levelInText(matches: readonly TermMatches[], id: string): number {
  if (matches.length === 0 || !matches.every((each) => each.has(id))) return 0;
  return matches.every((each) => each.get(id)) ? inText : begunInText;
}
