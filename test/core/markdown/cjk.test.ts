import { describe, expect, test } from 'vitest';
import type { Block, Inline } from '../../../core/markdown/model.ts';
import { blocksOf, stream, streamedBlocksOf } from './streaming.ts';

/** Inline content as it would be marked up, addresses in angle brackets. */
function markUp(inlines: readonly Inline[]): string {
  const names: Record<string, string> = { strong: 'b', emphasis: 'i', strikethrough: 's' };
  return inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if (inline.type === 'link') return `<${markUp(inline.children)}>`;
      if (inline.type === 'code') return inline.text;
      const name = names[inline.type] ?? '?';
      return 'children' in inline ? `[${name} ${markUp(inline.children)}]` : `[${name}]`;
    })
    .join('');
}

const inlinesOf = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.type === 'paragraph' ? block.pieces.flat() : []));

describe('emphasis ends and begins beside CJK with no space', () => {
  test.each([
    ['**注意：**请先备份', '[b 注意：]请先备份'],
    ['这是**“引用”**的词', '这是[b “引用”]的词'],
    ['这是**《书名》**，好。', '这是[b 《书名》]，好。'],
    ['请看**`code`**吧', '请看[b code]吧'],
    ['请看**[链接](https://e.example)**吧', '请看[b <链接>]吧'],
    ['**これは太字です。**次の文', '[b これは太字です。]次の文'],
    ['これは**「重要」**です', 'これは[b 「重要」]です'],
    ['**마크다운(Markdown)**을 쓴다', '[b 마크다운(Markdown)]을 쓴다'],
    ['*（注）*见下', '[i （注）]见下'],
    ['见*（注）*', '见[i （注）]'],
    ['***“甲”***乙', '[i [b “甲”]]乙'],
    ['~~作废。~~新的', '[s 作废。]新的'],
    ['见~~（旧）~~新', '见[s （旧）]新'],
    ['**说明：**OK', '[b 说明：]OK'],
    ['**𠀀（甲）**𠀀', '[b 𠀀（甲）]𠀀'],
    ['𠀀**“乙”**', '𠀀[b “乙”]'],
    ['**好😀**的', '[b 好😀]的'],
    ['**~~“甲”~~**乙', '[b [s “甲”]]乙'],
    ['甲**“乙”**丙**“丁”**戊', '甲[b “乙”]丙[b “丁”]戊'],
    ['\\*甲**“乙”**丙', '*甲[b “乙”]丙'],
    ['**甲：**乙\n**丙：**丁', '[b 甲：]乙\n[b 丙：]丁'],
  ])('%s', (text, shown) => {
    expect(markUp(inlinesOf(blocksOf(text)))).toBe(shown);
    expect(streamedBlocksOf(text)).toEqual(blocksOf(text));
  });

  test.each([
    'a*"b"*c',
    'a**“b”**c',
    '** 甲**乙',
    '甲** 乙 **丙',
    '**甲 **乙',
    '2 ** 3 甲 ** 4',
    '甲*',
    '`**甲：**`乙',
    '甲\\*\\*“乙”\\*\\*丙',
  ])('%s is not emphasis', (text) => {
    expect(JSON.stringify(blocksOf(text))).not.toMatch(/"(strong|emphasis)"/);
  });
});

describe('an address ends where the sentence goes on', () => {
  test.each([
    ['见 https://e.example/a，然后', '见 <https://e.example/a>，然后'],
    ['（https://e.example/a）。', '（<https://e.example/a>）。'],
    ['「 www.e.example/路径」を', '「 <www.e.example/路径>」を'],
    ['“https://e.example/a”。', '“<https://e.example/a>”。'],
    [
      'https://e.example/a?b=1。https://e.example/c',
      '<https://e.example/a?b=1>。<https://e.example/c>',
    ],
    ['https://e.example/路径/甲-乙 好', '<https://e.example/路径/甲-乙> 好'],
    ['it’s https://e.example/a…', 'it’s <https://e.example/a>…'],
    ['https://，甲', 'https://，甲'],
  ])('%s', (text, shown) => {
    expect(markUp(inlinesOf(blocksOf(text)))).toBe(shown);
    expect(streamedBlocksOf(text)).toEqual(blocksOf(text));
  });

  test('but an address in brackets is taken whole', () => {
    const [inline] = inlinesOf(blocksOf('[甲](https://e.example/乙，丙)'));
    expect(JSON.stringify(inline)).toContain(encodeURI('乙，丙'));
  });
});

const sentence = '这一段很长，其中有**重要：**的话，“引用”也有；';

test.each([
  ['', sentence],
  ['with lines', `${sentence}\n“第二行”也是。\n2024年的事。\n`],
])('a long paragraph %s stays Markdown, and in pieces', (_name, part) => {
  const text = part.repeat(800);
  const blocks = blocksOf(text);
  const pieces = blocks.flatMap((block) => (block.type === 'paragraph' ? block.pieces : []));
  expect(blocks).toHaveLength(1);
  expect(Math.max(...pieces.map((piece) => markUp(piece).length))).toBeLessThan(1200);
  expect(JSON.stringify(blocks).match(/"strong"/g)).toHaveLength(800);
  expect([...stream(text, 80)].at(-1)?.flat()).toEqual(blocks);
});
