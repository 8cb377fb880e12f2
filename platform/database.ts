import { createStore, promisifyRequest } from 'idb-keyval';
import { isTexts } from '../core/guards.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';

/** A database tells nobody what changes in it; this does. */
const channelName = 'database';

/** The extension's own IndexedDB. Scripts in pages have their pages' instead. */
export function createDatabase(): KeyValueStore {
  const open = createStore('aside', 'values');
  const channel = new BroadcastChannel(channelName);

  const write = async (
    keys: readonly string[],
    change: (values: IDBObjectStore, key: string) => void,
  ) => {
    await open('readwrite', (values) => {
      try {
        for (const key of keys) change(values, key);
      } catch (error) {
        values.transaction.abort();
        throw error;
      }
      // A worker that is ended now has written all the same, but for large values.
      values.transaction.commit();
      return promisifyRequest(values.transaction);
    });
    channel.postMessage(keys);
  };

  return {
    get: (wanted) =>
      open('readonly', async (values) => {
        const items: Record<string, unknown> = {};
        const read = async (key: string) => {
          const value = await promisifyRequest(values.get(key));
          if (value !== undefined) items[key] = value;
        };
        await Promise.all(wanted.map(read));
        return items;
      }),
    keys: async () => {
      const keys = await open('readonly', (values) => promisifyRequest(values.getAllKeys()));
      return keys.filter((key) => typeof key === 'string');
    },
    set: (items) =>
      write(Object.keys(items), (values, key) => {
        if (items[key] !== undefined) values.put(items[key], key);
      }),
    remove: (keys) => write(keys, (values, key) => values.delete(key)),
  };
}

/** Calls with the keys that changed, in this context or another. */
export function watchDatabase(listener: (keys: readonly string[]) => void): void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => {
    if (isTexts(data)) listener(data);
  };
}
