import { createStore } from 'zustand/vanilla';
import type { HistoryFigures } from '../core/history-figures.ts';
import type { Link } from '../core/link.ts';

export interface StorageState {
  readonly figures: HistoryFigures | 'counting' | 'failed';
  /** Deleting everything, as far as the user has asked for it. */
  readonly clearing: 'running' | 'done' | 'failed' | undefined;
}

export interface StorageActions {
  /** Counts what is stored; returns what gives that up. */
  count(): () => void;
  /** Deletes all conversations, for good. */
  clear(): void;
}

export interface StorageParts {
  readonly link: Link;
  measure(signal: AbortSignal): Promise<HistoryFigures>;
  /** Everything is to go: what was typed and is kept elsewhere, too. */
  onClear(): void;
}

export type StorageStore = ReturnType<typeof createStorageStore>;

/** How much is stored of the history, and the end of all of it. */
export function createStorageStore({ link, measure, onClear }: StorageParts) {
  return createStore<StorageState & { readonly actions: StorageActions }>()((set, get) => {
    let counting = new AbortController();

    const count = () => {
      counting.abort();
      const mine = new AbortController();
      counting = mine;
      const show = (figures: HistoryFigures | 'failed') => {
        if (!mine.signal.aborted) set({ figures });
      };
      measure(mine.signal).then(show, () => show('failed'));
      return () => mine.abort();
    };

    const ended = (clearing: 'done' | 'failed') => {
      if (get().clearing !== 'running') return;
      set({ clearing });
      count();
    };
    link.onMessage(({ type }) => {
      if (type === 'history-cleared') ended('done');
      if (type === 'history-failed') ended('failed');
    });
    link.onLost(() => ended('failed'));

    return {
      figures: 'counting',
      clearing: undefined,
      actions: {
        count,
        clear: () => {
          onClear();
          set({ clearing: 'running' });
          link.send({ type: 'history-clear' });
        },
      },
    };
  });
}
