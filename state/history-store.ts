import { createStore } from 'zustand/vanilla';
import type { Mark } from '../core/conversation-marks.ts';
import { joinEntries } from '../core/history-index.ts';
import type { HistoryHead } from '../core/history-marks.ts';
import type { HistoryEntry } from '../core/history-pages.ts';
import type { ViewMessage } from '../core/protocol.ts';
import type { HistoryActions, HistoryParts, HistoryState } from './history-state.ts';

export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** An import can fill a page with thousands: so many entries more are shown at once. */
const mostAtOnce = 200;

/** The list of conversations, newest first, read page by page. */
export function createHistoryStore({ link, list, head }: HistoryParts) {
  return createStore<HistoryState & { readonly actions: HistoryActions }>()((set, get) => {
    let all: readonly HistoryEntry[] = [];
    /** How many of those are shown, beside what is pinned. */
    let limit = mostAtOnce;
    /** How many that could be shown are not. */
    let heldBack = 0;
    let top: HistoryHead = { pinned: [], tags: [], deleted: [], damaged: false, newer: false };
    let next: number | undefined;
    let damaged = false;
    let newer = false;
    let shown = false;
    /** Readings begun before this one are out of date. */
    let reading = 0;
    /** The list has changed since the last reading began. */
    let outdated = false;

    const publish = () => {
      const { tag } = get();
      const { deleted } = top;
      const tags = top.tags.toSorted((a, b) => a.localeCompare(b));
      const found = all.filter(({ tags: own = [] }) => tag === undefined || own.includes(tag));
      const entries = found.filter(({ pinned }, index) => index < limit || pinned);
      heldBack = found.length - entries.length;
      set({ entries, tags, deleted, more: next !== undefined || heldBack > 0, damaged, newer });
    };

    const read = async (from: number | undefined, atLeast: number) => {
      if (from !== undefined) {
        const page = await list(from, atLeast);
        return { ...page, entries: joinEntries(all, page.entries) };
      }
      const [first, page] = await Promise.all([head(), list(undefined, atLeast)]);
      return {
        ...page,
        entries: joinEntries(page.entries, first.pinned),
        damaged: page.damaged || first.damaged,
        newer: page.newer || first.newer,
        first,
      };
    };

    /** Reads on until there is something new to show: a tag may skip many pages. */
    const readOn = async (from: number | undefined, enough: number) => {
      reading += 1;
      const mine = reading;
      outdated = false;
      limit = Math.max(mostAtOnce, enough);
      set({ loading: true, failed: false });
      try {
        let start = from;
        do {
          // What is pinned need not stand in the first pages.
          const known = start === undefined ? top.pinned.length : get().entries.length;
          const page = await read(start, Math.max(50, enough - known));
          if (mine !== reading) return;
          all = page.entries;
          if ('first' in page) top = page.first;
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

    /** What is on its way is shown at once; the stored list has the last word. */
    const change = (id: string, fields: Partial<HistoryEntry>) => {
      all = all.map((entry) => (entry.id === id ? { ...entry, ...fields } : entry));
      publish();
    };

    const send = (message: ViewMessage) => {
      set({ failure: undefined });
      link.send(message);
    };

    const mark = (conversationId: string, said: Mark) =>
      send({ type: 'conversation-mark', conversationId, mark: said });

    const watch = (watches: boolean) => link.send({ type: 'history-watch', watches });

    link.onMessage((message) => {
      if (message.type === 'history-rebuilt') set({ rebuild: message.list });
      if (message.type === 'history-running') set({ running: new Set(message.conversationIds) });
      if (message.type !== 'history-failed') return;
      set({ failure: message.reason });
      if (shown) void refresh();
    });
    link.onLost(() => {
      // Those that ran have died with the background.
      set({ running: new Set() });
      if (get().rebuild === 'running') set({ rebuild: 'failed' });
    });

    return {
      entries: [],
      tag: undefined,
      tags: [],
      deleted: [],
      running: new Set(),
      failure: undefined,
      more: false,
      loading: false,
      damaged: false,
      newer: false,
      failed: false,
      rebuild: undefined,
      actions: {
        show: () => {
          shown = true;
          watch(true);
          if (get().rebuild !== 'running') set({ rebuild: undefined });
          return refresh();
        },
        hide: () => {
          shown = false;
          watch(false);
        },
        changed: () => {
          if (get().loading) outdated = true;
          else if (shown) void refresh();
        },
        rejoin: () => {
          if (shown) watch(true);
        },
        loadMore: () => {
          const { loading, entries } = get();
          if (loading) return Promise.resolve();
          if (heldBack === 0 && next !== undefined) return readOn(next, entries.length + 50);
          limit += mostAtOnce;
          publish();
          return Promise.resolve();
        },
        showTag: (tag) => {
          set({ tag });
          publish();
          return readOn(undefined, 50);
        },
        rename: (id, title) => {
          if (title.trim() !== '') change(id, { title: title.trim() });
          mark(id, { kind: 'title', title });
        },
        pin: (id, pinned) => mark(id, { kind: 'pin', pinned }),
        tag: (id, tag, tagged) => mark(id, { kind: 'tag', tag, tagged }),
        remove: (ids) => {
          const removed = new Set(ids);
          all = all.filter(({ id }) => !removed.has(id));
          publish();
          send({ type: 'conversations-delete', conversationIds: ids });
        },
        restore: (ids) => send({ type: 'conversations-restore', conversationIds: ids }),
        dismissFailure: () => set({ failure: undefined }),
        rebuild: () => {
          set({ rebuild: 'running' });
          link.send({ type: 'history-rebuild' });
        },
      },
    };
  });
}
