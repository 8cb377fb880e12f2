import { createStore } from 'zustand/vanilla';
import type { Mark } from '../core/conversation-marks.ts';
import type { HistoryEntry } from '../core/history-pages.ts';
import type { ViewMessage } from '../core/protocol.ts';
import type { KnownList } from './history-reading.ts';
import { nothingKnown, readPart } from './history-reading.ts';
import type { HistoryActions, HistoryParts, HistoryState } from './history-state.ts';

export type HistoryStore = ReturnType<typeof createHistoryStore>;

/** An import can fill a page with thousands: so many entries more are shown at once. */
const mostAtOnce = 200;

/** The list of conversations, newest first, read page by page. */
export function createHistoryStore(parts: HistoryParts) {
  const { link } = parts;
  return createStore<HistoryState & { readonly actions: HistoryActions }>()((set, get) => {
    let known = nothingKnown;
    /** How many of those are shown, beside what is pinned. */
    let limit = mostAtOnce;
    /** How many that could be shown are not. */
    let heldBack = 0;
    let shown = false;
    /** Readings begun before this one are out of date. */
    let reading = 0;
    /** The list has changed since the last reading began. */
    let outdated = false;

    const withTag = ({ all }: KnownList) => {
      const { tag } = get();
      return all.filter(({ tags: own = [] }) => tag === undefined || own.includes(tag));
    };

    const publish = () => {
      const { next, top, damaged, newer } = known;
      const { deleted } = top;
      const tags = top.tags.toSorted((a, b) => a.localeCompare(b));
      const found = withTag(known);
      const entries = found.filter(({ pinned }, index) => index < limit || pinned);
      heldBack = found.length - entries.length;
      set({ entries, tags, deleted, more: next !== undefined || heldBack > 0, damaged, newer });
    };

    /**
     * Reads on until there is enough to show. A tag may skip many pages: each time twice as many
     * are read, and what is shown changes once, at the end.
     */
    const readOn = async (from: number | undefined, enough: number) => {
      reading += 1;
      const mine = reading;
      outdated = false;
      limit = Math.max(mostAtOnce, enough);
      set({ loading: true, failed: false });
      try {
        let found: KnownList | undefined;
        let start = from;
        let least = 50;
        do {
          const before = found ?? known;
          // What is pinned need not stand in the first pages.
          const count = start === undefined ? before.top.pinned.length : withTag(before).length;
          const add = await readPart(parts, start, Math.max(least, enough - count));
          if (mine !== reading) return;
          found = add(found ?? known);
          start = found.next;
          if (get().tag !== undefined) least *= 2;
        } while (start !== undefined && withTag(found).length < enough);
        known = found;
        publish();
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
      const all = known.all.map((entry) => (entry.id === id ? { ...entry, ...fields } : entry));
      known = { ...known, all };
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
          const { next } = known;
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
          known = { ...known, all: known.all.filter(({ id }) => !removed.has(id)) };
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
