/** As many different words as a person's conversations have, more or less. */
const vocabularySize = 30_000;

const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl dr fl gr pl sh st th tr'.split(' ');
const vowels = 'a e i o u ai ea ou'.split(' ');
const codas = ['', '', '', 'n', 'r', 's', 't', 'l', 'ng', 'nd'];

/** Prose in a language of its own, whose words are as common and as rare as in any: by Zipf's law. */
export function createProse(seed: number): (length: number) => string {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (length) => {
    const said: string[] = [];
    for (let total = 0; total < length; ) {
      const rank = Math.floor(Math.exp(random() * Math.log(vocabularySize)));
      const word = wordOf(rank);
      said.push(word);
      total += word.length + 1;
    }
    return `${said.join(' ')}.`;
  };
}

const known = new Map<number, string>();

/** The word of this rank; common words are short. */
function wordOf(rank: number): string {
  const found = known.get(rank);
  if (found !== undefined) return found;
  let word = '';
  for (let rest = rank; rest > 0; ) {
    const parts = [onsets, vowels, codas].map((choices) => {
      const part = choices[rest % choices.length] ?? '';
      rest = Math.floor(rest / choices.length);
      return part;
    });
    word += parts.join('');
  }
  known.set(rank, word);
  return word;
}
