import type { Question } from './actions.ts';

const longest = 60;

/**
 * A conversation's title from its first question: the first sentence, cut between words, in any
 * script. The selected text stands in where the user typed nothing.
 */
export function makeTitle(question: Question): string {
  const text = (question.text.trim() || question.quote || '').slice(0, 1000);
  const line = text.trim().split(/\r?\n/, 1)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  const [sentence] = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(line);
  return cutBetweenWords(sentence?.segment.trim() ?? line);
}

function cutBetweenWords(text: string): string {
  if (text.length <= longest) return text;
  let end = 0;
  for (const word of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    const wordEnd = word.index + word.segment.length;
    if (wordEnd > longest) break;
    end = wordEnd;
  }
  // A single word longer than a title is cut at a whole character.
  const cut = end > 0 ? text.slice(0, end) : Array.from(text).slice(0, longest).join('');
  return `${cut.trimEnd()}…`;
}
