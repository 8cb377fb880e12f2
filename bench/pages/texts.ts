/** What an answer can be made of. Each is endless; a run takes the first so many characters of it. */
export const textKinds = ['mixed', 'paragraph', 'list', 'table', 'fence'] as const;
export type TextKind = (typeof textKinds)[number];

/** What every text ends with, so that a run can tell that all of it is on screen. */
export const ending = 'That is all';

const words =
  'the quick answer of a model comes word by word and reads like this, so a reader follows it with ease while light, water and time make plants grow by the river where nobody has counted them; bạn có thể đọc nó';
const vocabulary = words.split(' ');

/** The same words for the same seed, in every run. */
function createWriter() {
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const say = (count: number) =>
    Array.from({ length: count }, () => vocabulary[next(vocabulary.length)]).join(' ');
  return { next, say };
}

type Writer = ReturnType<typeof createWriter>;

const writeProse = ({ say, next }: Writer) =>
  `${say(12)} **${say(2)}** ${say(9)} *${say(2)}* ${say(7)} \`value${next(99)}\` ${say(11)} ` +
  `[${say(2)}](https://example.com/${next(999)}) ${say(10)} ~~${say(1)}~~ ${say(6)}.`;

const writeItem = ({ say, next }: Writer, mark: string) =>
  `${mark} ${say(5)} **${say(2)}** ${say(6)} \`item${next(99)}\`\n`;

const writeRow = ({ say, next }: Writer) =>
  `| ${say(2)} | ${next(9999)} | **${say(1)}** ${say(2)} | \`cell${next(99)}\` |\n`;

const tableHead = '| What | Count | Remark | Name |\n| :--- | ---: | --- | :-: |\n';

const writeFunction = ({ say, next }: Writer) => {
  const name = `step${next(9999)}`;
  return `/** ${say(6)} */
export function ${name}(input: readonly string[], limit = ${next(500)}): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [index, word] of input.entries()) {
    if (index >= limit) break; // ${say(4)}
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts.size > 0 ? counts : new Map([['${say(1)}', ${next(99)}]]);
}

`;
};

const repeat = (times: number, write: () => string) =>
  Array.from({ length: times }, write).join('');

const writeSection = (writer: Writer, number: number) => `## ${number}. ${writer.say(4)}

${writeProse(writer)}

${writeProse(writer)} With $a_${number}^2 + b^2 = c^2$ it holds.

${repeat(5, () => writeItem(writer, '-'))}  1. ${writer.say(6)}
  2. ${writer.say(5)}
- [x] ${writer.say(4)}
- [ ] ${writer.say(4)}

${tableHead}${repeat(4, () => writeRow(writer))}
\`\`\`ts
${writeFunction(writer)}\`\`\`

$$
\\sum_{i=1}^{${number}} \\frac{x_i}{\\sqrt{i}} \\le ${number}
$$

> ${writer.say(14)}
> ${writer.say(9)}

\`\`\`python
def step_${number}(words: list[str]) -> dict[str, int]:
    """${writer.say(5)}"""
    return {word: words.count(word) for word in set(words)}
\`\`\`

`;

function writeUntil(length: number, begin: string, write: (index: number) => string): string {
  const parts = [begin];
  for (let total = begin.length, index = 1; total < length; index += 1) {
    const part = write(index);
    parts.push(part);
    total += part.length;
  }
  return parts.join('');
}

/** A text of that kind; `length` is in characters, and nearly so in bytes. */
export function makeText(kind: TextKind, length: number): string {
  const writer = createWriter();
  switch (kind) {
    case 'mixed':
      return `${writeUntil(length, '', (number) => writeSection(writer, number))}\n\n${ending}`;
    case 'paragraph':
      return `${writeUntil(length, '', () => `${writeProse(writer)} `)} ${ending}`;
    case 'list':
      return `${writeUntil(length, '', () => writeItem(writer, '-'))}\n- ${ending}`;
    case 'table':
      return `${writeUntil(length, tableHead, () => writeRow(writer))}\n\n${ending}`;
    case 'fence':
      return `${writeUntil(length, '```ts\n', () => writeFunction(writer))}\n${ending}`;
  }
}
