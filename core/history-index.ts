import type { HistoryEntry, Page } from './history-pages.ts';
import {
  brokenKey,
  emptyPage,
  newestKey,
  pageKey,
  pageSize,
  pagesAmong,
  readIndexState,
  readPage,
  storedPage,
} from './history-pages.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readOnce } from './read-once.ts';

export interface HistoryList {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where to go on; undefined at the end. */
  readonly next: number | undefined;
  /** Whether some of what was read is lost or no list: conversations may be missing from it. */
  readonly damaged: boolean;
  /** Whether a newer version has written some of what was read. */
  readonly newer: boolean;
}

/** This many pages are read in one call of storage at most. */
const pagesAtOnce = 32;

/** Reads whole pages, newest first, until there are `atLeast` entries; at least one page. */
export async function readHistoryList(
  stored: KeyValueStore,
  { from, atLeast = 50 }: { readonly from?: number | undefined; readonly atLeast?: number } = {},
): Promise<HistoryList> {
  const store = readOnce(stored);
  const { newest, oldest, broken } = await readIndexState(store);
  let page = from ?? newest;
  let damaged = from === undefined && broken;
  let newer = false;
  let entries: readonly HistoryEntry[] = [];
  /** Pages down to this one have been read. */
  let readTo = page;
  /** Doubled each time: pages may be empty. */
  let atOnce = 1;
  while (page !== undefined && entries.length < atLeast) {
    if (readTo !== undefined && page < readTo) {
      const missing = Math.ceil((atLeast - entries.length) / pageSize);
      const count = Math.min(Math.max(atOnce, missing), pagesAtOnce);
      readTo = Math.max(oldest, page - count + 1);
      atOnce *= 2;
      await store.get(pagesBetween(readTo, page).map(pageKey));
    }
    const reading = await readPage(store, page);
    if (reading.found === 'value') {
      entries = joinEntries(entries, reading.value.entries);
      damaged ||= reading.value.strange.length > 0;
    } else if (reading.found === 'unreadable' && reading.why === 'newer-version') newer = true;
    else damaged = true;
    const below = page > oldest ? page - 1 : undefined;
    page = reading.found === 'missing' ? await lowerPage(store, page) : below;
  }
  return { entries, next: page, damaged, newer };
}

const pagesBetween = (lowest: number, highest: number) =>
  Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, index) => lowest + index);

/** The next page that there is, where one is missing: what follows it may be missing, too. */
async function lowerPage(store: KeyValueStore, page: number): Promise<number | undefined> {
  const lower = pagesAmong(await store.keys()).filter((other) => other < page);
  return lower.length > 0 ? Math.max(...lower) : undefined;
}

/**
 * Two lists as one, newest first: what was lost and listed again need not stand in the page of its
 * time. A conversation that stands in both is as in the first.
 */
export function joinEntries(
  entries: readonly HistoryEntry[],
  more: readonly HistoryEntry[],
): readonly HistoryEntry[] {
  const ids = new Set(entries.map(({ id }) => id));
  const added = more.filter(({ id }) => !ids.has(id) && ids.add(id));
  return [...entries, ...added].sort((a, b) => b.updatedAt - a.updatedAt);
}

/** What to write so that the entry stands in the newest page, and which page that is. */
export async function planEntry(
  store: KeyValueStore,
  entry: HistoryEntry,
  currentPage: number | undefined,
): Promise<{ readonly page: number; readonly items: Readonly<Record<string, unknown>> }> {
  const { newest, broken } = await readIndexState(store, currentPage);
  const { page, others } = await findRoom(store, newest ?? 0, entry.id);
  const added: Page = { ...others, entries: [...others.entries, entry] };
  const items: Record<string, unknown> = { [pageKey(page)]: storedPage(added) };
  if (newest !== page || broken) items[newestKey] = page;
  if (broken) items[brokenKey] = true;
  if (currentPage !== undefined && currentPage !== page) {
    const current = await readPage(store, currentPage);
    if (current.found === 'value') {
      items[pageKey(currentPage)] = storedPage(withoutEntry(current.value, entry.id));
    }
  }
  return { page, items };
}

/** What to write so that the entry, in its page, says what it says now. */
export async function planEntryInPlace(
  store: KeyValueStore,
  entry: HistoryEntry,
  page: number,
): ReturnType<typeof planEntry> {
  const reading = await readPage(store, page);
  if (reading.found !== 'value') return planEntry(store, entry, page);
  const others = withoutEntry(reading.value, entry.id);
  const changed = { ...others, entries: [...others.entries, entry] };
  return { page, items: { [pageKey(page)]: storedPage(changed) } };
}

/** The newest page, or else the next one that has room: what is full or cannot be read is kept. */
async function findRoom(store: KeyValueStore, newest: number, id: string) {
  for (let page = newest; ; page += 1) {
    const reading = await readPage(store, page);
    if (reading.found === 'missing') return { page, others: emptyPage };
    if (reading.found === 'unreadable') continue;
    const others = withoutEntry(reading.value, id);
    if (others.entries.length < pageSize) return { page, others };
  }
}

function withoutEntry(page: Page, id: string): Page {
  return { ...page, entries: page.entries.filter((entry) => entry.id !== id) };
}
