import { createStore } from 'zustand/vanilla';
import type { HistoryEntry, HistoryList } from '../core/history-index.ts';

export interface HistoryState {
  readonly entries: readonly HistoryEntry[];
  /** What the titles are searched for; '' for all. */
  readonly query: string;
  /** Whether there is more to load. */
  readonly more: boolean;
  readonly loading: boolean;
  /** How many pages of the index could not be read. */
  readonly unreadable: number;
  readonly failed: boolean;
}

export interface HistoryActions {
  /** The list is on screen from now on: it is read, and again whenever it changes. */
  show(): Promise<void>;
  hide(): void;
  /** The stored list has changed. */
  changed(): void;
  loadMore(): Promise<void>;
  search(query: string): Promise<void>;
}

export interface HistoryParts {
  list(from: number | undefined): Promise<HistoryList>;
}

export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** The list of conversations, newest first, read page by page. */
export function createHistoryStore({ list }: HistoryParts) {
  return createStore<HistoryState & { readonly actions: HistoryActions }>()((set, get) => {
    let all: readonly HistoryEntry[] = [];
    let next: number | undefined;
    let unreadable = 0;
    let shown = false;
    /** Readings begun before this one are out of date. */
    let reading = 0;

    const publish = () => {
      const { query } = get();
      const entries = all.filter(({ title }) => matches(title, query));
      set({ entries, more: next !== undefined, unreadable });
    };

    const read = async (from: number | undefined) => {
      const page = await list(from);
      const before = from === undefined ? [] : all;
      return { ...page, entries: [...before, ...page.entries] };
    };

    /** Reads on until there is something new to show: a search may skip many pages. */
    const readOn = async (from: number | undefined, enough: number) => {
      reading += 1;
      const mine = reading;
      set({ loading: true, failed: false });
      try {
        let start = from;
        do {
          const page = await read(start);
          if (mine !== reading) return;
          all = page.entries;
          next = page.next;
          unreadable = page.unreadable + (start === undefined ? 0 : unreadable);
          publish();
          start = next;
        } while (start !== undefined && get().entries.length < enough);
      } catch {
        if (mine === reading) set({ failed: true });
      } finally {
        if (mine === reading) set({ loading: false });
      }
    };

    const refresh = () => readOn(undefined, Math.max(50, get().entries.length));

    return {
      entries: [],
      query: '',
      more: false,
      loading: false,
      unreadable: 0,
      failed: false,
      actions: {
        show: () => {
          shown = true;
          return refresh();
        },
        hide: () => {
          shown = false;
        },
        changed: () => {
          if (shown) void refresh();
        },
        loadMore: () => {
          if (next === undefined || get().loading) return Promise.resolve();
          return readOn(next, get().entries.length + 50);
        },
        search: (query) => {
          set({ query });
          publish();
          return readOn(undefined, 50);
        },
      },
    };
  });
}

/** Case and diacritics do not matter; every word of the query must stand somewhere in the title. */
function matches(title: string, query: string): boolean {
  const folded = fold(title);
  return fold(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

// Vietnamese đ is a letter of its own to Unicode, and d to who types without diacritics.
const fold = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
