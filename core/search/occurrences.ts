import type { QueryWord } from './query.ts';
import { isOfWord } from './terms.ts';

/** Where a word stands in a folded text. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  /** Which word of the query it is. */
  readonly word: number;
}

/** What makes another sound of the kana before it. */
const voicing = /[\u3099\u309a]/;
/** More of them in one text make no difference. */
const most = 200;

/** Where one of the words stands, in order. */
export function findOccurrences(
  folded: string,
  words: readonly QueryWord[],
): readonly Occurrence[] {
  return words
    .flatMap((word, index) => occurrencesOf(folded, word, index))
    .sort((a, b) => a.start - b.start);
}

function occurrencesOf(folded: string, word: QueryWord, index: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const { text, unspaced, prefix } = word;
  let start = folded.indexOf(text);
  while (start >= 0 && found.length < most) {
    const end = start + text.length;
    const begins = unspaced
      ? !voicing.test(characterAt(folded, end))
      : !isOfWord(characterBefore(folded, start));
    // Only then: where no word ends for long, it is looked for once.
    const wordEnd = unspaced || !begins ? end : endOfWord(folded, end);
    if (begins && (unspaced || prefix || wordEnd === end)) {
      found.push({ start, end: wordEnd, word: index });
    }
    start = folded.indexOf(text, end);
  }
  return found;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  for (;;) {
    const character = characterAt(text, end);
    if (!isOfWord(character)) return end;
    end += character.length;
  }
}

const characterAt = (text: string, index: number) => {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
};

function characterBefore(text: string, index: number): string {
  const isInside = (text.charCodeAt(index - 1) & 0xfc00) === 0xdc00;
  return index > 0 ? characterAt(text, index - (isInside ? 2 : 1)) : '';
}
