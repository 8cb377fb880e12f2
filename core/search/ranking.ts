import type { HistoryEntry } from '../history-pages.ts';
import type { Findings, TermMatches } from './index-reader.ts';
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
  readonly score: number;
  /** Whether all of the words stand in its title. */
  readonly byTitle: boolean;
}

const inTitle = 4;
const withinTitle = 3;
const inText = 2;
const begunInText = 1;

/**
 * The conversations in whose title or texts every word stands, best first: words in the title count
 * most, whole words more than the beginnings of longer ones, and of equals the newest comes first.
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
  for (const [index, { entry, title }] of listed.entries()) {
    const levels = words.map(
      (word, at) => levelInTitle(title, word) || levelInText(ofWords[at] ?? [], entry.id),
    );
    if (levels.includes(0)) continue;
    const sum = levels.reduce((a, b) => a + b, 0);
    const recency = 1 - index / listed.length;
    const byTitle = levels.every((level) => level >= withinTitle);
    found.push({ entry, score: sum / words.length + recency, byTitle });
  }
  return found.sort((a, b) => b.score - a.score);
}

function levelInTitle(title: string, { text }: QueryWord): number {
  if (!title.includes(text)) return 0;
  return runsOf(title).some((run) => run.text === text) ? inTitle : withinTitle;
}

function levelInText(matches: readonly TermMatches[], id: string): number {
  if (matches.length === 0 || !matches.every((each) => each.has(id))) return 0;
  return matches.every((each) => each.get(id)) ? inText : begunInText;
}
