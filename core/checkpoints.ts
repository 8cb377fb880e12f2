import type { Clock } from './clock.ts';
import type { History } from './history.ts';

/** With the time that a write takes, less than a second's text is ever at stake. */
const checkpointMilliseconds = 700;

/** Keeps a running answer's text in storage, in pieces. */
export interface Checkpoints {
  /** There is new text: it is written soon. */
  due(): void;
  /** Writes no more. Resolves once what was begun is done. */
  stop(): Promise<void>;
}

/**
 * Writes what is new every 700 ms while text comes, one piece after the other. What storage does not
 * take is tried again as often, even if no more text comes.
 */
export function createCheckpoints(
  { clock, history }: { readonly clock: Clock; readonly history: Pick<History, 'checkpoint'> },
  askId: string,
  /** So many pieces are in storage with the conversation itself, once it has begun. */
  { pieces: begunPieces, begun }: { readonly pieces: number; readonly begun: Promise<void> },
  textFrom: (piece: number) => { readonly text: string; readonly pieces: number },
  onFailure: () => void,
): Checkpoints {
  let savedPieces = begunPieces;
  let written = 0;
  let cancel: (() => void) | undefined;
  let stopped = false;
  let writing = begun;

  const due = () => {
    if (stopped) return;
    cancel ??= clock.after(checkpointMilliseconds, () => {
      cancel = undefined;
      writing = writing.then(write);
    });
  };

  const write = async () => {
    const { text, pieces } = textFrom(savedPieces);
    if (text === '') return;
    try {
      await history.checkpoint(askId, written, text);
      savedPieces = pieces;
      written += 1;
    } catch {
      // The next one takes this text along: what follows a gap would not be recovered.
      onFailure();
      due();
    }
  };

  return {
    due,
    stop: async () => {
      stopped = true;
      cancel?.();
      await writing;
    },
  };
}
