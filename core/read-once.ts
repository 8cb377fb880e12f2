import type { KeyValueStore } from './key-value-store.ts';

/**
 * The store for one operation of the only writer, or for a reading that is repeated when something
 * changes: a key that it has read it does not read again. So what is known to be needed can be read
 * in one call, whoever asks for it then.
 */
export function readOnce(store: KeyValueStore): KeyValueStore {
  const known = new Map<string, unknown>();
  return {
    ...store,
    get: async (keys) => {
      const unread = keys.filter((key) => !known.has(key));
      const items = unread.length > 0 ? await store.get(unread) : {};
      for (const key of unread) known.set(key, items[key]);
      const found = keys.filter((key) => known.get(key) !== undefined);
      return Object.fromEntries(found.map((key) => [key, known.get(key)]));
    },
  };
}
