import { type Fence, openFence } from './fence.ts';
import {
  addToState,
  initialState,
  isPlainLine,
  type Joint,
  jointBefore,
  type LineState,
} from './line-rules.ts';
import type { CodeBlock } from './model.ts';
import { findPieceEnd, isClosed, longestGap, shortestPiece } from './pieces.ts';

/** A run of text that can be lexed without anything around it. */
export interface Chunk {
  readonly source: string;
  readonly joint: Joint;
  /** Header and delimiter lines to put before the source when it is a table's further row. */
  readonly table: string;
  /** A blank line stands before it. */
  readonly afterBlank: boolean;
  /** The source is a paragraph's inline text, cut at a place where nothing is open. */
  readonly piece: boolean;
  /** A fenced block, which needs no lexer. */
  readonly code?: CodeBlock;
}

export interface Chunker {
  /** Adds text. @returns The chunks that are final from now on. */
  append(text: string): readonly Chunk[];
  /** What follows the final chunks so far. */
  open(): Chunk;
}

/**
 * Cuts a growing Markdown text into chunks, line by line. Where it cuts depends only on the text
 * before and the beginning of the line after the cut, never on how the text arrives.
 */
export function createChunker(): Chunker {
  let rest = '';
  /** Where in `rest` the first line begins that `state` does not know yet. */
  let scanned = 0;
  let state: LineState = initialState;
  let joint: Joint = 'new';
  let table = '';
  let afterBlank = false;
  let pieceFrom = shortestPiece;
  let fence: Fence | undefined;
  let settled: Chunk[] = [];

  const chunk = (source: string, piece = false): Chunk => ({
    source,
    joint,
    table,
    afterBlank,
    piece,
  });

  function cut(end: number, next: Joint): void {
    const piece = next === 'paragraph';
    settled.push(chunk(rest.slice(0, end), piece));
    rest = rest.slice(end);
    scanned = Math.max(0, scanned - end);
    joint = next;
    afterBlank = state.blank;
    pieceFrom = shortestPiece;
    table = next === 'table' ? state.table : '';
    if (!piece) state = { ...initialState, table, plain: !table };
  }

  function cutPiece(lineEnd: number): boolean {
    const end = findPieceEnd(rest.slice(0, lineEnd), pieceFrom);
    if (end === undefined) {
      // What has been looked through is not looked through again, but for a gap that may end it.
      pieceFrom = Math.max(pieceFrom, lineEnd - longestGap);
      return false;
    }
    if (isClosed(rest.slice(0, end))) cut(end, 'paragraph');
    // Try again only when there is twice as much, so that all tries together stay linear.
    else pieceFrom = end * 2;
    return true;
  }

  /** Takes one step through the text. @returns False when more text is needed. */
  function step(): boolean {
    const end = rest.indexOf('\n', scanned);
    const complete = end >= 0;
    const lineEnd = complete ? end : rest.length;
    const line = rest.slice(scanned, lineEnd);
    const next = scanned > 0 ? jointBefore(state, line, complete) : undefined;
    if (next) {
      cut(scanned, next);
      return true;
    }
    if (state.plain && isPlainLine(line) && cutPiece(lineEnd)) return true;
    if (!complete) return false;
    fence = scanned === 0 ? openFence(line) : undefined;
    if (fence) rest = rest.slice(end + 1);
    else {
      state = addToState(state, line, rest.slice(0, end), scanned === 0);
      scanned = end + 1;
    }
    return true;
  }

  function stepInFence(open: Fence): boolean {
    const end = rest.indexOf('\n');
    if (end < 0) return false;
    const inside = open.add(rest.slice(0, end));
    rest = rest.slice(end + 1);
    if (!inside) {
      settled.push({ ...chunk(''), code: open.block('') });
      fence = undefined;
    }
    return true;
  }

  return {
    append(text) {
      rest += text;
      settled = [];
      while (fence ? stepInFence(fence) : step());
      return settled;
    },
    open: () => (fence ? { ...chunk(''), code: fence.block(rest) } : chunk(rest)),
  };
}
