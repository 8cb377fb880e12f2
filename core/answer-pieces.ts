import type { KeyValueStore } from './key-value-store.ts';

/** How many pieces are read at once. */
const batchSize = 50;

const pieceKey = (askId: string, index: number) => `piece:${askId}:${index}`;

/** Keeps the next piece of a running answer's text; `index` counts from 0. */
export function writePiece(store: KeyValueStore, askId: string, index: number, text: string) {
  return store.set({ [pieceKey(askId, index)]: text });
}

/** The text of an answer's pieces, up to the first that is missing or damaged. */
export async function readPieces(store: KeyValueStore, askId: string): Promise<readonly string[]> {
  const pieces: string[] = [];
  for (;;) {
    const keys = Array.from({ length: batchSize }, (_, index) =>
      pieceKey(askId, pieces.length + index),
    );
    const stored = await store.get(keys);
    for (const key of keys) {
      const piece = stored[key];
      if (typeof piece !== 'string') return pieces;
      pieces.push(piece);
    }
  }
}

/** Drops what these answers have left, all of it or, when it rejects, perhaps none. */
export async function dropPieces(store: KeyValueStore, askIds: readonly string[]): Promise<void> {
  const first = await store.get(askIds.map((askId) => pieceKey(askId, 0)));
  for (const askId of askIds.filter((id) => Object.hasOwn(first, pieceKey(id, 0)))) {
    const { length } = await readPieces(store, askId);
    await store.remove(Array.from({ length }, (_, index) => pieceKey(askId, index)));
  }
}
