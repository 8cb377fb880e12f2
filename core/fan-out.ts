import type { Clock } from './clock.ts';

/** An animation frame of most screens (16.7 ms), in a timer's whole milliseconds. */
const frameMilliseconds = 17;

export interface Delta {
  /** The answer's length in UTF-16 units once this text is added. */
  readonly seq: number;
  readonly text: string;
}

/**
 * Hands a growing text to any number of receivers: the first piece at once, then at most one delta
 * a frame each. Pieces stay apart until somebody needs them joined, so that the cost of a flush
 * depends on what is new and not on what there is.
 */
export interface FanOut {
  add(text: string): void;
  /** From here on the receiver gets what is added; what there is already, it has. */
  attach(receive: (delta: Delta) => void): () => void;
  /** Sends what waits. */
  flush(): void;
  /** The text from a piece on, and the number of pieces there are. */
  textFrom(piece: number): { readonly text: string; readonly pieces: number };
}

/** `begun` is what there is of the text already; it is piece 0, where there is any. */
export function createFanOut(clock: Clock, begun = ''): FanOut {
  const pieces = begun === '' ? [] : [begun];
  let { length } = begun;
  let cancelFrame: (() => void) | undefined;
  const receivers = new Set<{ readonly receive: (delta: Delta) => void; nextPiece: number }>();

  const flush = () => {
    // Receivers that last flushed together share the joined text.
    const joined = new Map<number, string>();
    for (const receiver of receivers) {
      const from = receiver.nextPiece;
      if (from === pieces.length) continue;
      const text = joined.get(from) ?? pieces.slice(from).join('');
      joined.set(from, text);
      receiver.nextPiece = pieces.length;
      receiver.receive({ seq: length, text });
    }
  };

  const beginFrame = () => {
    const flushed = pieces.length;
    cancelFrame = clock.after(frameMilliseconds, () => {
      cancelFrame = undefined;
      if (pieces.length === flushed) return;
      flush();
      beginFrame();
    });
  };

  return {
    add: (text) => {
      pieces.push(text);
      length += text.length;
      if (cancelFrame) return;
      flush();
      beginFrame();
    },
    attach: (receive) => {
      const receiver = { receive, nextPiece: pieces.length };
      receivers.add(receiver);
      return () => receivers.delete(receiver);
    },
    flush: () => {
      cancelFrame?.();
      cancelFrame = undefined;
      flush();
    },
    textFrom: (piece) => ({ text: pieces.slice(piece).join(''), pieces: pieces.length }),
  };
}
