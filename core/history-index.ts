import { isRecord } from './guards.ts';
import type { KeyValueStore } from './key-value-store.ts';

/** One line of the history list. */
export interface HistoryEntry {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/**
 * The list of conversations, in pages of 200 entries, so that a change writes one or two small keys
 * however long the history is. A conversation that changes moves to the newest page: every entry of
 * a page is newer than all of the page before it, and the newest pages alone fill the first screen.
 */
interface Page {
  readonly version: 1;
  readonly entries: readonly HistoryEntry[];
}

const pageSize = 200;
const newestKey = 'history:newest';
const pageKey = (page: number) => `history:page:${page}`;

/** True for a key whose change changes the list. */
export function isHistoryKey(key: string): boolean {
  return key.startsWith('history:');
}

function isEntry(value: unknown): value is HistoryEntry {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.title === 'string' &&
    typeof value.updatedAt === 'number'
  );
}

/** undefined where no page is stored; 'unreadable' where something else is. Bad entries are passed over. */
function parsePage(stored: unknown): Page | 'unreadable' | undefined {
  if (stored === undefined) return undefined;
  if (!isRecord(stored) || stored.version !== 1 || !Array.isArray(stored.entries)) {
    return 'unreadable';
  }
  return { version: 1, entries: stored.entries.filter(isEntry) };
}

function parseNewest(stored: unknown): number {
  return Number.isSafeInteger(stored) && typeof stored === 'number' && stored >= 0 ? stored : 0;
}

export interface HistoryList {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where to go on; undefined at the end. */
  readonly next: number | undefined;
  /** How many pages could not be read. They are left as they are. */
  readonly unreadable: number;
}

/** Reads whole pages, newest first, until there are `atLeast` entries. */
export async function readHistoryList(
  store: KeyValueStore,
  { from, atLeast = 50 }: { readonly from?: number | undefined; readonly atLeast?: number } = {},
): Promise<HistoryList> {
  let page = from ?? parseNewest((await store.get([newestKey]))[newestKey]);
  const entries: HistoryEntry[] = [];
  let unreadable = 0;
  while (page >= 0 && entries.length < atLeast) {
    const parsed = parsePage((await store.get([pageKey(page)]))[pageKey(page)]);
    if (parsed === 'unreadable') unreadable += 1;
    else entries.push(...(parsed?.entries ?? []).toSorted((a, b) => b.updatedAt - a.updatedAt));
    page -= 1;
  }
  return { entries, next: page >= 0 ? page : undefined, unreadable };
}

/** What to write so that the entry stands in the newest page, and which page that is. */
export async function planEntry(
  store: KeyValueStore,
  entry: HistoryEntry,
  currentPage: number | undefined,
): Promise<{ readonly page: number; readonly items: Readonly<Record<string, unknown>> }> {
  const current = currentPage === undefined ? [] : [pageKey(currentPage)];
  const stored = await store.get([newestKey, ...current]);
  const { page, others } = await findRoom(store, parseNewest(stored[newestKey]), entry.id);
  const items: Record<string, unknown> = {
    [pageKey(page)]: { version: 1, entries: [...others, entry] } satisfies Page,
  };
  if (stored[newestKey] !== page) items[newestKey] = page;
  if (currentPage !== undefined && currentPage !== page) {
    const left = withoutEntry(parsePage(stored[pageKey(currentPage)]), entry.id);
    if (left) items[pageKey(currentPage)] = { version: 1, entries: left } satisfies Page;
  }
  return { page, items };
}

/** The newest page, or else the next one that has room: what is full or cannot be read is kept. */
async function findRoom(store: KeyValueStore, newest: number, id: string) {
  for (let page = newest; ; page += 1) {
    const stored = (await store.get([pageKey(page)]))[pageKey(page)];
    const others = withoutEntry(parsePage(stored), id);
    if (others && others.length < pageSize) return { page, others };
  }
}

function withoutEntry(page: ReturnType<typeof parsePage>, id: string) {
  if (page === 'unreadable') return undefined;
  return (page?.entries ?? []).filter((entry) => entry.id !== id);
}
