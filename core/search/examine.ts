import { fold } from './fold.ts';
import type { Occurrence } from './occurrences.ts';
import { findOccurrences } from './occurrences.ts';
import type { QueryWord } from './query.ts';
import { levelInTitle } from './ranking.ts';
import { cutSentence } from './snippet.ts';

export interface Examined {
  /** A sentence in which words of the query stand; undefined where they stand in the title alone. */
  readonly sentence: string | undefined;
  /** How near to each other they stand: 0 to 2. */
  readonly closeness: number;
}

/** Words that are further apart, in characters, are not shown together. */
const width = 100;

interface Place {
  readonly text: string;
  readonly first: Occurrence;
  readonly last: Occurrence;
  readonly value: number;
}

/** Looks for the words in a conversation itself. Undefined where one of them is missing. */
export function examine(
  words: readonly QueryWord[],
  title: string,
  texts: readonly string[],
): Examined | undefined {
  const foldedTitle = fold(title);
  const found = new Set<number>();
  for (const [index, word] of words.entries()) {
    if (levelInTitle(foldedTitle, word) > 0) found.add(index);
  }
  // The first question is mostly its title: it need not be read twice.
  const isSaid =
    title !== '' && found.size === words.length && texts[0]?.startsWith(title.replace(/…$/, ''));
  let best: Place | undefined;
  let value = bestPlace(title, findOccurrences(foldedTitle, words))?.value ?? 1;
  const toSay = isSaid ? texts.filter((text) => text !== texts[0]) : texts;
  for (const text of toSay) {
    const occurrences = findOccurrences(fold(text), words);
    for (const { word } of occurrences) found.add(word);
    const place = bestPlace(text, occurrences);
    if (place && place.value > (best?.value ?? 0)) best = place;
  }
  if (found.size < words.length) return undefined;
  value = Math.max(value, best?.value ?? 1);
  const closest = 2 * words.length - 1;
  return {
    sentence: best && cutSentence(best.text, [best.first, best.last], words),
    closeness: words.length > 1 ? (2 * (value - 1)) / (closest - 1) : 0,
  };
}

/** Where most of the words stand together; each that follows the one before it counts double. */
function bestPlace(text: string, occurrences: readonly Occurrence[]): Place | undefined {
  let best: Place | undefined;
  for (const [index, first] of occurrences.entries()) {
    const near = new Set<number>();
    let last = first;
    let followed = 0;
    for (let at = index; at < occurrences.length; at += 1) {
      const next = occurrences[at] ?? first;
      if (next.end - first.start > width && next !== first) break;
      if (next.word === last.word + 1 && next.start - last.end <= 2 && !near.has(next.word)) {
        followed += 1;
      }
      if (near.has(next.word)) continue;
      near.add(next.word);
      last = next;
    }
    const value = near.size + followed;
    if (value > (best?.value ?? 0)) best = { text, first, last, value };
  }
  return best;
}
