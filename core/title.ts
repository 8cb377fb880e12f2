import type { Question } from './actions.ts';

const longest = 60;

/**
 * A conversation's title from its first question: the first sentence, cut between words, in any
 * script. The selected text stands in where the user typed nothing.
 */
export function makeTitle(question: Question): string {
  const text = (question.text.trim() || question.quote || '').slice(0, 1000);
  const line = text.trim().split(/\r?\n/, 1)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  return cutBetweenWords(firstSentence(line).trim());
}

/** A browser takes milliseconds for its first segmenter: one is made where there may be something to cut. */
function firstSentence(line: string): string {
  if (!/[\p{Sentence_Terminal};\u037e]\P{Sentence_Terminal}/u.test(line)) return line;
  const [first] = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line);
  return first?.segment ?? line;
}

function cutBetweenWords(text: string): string {
  if (text.length <= longest) return text;
  const space = text.lastIndexOf(' ', longest);
  // Not all scripts have spaces; a single word longer than a title is cut between characters.
  const end = space > longest / 2 ? space : lastEnd(text, 'word') || lastEnd(text, 'grapheme');
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Where the last word or character that fits a title ends; 0 where not even one does. */
function lastEnd(text: string, granularity: 'word' | 'grapheme'): number {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity }).segment(text)) {
    if (index + segment.length > longest) break;
    end = index + segment.length;
  }
  return end;
}
