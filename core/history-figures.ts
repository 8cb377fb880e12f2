import { readDeletions } from './deletions.ts';
import { pagesAmong, readPage } from './history-pages.ts';
import { slicesOf } from './history-records.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { valueIn } from './migrations.ts';
import { conversationIdOf } from './stored-conversation.ts';

export interface HistoryFigures {
  readonly conversations: number;
  /** The room that all that is stored takes, in bytes: where the browser does not say, about. */
  readonly bytes: number;
  /** When the one that changed last of all did, in ms since 1970; undefined where it is not known. */
  readonly oldestAt: number | undefined;
}

/** Counts what is stored, some of it at a time. Rejects where the signal aborts it. */
export async function measureHistory(
  store: KeyValueStore,
  bytesInUse: () => Promise<number | undefined>,
  signal: AbortSignal,
): Promise<HistoryFigures> {
  const keys = await store.keys();
  const { deleted } = await readDeletions(store);
  const gone = new Set(deleted.map(({ id }) => id));
  const ids = keys.map(conversationIdOf).filter((id) => id !== undefined && !gone.has(id));
  return {
    conversations: ids.length,
    oldestAt: await findOldest(store, pagesAmong(keys)),
    // A database gives room back some time after all has been deleted.
    bytes:
      (ids.length > 0 ? await bytesInUse() : undefined) ?? (await estimate(store, keys, signal)),
  };
}

/** The oldest stand in the first page that has any. */
async function findOldest(
  store: KeyValueStore,
  pages: readonly number[],
): Promise<number | undefined> {
  for (const page of pages.toSorted((a, b) => a - b)) {
    const reading = await readPage(store, page);
    const entries = valueIn(reading)?.entries ?? [];
    const times = entries.map(({ updatedAt }) => updatedAt).filter((at) => at > 0);
    if (times.length > 0) return Math.min(...times);
  }
  return undefined;
}

async function estimate(
  store: KeyValueStore,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  let bytes = 0;
  for (const slice of slicesOf(keys)) {
    signal.throwIfAborted();
    bytes += new TextEncoder().encode(JSON.stringify(await store.get(slice))).length;
  }
  return bytes;
}
