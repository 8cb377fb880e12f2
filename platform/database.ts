import { createStore, promisifyRequest } from 'idb-keyval';
import { isTexts } from '../core/guards.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';

/** A database tells nobody what changes in it; this does. */
const channelName = 'database';

/** The extension's own IndexedDB. Scripts in pages have their pages' instead. */
export function createDatabase(): KeyValueStore {
  const open = createStore('aside', 'values');
  const channel = new BroadcastChannel(channelName);

  const write = async (changed: readonly string[], act: (values: IDBObjectStore) => void) => {
    await open('readwrite', (values) => {
      act(values);
      // A worker that is ended now has written all the same.
      values.transaction.commit();
      return promisifyRequest(values.transaction);
    });
    channel.postMessage(changed);
  };

  return {
    get: (wanted) =>
      open('readonly', async (values) => {
        const read = async (key: string) => [key, await promisifyRequest(values.get(key))] as const;
        const items = await Promise.all(wanted.map(read));
        return Object.fromEntries(items.filter(([, value]) => value !== undefined));
      }),
    keys: async () => {
      const keys = await open('readonly', (values) => promisifyRequest(values.getAllKeys()));
      return keys.filter((key) => typeof key === 'string');
    },
    set: (items) => {
      const entries = Object.entries(items).filter(([, value]) => value !== undefined);
      return write(
        entries.map(([key]) => key),
        (values) => entries.forEach(([key, value]) => void values.put(value, key)),
      );
    },
    remove: (removed) =>
      write(removed, (values) => removed.forEach((key) => void values.delete(key))),
  };
}

/** Calls with the keys that changed, in this context or another; returns what ends it. */
export function watchDatabase(listener: (keys: readonly string[]) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => {
    if (isTexts(data)) listener(data);
  };
  return () => channel.close();
}
