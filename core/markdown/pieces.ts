import { lexInline, mergeLinks } from './lexer.ts';
import { isInlineTooMuch, withinLimits } from './limits.ts';
import { mayOpenMath } from './math.ts';

/** Pieces shorter than this are not worth cutting. */
export const shortestPiece = 512;

/** In UTF-16 units: a gap's characters, and all but the last unit of what must follow it. */
export const longestGap = 7;

/**
 * @returns Where a piece of at least `from` characters may end: before a word, after a gap or, as
 *   Chinese and Japanese have none, after a comma or a full stop of theirs.
 */
export function findPieceEnd(text: string, from: number): number | undefined {
  // Not after spaces or a backslash, which together with a line end are a hard break.
  const gap = /(?:[^\s\\][ \n]|[、。，！？；：])(?=\*{0,3}\p{L})/gu;
  gap.lastIndex = from;
  const found = gap.exec(text);
  return found ? found.index + found[0].length : undefined;
}

/** Whether nothing in the piece (emphasis, code, link, tag) can reach into the text after it. */
export function isClosed(piece: string): boolean {
  // It is shown as it was written.
  if (isInlineTooMuch(piece)) return true;
  // A line with a pipe may become the header of a table.
  if (piece.includes('|')) return false;
  // Lexed without links, so that the answer cannot change with a definition that comes later.
  const tokens = withinLimits(() => lexInline(piece, mergeLinks()));
  if (!tokens) return false;
  const text = tokens.map((token) => (token.type === 'text' ? token.raw : ' ')).join('');
  const marks = tokens.map(({ type, raw }) => (type === 'text' || type === 'escape' ? raw : ' '));
  if (mayOpenMath(marks.join(''))) return false;
  const opener = /`|<(?=\S)|(?<![\p{L}\p{N}])_+(?=[^\s_])|[*~]+(?=[^\s*~])/u;
  return !opener.test(text) && !text.replace(/\[[^[\]]*\]/g, '').includes('[');
}
