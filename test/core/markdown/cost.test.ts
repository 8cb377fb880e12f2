import { Lexer } from 'marked';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mixedText } from './samples.ts';
import { blocksOf, stream } from './streaming.ts';

const size = 60_000;
let lexed = 0;

let depth = 0;
const { blockTokens, inlineTokens } = Lexer.prototype;

/** Counts the characters that enter the lexer, those of its calls to itself apart. */
function counted<Lex extends typeof blockTokens | typeof inlineTokens>(lex: Lex): Lex {
  return new Proxy(lex, {
    apply(target, lexer, call: Parameters<Lex>) {
      if (depth === 0) lexed += call[0].length;
      depth++;
      try {
        return Reflect.apply(target, lexer, call);
      } finally {
        depth--;
      }
    },
  });
}

beforeEach(() => {
  lexed = 0;
  Lexer.prototype.blockTokens = counted(blockTokens);
  Lexer.prototype.inlineTokens = counted(inlineTokens);
});
afterEach(() => {
  Object.assign(Lexer.prototype, { blockTokens, inlineTokens });
});

function costOf(text: string): number {
  for (const groups of stream(text, 80)) expect(groups.length).toBeGreaterThan(0);
  return lexed / text.length;
}

// Block and inline content are lexed one after the other: every character counts twice at least.
test.each([
  ['mixed text', mixedText(size), 2, 6],
  ['one paragraph', 'Words of a long thought that has no end. '.repeat(size / 41), 2, 10],
  ['one footnote after the other', '[^a]: A note\n'.repeat(size / 13), 0.9, 6],
  ['footnotes without text', '[^a]:\n'.repeat(size / 6), 0.9, 6],
  ['a footnote below text', 'A line[^a]\n[^a]: A note\n\n'.repeat(size / 25), 0.9, 10],
  ['one dialogue', '**Anna:** I trust the map.\n'.repeat(size / 27), 2, 10],
  ['one list', '- An item of a long list, with `code`\n'.repeat(size / 38), 2, 6],
  [
    'one table',
    `| a | b |\n|---|---|\n${'| some value | another one |\n'.repeat(size / 29)}`,
    2,
    12,
  ],
])('%s costs a multiple of its length', (_name, text, least, most) => {
  const cost = costOf(text);
  expect(cost).toBeGreaterThan(least);
  expect(cost).toBeLessThan(most);
});

test('lines that look like a table but are none cost a multiple of their length', () => {
  const text = 'x\n|-|-|\n'.repeat(500);
  expect(blocksOf(text)).toHaveLength(1);
  expect(lexed / text.length).toBeLessThan(6);
});

test('a fence never enters the lexer', () => {
  const code = `\`\`\`js\n${'const value = compute(1, 2, 3);\n\n'.repeat(size / 33)}`;
  expect(costOf(code)).toBeLessThan(0.01);
});

test('the cost for a character does not grow with the text', () => {
  const short = costOf(mixedText(size / 4));
  lexed = 0;
  expect(costOf(mixedText(size))).toBeLessThan(short * 1.1);
});

/** How many elements of arrays are gone through one by one while that is done. */
function stepsOf(work: () => void): number {
  const { [Symbol.iterator]: iterate } = Array.prototype;
  let steps = 0;
  Array.prototype[Symbol.iterator] = function* () {
    const elements = iterate.call(this);
    for (let next = elements.next(); !next.done; next = elements.next()) {
      steps++;
      yield next.value;
    }
    return undefined;
  };
  try {
    work();
  } finally {
    Array.prototype[Symbol.iterator] = iterate;
  }
  return steps;
}

test.each([
  ['list', '', '- item\n'],
  ['table', '| a |\n|---|\n', '| 1 |\n'],
  ['paragraph', '', 'Words of a long thought. '.repeat(20)],
])('the parts of a long %s are gone through once', (_name, start, part) => {
  const text = (parts: number) => start + part.repeat(parts);
  const steps = (parts: number) => stepsOf(() => blocksOf(text(parts)));
  const streamed = (parts: number) => stepsOf(() => [...stream(text(parts), 80)]);
  for (const count of [steps, streamed]) expect(count(800)).toBeLessThan(count(400) * 2.1);
});
