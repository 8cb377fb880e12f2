import type { History } from '../../core/history.ts';
import type { HistoryIndex, HistoryParts } from '../../core/history-storage.ts';
import { createHistory as createFullHistory } from '../../core/history-storage.ts';
import type { KeyValueStore } from '../../core/key-value-store.ts';

const noIndex: HistoryIndex = {
  update: (_changes, commit) => commit({}),
  remove: async (_ids, commit) => commit?.({}),
  rebuild: async () => {},
};

/** A history of which, if not told otherwise, nothing is searched and nothing else is kept. */
export function createHistory(store: KeyValueStore, parts: Partial<HistoryParts> = {}): History {
  return createFullHistory(store, { index: noIndex, isKept: () => false, ...parts });
}
