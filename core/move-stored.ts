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
 * may end at any moment and fail at any call, as what has yet to be taken away does not change: it
 * goes on with the next call, or in the next context. Until it succeeds nothing new is stored, but
 * all of it can be read and removed.
 */
export function withMoved(store: KeyValueStore, { from, stays, alone }: Move): KeyValueStore {
  let moving: Promise<unknown> | undefined;
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
  const moved = () => {
    moving ??= move().catch((error) => {
      moving = undefined;
      throw error;
    });
    return moving;
  };
  /** Acts on the other store, too, where the move failed. */
  const onBoth = async <Result>(act: (store: KeyValueStore) => Promise<Result>) => {
    const inOther = await moved().then(
      () => undefined,
      () => act(from),
    );
    return [inOther, await act(store)] as const;
  };
  return {
    get: async (keys) => Object.assign({}, ...(await onBoth((each) => each.get(keys)))),
    keys: async () => {
      const [left = [], keys] = await onBoth((each) => each.keys());
      return [...new Set([...left, ...keys])];
    },
    set: (items) => moved().then(() => store.set(items)),
    remove: async (keys) => void (await onBoth((each) => each.remove(keys))),
  };
}
