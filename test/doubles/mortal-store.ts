import type { KeyValueStore } from '../../core/key-value-store.ts';

export interface MortalStore {
  /** The store as a process sees it: once it is dead, its calls never come back. */
  readonly living: KeyValueStore;
  readonly died: Promise<'died'>;
  die(): void;
  /**
   * Dies at the nth call from now on, 1 being the next one; `done` says whether storage still
   * carries that call out.
   */
  dieAtCall(nth: number, done: boolean): void;
}

/** Storage that outlives the process that uses it. */
export function createMortalStore(store: KeyValueStore): MortalStore {
  let dead = false;
  let left = Number.POSITIVE_INFINITY;
  let lastIsDone = false;
  let tell: (died: 'died') => void;
  const died = new Promise<'died'>((resolve) => {
    tell = resolve;
  });
  const die = () => {
    dead = true;
    tell('died');
  };
  const alive = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (!dead) {
      left -= 1;
      if (left > 0) return call();
      if (lastIsDone) await call().catch(() => {});
      die();
    }
    return new Promise(() => {});
  };
  return {
    living: {
      get: (keys) => alive(() => store.get(keys)),
      keys: () => alive(() => store.keys()),
      set: (items) => alive(() => store.set(items)),
      remove: (keys) => alive(() => store.remove(keys)),
    },
    died,
    die,
    dieAtCall: (nth, done) => {
      left = nth;
      lastIsDone = done;
    },
  };
}
