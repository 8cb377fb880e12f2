import type { HistoryEntry } from './history-pages.ts';
import { isTime, readIndexState, readPage } from './history-pages.ts';
import { describeStored, slicesOf } from './history-records.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import { valueIn } from './migrations.ts';

/** Holds when old conversations were last looked for, in ms since 1970. */
const tidiedKey = 'history:tidied';

export async function readTidied(store: KeyValueStore): Promise<number> {
  const stored = await readValue(store, tidiedKey);
  return isTime(stored) ? stored : 0;
}

export function writeTidied(store: KeyValueStore, at: number): Promise<void> {
  return store.set({ [tidiedKey]: at });
}

/** Whether it has not changed since `before`. What has no time is not known to be old. */
function isOld({ updatedAt, pinned }: HistoryEntry, before: number): boolean {
  return !pinned && updatedAt > 0 && updatedAt < before;
}

/** Reads the pages from the oldest up to the first that has nothing old in it. */
export async function* findOld(
  store: KeyValueStore,
  before: number,
): AsyncIterable<readonly string[]> {
  const { newest = -1, oldest } = await readIndexState(store);
  for (let page = oldest; page <= newest; page += 1) {
    const reading = await readPage(store, page);
    const entries = valueIn(reading)?.entries ?? [];
    const old = entries.filter((entry) => isOld(entry, before)).map(({ id }) => id);
    if (old.length > 0) yield* slicesOf(old);
    else if (entries.some(({ updatedAt }) => updatedAt >= before)) return;
  }
}

/** Those that are old by what they say themselves, and can be read. */
export async function stillOld(
  store: KeyValueStore,
  ids: readonly string[],
  before: number,
): Promise<readonly string[]> {
  const stored = await describeStored(store, ids);
  const old = stored.filter(({ readable, entry }) => readable && isOld(entry, before));
  return old.map(({ entry }) => entry.id);
}
