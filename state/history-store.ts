import { createStore } from 'zustand/vanilla';
import type { HistoryList } from '../core/history-index.ts';
import { joinEntries } from '../core/history-index.ts';
import type { HistoryEntry } from '../core/history-pages.ts';
import type { RebuiltList } from '../core/history-rebuild.ts';
import type { Link } from '../core/link.ts';

export interface HistoryState {
  readonly entries: readonly HistoryEntry[];
  /** What the titles are searched for; '' for all. */
  readonly query: string;
  /** Whether there is more to load. */
  readonly more: boolean;
  readonly loading: boolean;
  /** Whether parts of the list that were read are damaged: conversations may be missing. */
  readonly damaged: boolean;
  /** Whether a newer version has written parts of it. */
  readonly newer: boolean;
  readonly failed: boolean;
  /** Rebuilding the list, as far as the user has asked for it. */
  readonly rebuild: 'running' | 'failed' | RebuiltList | undefined;
}

export interface HistoryActions {
  /** The list is on screen from now on: it is read, and again whenever it changes. */
  show(): Promise<void>;
  hide(): void;
  /** The stored list has changed. */
  changed(): void;
  loadMore(): Promise<void>;
  search(query: string): Promise<void>;
  /** Has the background list what is stored and not listed. */
  rebuild(): void;
}

export interface HistoryParts {
  readonly link: Link;
  list(from: number | undefined): Promise<HistoryList>;
}

export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** The list of conversations, newest first, read page by page. */
export function createHistoryStore({ link, list }: HistoryParts) {
  return createStore<HistoryState & { readonly actions: HistoryActions }>()((set, get) => {
    let all: readonly HistoryEntry[] = [];
    let next: number | undefined;
    let damaged = false;
    let newer = false;
    let shown = false;
    /** Readings begun before this one are out of date. */
    let reading = 0;
    /** The list has changed since the last reading began. */
    let outdated = false;

    const publish = () => {
      const { query } = get();
      const entries = all.filter(({ title }) => matches(title, query));
      set({ entries, more: next !== undefined, damaged, newer });
    };

    const read = async (from: number | undefined) => {
      const page = await list(from);
      const before = from === undefined ? [] : all;
      return { ...page, entries: joinEntries(before, page.entries) };
    };

    /** Reads on until there is something new to show: a search may skip many pages. */
    const readOn = async (from: number | undefined, enough: number) => {
      reading += 1;
      const mine = reading;
      outdated = false;
      set({ loading: true, failed: false });
      try {
        let start = from;
        do {
          const page = await read(start);
          if (mine !== reading) return;
          all = page.entries;
          next = page.next;
          damaged = page.damaged || (start !== undefined && damaged);
          newer = page.newer || (start !== undefined && newer);
          publish();
          start = next;
        } while (start !== undefined && get().entries.length < enough);
      } catch {
        if (mine === reading) set({ failed: true });
      } finally {
        if (mine === reading) set({ loading: false });
        if (mine === reading && outdated && shown) void refresh();
      }
    };

    const refresh = () => readOn(undefined, Math.max(50, get().entries.length));

    link.onMessage((message) => {
      if (message.type === 'history-rebuilt') set({ rebuild: message.list });
    });
    link.onLost(() => {
      if (get().rebuild === 'running') set({ rebuild: 'failed' });
    });

    return {
      entries: [],
      query: '',
      more: false,
      loading: false,
      damaged: false,
      newer: false,
      failed: false,
      rebuild: undefined,
      actions: {
        show: () => {
          shown = true;
          if (get().rebuild !== 'running') set({ rebuild: undefined });
          return refresh();
        },
        hide: () => {
          shown = false;
        },
        changed: () => {
          if (get().loading) outdated = true;
          else if (shown) void refresh();
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
        rebuild: () => {
          set({ rebuild: 'running' });
          link.send({ type: 'history-rebuild' });
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
