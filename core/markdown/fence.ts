import { addLine, codeBlock, noLines } from './code.ts';
import type { CodeBlock } from './model.ts';

/** A fenced code block whose end has not come yet. It takes lines without any lexer. */
export interface Fence {
  /** @returns False when the line closes the fence. */
  add(line: string): boolean;
  /** @param lineSoFar The last line, which has no line end yet. */
  block(lineSoFar: string): CodeBlock;
}

/** @returns The fence that this (complete) line opens, if it opens one. */
export function openFence(line: string): Fence | undefined {
  const opening = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/s.exec(line);
  if (!opening) return undefined;
  const [, indent = '', marks = '', info = ''] = opening;
  const unescapedInfo = info.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  const end = new RegExp(`^ {0,3}${marks}${marks[0]}* *$`);
  const indentation = new RegExp(`^ {0,${indent.length}}`);
  let code = noLines;
  let closed = false;
  return {
    add(line) {
      closed = end.test(line);
      if (closed) return false;
      code = addLine(code, line.replace(indentation, ''));
      return true;
    },
    block(lineSoFar) {
      const closing = closed || end.test(lineSoFar);
      const ended = lineSoFar === '' || closing;
      const shown = ended ? code : addLine(code, lineSoFar.replace(indentation, ''));
      return codeBlock(unescapedInfo, shown, closing);
    },
  };
}
