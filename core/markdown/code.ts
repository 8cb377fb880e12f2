import { decodeEntities } from './entities.ts';
import type { CodeBlock } from './model.ts';

const linesPerGroup = 32;

/** Code that grows by lines; full groups are never touched again. */
export interface CodeLines {
  readonly groups: readonly string[];
  readonly lines: readonly string[];
}

export const noLines: CodeLines = { groups: [], lines: [] };

export function addLine({ groups, lines }: CodeLines, line: string): CodeLines {
  return lines.length < linesPerGroup
    ? { groups, lines: [...lines, line] }
    : { groups: [...groups, `${lines.join('\n')}\n`], lines: [line] };
}

/** @param info What stands after the opening fence. */
export function codeBlock(info: string, { groups, lines }: CodeLines, closed: boolean): CodeBlock {
  const language = /^\S*/.exec(decodeEntities(info.trim()))?.[0] ?? '';
  return { type: 'code', language, groups: [...groups, lines.join('\n')], closed };
}
