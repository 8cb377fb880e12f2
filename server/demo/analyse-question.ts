interface Term {
  /** In lower case. */
  readonly text: string;
  readonly count: number;
}

export interface QuestionAnalysis {
  /** As a reader counts them, not in code units. */
  readonly characters: number;
  readonly words: number;
  readonly sentences: number;
  /** The terms that carry the question, most frequent first; of equals the longer one first. */
  readonly terms: readonly Term[];
}

const termCount = 5;

const commonWords = new Set(
  `a about all also am an and any are as at be because been but by can could did do does for from
  had has have he her him his how i if in into is it its just me more most my no not of on one or
  our please she should so some such tell than that the their them then there these they this to
  up us was we were what when where which who why will with would you your`.split(/\s+/),
);

/** Counts what a question is made of, in any language that Unicode can segment. */
export function analyseQuestion(question: string): QuestionAnalysis {
  const words = segment(question, 'word')
    .filter((part) => part.isWordLike)
    .map((part) => part.segment.toLowerCase());
  const counts = Map.groupBy(words, (word) => word);
  const terms = [...counts]
    .filter(([text]) => !commonWords.has(text))
    .map(([text, uses]) => ({ text, count: uses.length }))
    .sort((one, other) => other.count - one.count || other.text.length - one.text.length);
  return {
    characters: segment(question, 'grapheme').length,
    words: words.length,
    sentences: segment(question, 'sentence').filter((part) => part.segment.trim()).length,
    terms: terms.slice(0, termCount),
  };
}

/** The locale is fixed so that the same question has the same analysis on every machine. */
const segment = (text: string, granularity: 'grapheme' | 'word' | 'sentence') => [
  ...new Intl.Segmenter('en', { granularity }).segment(text),
];
