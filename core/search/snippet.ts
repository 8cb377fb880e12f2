import { fold } from './fold.ts';
import type { Occurrence } from './occurrences.ts';
import { findOccurrences } from './occurrences.ts';
import type { QueryWord } from './query.ts';

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
    const [begin = 0, close = text.length] = [places[start], places[end]];
    if (begin < from) continue;
    if (begin > from) parts.push({ text: text.slice(from, begin), marked: false });
    parts.push({ text: text.slice(begin, close), marked: true });
    from = close;
  }
  if (from < text.length) parts.push({ text: text.slice(from), marked: false });
  return parts;
}

/** The sentence around what was found in a text, without its Markdown. */
export function cutSentence(text: string, first: Occurrence, last: Occurrence): string {
  const start = placeOf(text, first.start);
  const end = Math.max(start, placeOf(text, last.end));
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
  const cut = plainText(text.slice(from, to)).trim();
  const more = text.slice(to).trim() !== '';
  return `${text.slice(0, from).trim() === '' ? '' : '…'}${cut}${more ? '…' : ''}`;
}

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
    .replace(/\*\*|__|~~|`+/g, '')
    .replace(/\|/g, ' ')
    .replace(/\s+/g, ' ');

/** Where each unit of the folded text comes from, and its end. */
function placesOf(text: string): readonly number[] {
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    for (let unit = fold(character).length; unit > 0; unit -= 1) places.push(at);
    at += character.length;
  }
  return [...places, at];
}

/** Where one unit of the folded text comes from. */
function placeOf(text: string, unit: number): number {
  if (/^[\0-\x7f]*$/.test(text)) return unit;
  let at = 0;
  let left = unit;
  for (const character of text) {
    left -= fold(character).length;
    if (left < 0) return at;
    at += character.length;
  }
  return at;
}
