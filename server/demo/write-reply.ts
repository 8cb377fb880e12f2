import { analyseQuestion, type QuestionAnalysis } from './analyse-question.ts';

const longestQuote = 300;

export const demoNotice =
  '**This is the built-in demo: no AI model is behind it.** To put one behind it, run Ollama with a model on this computer, or start the server with `--upstream URL` and the address of any OpenAI-compatible server.';

/** The demo's whole reply to a question, in Markdown. Made from the question's text alone. */
export function writeReply(question: string): string {
  const { characters, words, sentences, terms } = analyseQuestion(question);
  if (words === 0) return `${demoNotice}\n\nYour question holds no words to look at.\n`;
  const rows = [`Characters | ${characters}`, `Words | ${words}`, `Sentences | ${sentences}`];
  const blocks = [
    demoNotice,
    'What it can do is look at the question itself:',
    quote(question),
    ['| Measure | Count |', '|---|---:|', ...rows.map((row) => `| ${row} |`)].join('\n'),
    ...writeTerms(terms),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function writeTerms(terms: QuestionAnalysis['terms']): string[] {
  if (terms.length === 0) return ['It is made of common words only.'];
  const list = terms.map((term) => `- \`${term.text}\`, ${count(term.count, 'time')}`);
  const counts = Object.fromEntries(terms.map((term) => [term.text, term.count]));
  return ['## Key terms', list.join('\n'), 'The same as JSON:', codeBlock(counts)];
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

const codeBlock = (value: object) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

function quote(text: string): string {
  const characters = [...text.trim()];
  const shown = characters.slice(0, longestQuote).join('');
  return (characters.length > longestQuote ? `${shown}…` : shown).replace(/^/gm, '> ');
}
