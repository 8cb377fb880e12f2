import { slicesOf } from './history-records.ts';
import type { KeyValueStore } from './key-value-store.ts';

export interface Move {
  readonly from: KeyValueStore;
  /** What is not moved. */
  stays(key: string): boolean;
  /** Acts when no other context of the extension does. */
  alone(act: () => Promise<void>): Promise<unknown>;
}

/**
 * The store with all that another one held: every call waits until that has been moved. The move
 * may end at any moment and fail at any call, as nobody changes what it has yet to take away: it
 * goes on with the next call, or in the next context.
 */
export function withMoved(store: KeyValueStore, { from, stays, alone }: Move): KeyValueStore {
  let moved: Promise<unknown> | undefined;
  const listLeft = async () => (await from.keys()).filter((key) => !stays(key));
  const moveAll = async () => {
    for (const slice of slicesOf(await listLeft())) {
      await store.set(await from.get(slice));
      await from.remove(slice);
    }
  };
  const move = async () => {
    if ((await listLeft()).length > 0) await alone(moveAll);
  };
  const afterMove = <Result>(act: () => Promise<Result>): Promise<Result> => {
    moved ??= move();
    return moved.then(act, (error) => {
      moved = undefined;
      throw error;
    });
  };
  return {
    get: (keys) => afterMove(() => store.get(keys)),
    keys: () => afterMove(store.keys),
    set: (items) => afterMove(() => store.set(items)),
    remove: (keys) => afterMove(() => store.remove(keys)),
  };
}
