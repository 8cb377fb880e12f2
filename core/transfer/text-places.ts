/** Finds the lines and columns of places in a text that is fed in pieces. */
export interface TextPlaces {
  /** Takes the next piece; returns its UTF-8. */
  add(text: string): Uint8Array;
  /** How much there is, in bytes. */
  length(): number;
  /** Counted from 1; `offset` in bytes. Of what is not in the last two pieces, the nearest place. */
  of(offset: number): { readonly line: number; readonly column: number };
}

interface Piece {
  readonly bytes: Uint8Array;
  /** In bytes. */
  readonly from: number;
  readonly line: number;
  readonly column: number;
}

export function createTextPlaces(): TextPlaces {
  let recent: readonly Piece[] = [];
  let next = { from: 0, line: 1, column: 1 };
  return {
    add: (text) => {
      const bytes = new TextEncoder().encode(text);
      recent = [...recent.slice(-1), { bytes, ...next }];
      next = { from: next.from + bytes.length, ...after(next, text) };
      return bytes;
    },
    length: () => next.from,
    of: (offset) => {
      const piece = recent.findLast(({ from }) => from <= offset) ?? recent[0];
      if (!piece) return { line: 1, column: 1 };
      const before = piece.bytes.subarray(0, Math.max(0, offset - piece.from));
      // A piece may begin with U+FEFF, which is a character there like any other.
      return after(piece, new TextDecoder('utf-8', { ignoreBOM: true }).decode(before));
    },
  };
}

function after({ line, column }: { readonly line: number; readonly column: number }, text: string) {
  const lastBreak = text.lastIndexOf('\n');
  if (lastBreak < 0) return { line, column: column + text.length };
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  return { line: line + breaks, column: text.length - lastBreak };
}
