import type { KeyValueStore } from '../../core/key-value-store.ts';

interface StoreCall {
  readonly method: 'get' | 'keys' | 'set' | 'remove';
  readonly keys: readonly string[];
}

export interface MemoryStore extends KeyValueStore {
  /** Every call so far, failed ones too. */
  readonly calls: readonly StoreCall[];
  /** What is stored, as JSON text by key. */
  contents(): Readonly<Record<string, string>>;
  /** Puts a value in place without a call, whatever the quota. */
  plant(key: string, value: unknown): void;
  /** Takes a value away without a call. */
  lose(key: string): void;
  /** Makes the nth call from now on fail with nothing done; 1 is the next one. Returns the undoing. */
  failCall(nth: number): () => void;
  /** Makes every write fail with nothing done, until it is told otherwise. */
  refuseWrites(refuse: boolean): void;
  /** Makes every write from now on take until what is returned is called. */
  hangWrites(): () => void;
  /** The most characters of JSON that fit; without an argument, no limit. */
  setQuota(characters?: number): void;
}

/**
 * Extension storage in memory: values make the JSON round trip, a write is all or nothing. It
 * begins with the contents of another, if given.
 */
export function createMemoryStore(contents: Readonly<Record<string, string>> = {}): MemoryStore {
  const stored = new Map(Object.entries(contents));
  const calls: StoreCall[] = [];
  const failing = new Set<number>();
  let quota = Number.POSITIVE_INFINITY;
  let refusing = false;
  let hanging: Promise<void> | undefined;

  const note = async (method: StoreCall['method'], keys: readonly string[]) => {
    calls.push({ method, keys });
    if (failing.delete(calls.length)) throw new Error(`Storage failed to ${method}`);
  };
  const size = (entries: ReadonlyMap<string, string>) =>
    [...entries].reduce((sum, [key, json]) => sum + key.length + json.length, 0);

  return {
    calls,
    contents: () => Object.fromEntries(stored),
    plant: (key, value) => void stored.set(key, JSON.stringify(value)),
    lose: (key) => void stored.delete(key),
    failCall: (nth) => {
      const call = calls.length + nth;
      failing.add(call);
      return () => failing.delete(call);
    },
    refuseWrites: (refuse) => {
      refusing = refuse;
    },
    hangWrites: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      hanging = promise;
      return resolve;
    },
    setQuota: (characters = Number.POSITIVE_INFINITY) => {
      quota = characters;
    },
    get: async (keys) => {
      await note('get', keys);
      const found = keys.filter((key) => stored.has(key));
      return Object.fromEntries(found.map((key) => [key, JSON.parse(stored.get(key)!)]));
    },
    keys: async () => {
      await note('keys', []);
      return [...stored.keys()];
    },
    set: async (items) => {
      await note('set', Object.keys(items));
      if (refusing) throw new Error('Storage takes nothing');
      await hanging;
      const next = new Map(stored);
      for (const [key, value] of Object.entries(items)) {
        if (value !== undefined) next.set(key, JSON.stringify(value));
      }
      if (size(next) > quota && size(next) > size(stored)) throw new Error('Quota exceeded');
      for (const [key, json] of next) stored.set(key, json);
    },
    remove: async (keys) => {
      await note('remove', keys);
      for (const key of keys) stored.delete(key);
    },
  };
}
