import { joinEntries } from '../history-index.ts';
import { pageKey, parsePage, readIndexState } from '../history-pages.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import { valueIn } from '../migrations.ts';
import { fold } from './fold.ts';
import type { Listed } from './ranking.ts';

/** The whole list, newest first. What of it cannot be read is left out. */
export async function readListed(store: KeyValueStore): Promise<readonly Listed[]> {
  const { newest, oldest } = await readIndexState(store);
  if (newest === undefined) return [];
  const keys = Array.from({ length: newest - oldest + 1 }, (_, page) => pageKey(newest - page));
  const stored = await store.get(keys);
  const entries = keys.flatMap((key) => {
    const reading = parsePage(stored[key]);
    return valueIn(reading)?.entries ?? [];
  });
  return joinEntries([], entries).map((entry) => ({ entry, title: fold(entry.title) }));
}
