import type { Clock } from './clock.ts';
import type { History } from './history.ts';

const checkpointMilliseconds = 1000;

/** Keeps a running answer's text in storage, in pieces. */
export interface Checkpoints {
  /** There is new text: it is written within a second. */
  due(): void;
  /** Resolves to the number of checkpoints written. */
  stop(): Promise<number>;
}

/** Writes what is new, at most once a second while text comes, one piece after the other. */
export function createCheckpoints(
  { clock, history }: { readonly clock: Clock; readonly history: Pick<History, 'checkpoint'> },
  askId: string,
  /** Pieces that are in storage already, with the conversation itself. */
  begunPieces: number,
  textFrom: (piece: number) => { readonly text: string; readonly pieces: number },
  onFailure: () => void,
): Checkpoints {
  let savedPieces = begunPieces;
  let written = 0;
  let cancel: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

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
    }
  };

  return {
    due: () => {
      cancel ??= clock.after(checkpointMilliseconds, () => {
        cancel = undefined;
        writing = writing.then(write);
      });
    },
    stop: async () => {
      cancel?.();
      await writing;
      return written;
    },
  };
}
