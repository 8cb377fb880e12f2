import { fold } from './fold.ts';
import type { Occurrence } from './occurrences.ts';
import { findOccurrences } from './occurrences.ts';
import type { QueryWord } from './query.ts';
import { isOfWord } from './terms.ts';

/** A stretch of text that is a word of the query, or lies between two. */
export interface TextPart {
  readonly text: string;
  readonly marked: boolean;
}

/** How much is shown before the first word and after the last, in characters. */
const before = 32;
const after = 120;
/** A sentence is looked for no further away. */
const reach = 400;

/** A text cut up at the words of the query. */
export function markWords(text: string, words: readonly QueryWord[]): readonly TextPart[] {
  const places = placesOf(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (const { start, end } of findOccurrences(fold(text), words)) {
    const begin = places[start]?.start ?? 0;
    const close = places[end - 1]?.end ?? text.length;
    if (begin < from) continue;
    if (begin > from) parts.push({ text: text.slice(from, begin), marked: false });
    parts.push({ text: text.slice(begin, close), marked: true });
    from = close;
  }
  if (from < text.length) parts.push({ text: text.slice(from), marked: false });
  return parts;
}

/** The sentence around what was found in a text, without its Markdown where no word is lost by it. */
export function cutSentence(
  text: string,
  [first, last]: readonly [Occurrence, Occurrence],
  query: readonly QueryWord[],
): string {
  const { start } = placeOf(text, first.start);
  const { end } = placeOf(text, Math.max(first.end, last.end) - 1);
  const nearby = Math.max(0, start - reach);
  const near = text.slice(nearby, end + reach);
  let from = 0;
  let to = near.length;
  for (const { index, segment } of sentences.segment(near)) {
    if (index <= start - nearby) from = index;
    to = index + segment.length;
    if (to >= end - nearby) break;
  }
  from = cutBetween(text, Math.max(nearby + from, start - before), start);
  to = nearby + to > end + after ? lastBreak(text, end, end + after) : nearby + to;
  const raw = text.slice(from, to);
  const plain = plainText(raw);
  const cut = (countWords(plain, query) < countWords(raw, query) ? raw : plain)
    .replace(space, ' ')
    .trim();
  const more = text.slice(to).trim() !== '';
  return `${text.slice(0, from).trim() === '' ? '' : '…'}${cut}${more ? '…' : ''}`;
}

/** A zero width no-break space is none to who reads, and parts no word. */
const space = /[^\S\ufeff]+/g;

/** How many words of the query stand in a text. */
const countWords = (text: string, query: readonly QueryWord[]) =>
  new Set(findOccurrences(fold(text), query).map(({ word }) => word)).size;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The first place between two words from there on; at the latest where the found word begins. */
function cutBetween(text: string, from: number, latest: number): number {
  if (from === 0 || from >= latest) return Math.min(from, latest);
  const begin = Math.max(0, from - reach);
  const found = words.segment(text.slice(begin, latest)).containing(from - begin);
  if (!found || found.index === from - begin) return from;
  return Math.min(latest, begin + found.index + found.segment.length);
}

function lastBreak(text: string, end: number, latest: number): number {
  const found = words.segment(text.slice(end, latest + reach)).containing(latest - end);
  return found && found.index > 0 ? end + found.index : latest;
}

/** Without the marks of Markdown that would be in the way of reading. */
const plainText = (text: string) =>
  text
    .replace(/\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replace(/^ {0,3}(#{1,6}|[-*+>]|\d+\.)[ \t]+/gm, '')
    .replace(/(?<=(.?))(?:\*\*|__|~~|`+)(?=(.?))/gsu, (mark, left: string, right: string) =>
      isOfWord(left) && isOfWord(right) ? mark : '',
    )
    .replace(/\|/g, ' ');

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A character, and what folding may take away after it, put elsewhere, or join with it. */
const clusters = /.[\p{M}\p{DI}\u0640\uff9e\uff9f]*/gsu;

/** Where each unit of the folded text comes from. */
function placesOf(text: string): readonly Place[] {
  const places: Place[] = [];
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const place = { start: index, end: index + cluster.length };
    for (let unit = fold(cluster).length; unit > 0; unit -= 1) places.push(place);
  }
  return places;
}

/** Where one unit of the folded text comes from. A long text is folded word by word, which is faster. */
function placeOf(text: string, unit: number): Place {
  let left = unit;
  for (const { 0: word, index } of text.matchAll(/[^ \n]+[ \n]*|[ \n]+/g)) {
    const { length } = fold(word);
    if (left < length) {
      const { start = 0, end = 0 } = placesOf(word)[left] ?? {};
      return { start: index + start, end: index + end };
    }
    left -= length;
  }
  return { start: text.length, end: text.length };
}
