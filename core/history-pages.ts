import { isNumber, isRecordOf, isText, isTexts, isTrue, optional } from './guards.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import type { Reading } from './migrations.ts';
import { createFormat } from './migrations.ts';
import { conversationIdOf } from './stored-conversation.ts';

/** One line of the history list. */
export interface HistoryEntry {
  readonly id: string;
  /** '' where none is known. */
  readonly title: string;
  /** Milliseconds since 1970; 0 where it is not known. */
  readonly updatedAt: number;
  readonly pinned?: true;
  /** At least one, where there are any. */
  readonly tags?: readonly string[];
}

/**
 * The list of conversations, in pages of 50 entries, so that a change writes one or two small keys
 * however long the history is. A conversation that changes moves to the newest page: every entry of
 * a page is newer than all of the page before it, and the newest pages alone fill the first screen.
 * They begin at 0; what is imported and older than all else goes to pages below, from -1 on. Pages
 * of earlier versions hold up to 200.
 */
export interface Page {
  readonly entries: readonly HistoryEntry[];
  /** What stands among the entries and is none. It stays there. */
  readonly strange: readonly unknown[];
}

export const pageSize = 50;

/** Holds the number of the newest page. */
export const newestKey = 'history:newest';
/** Holds the number of the oldest page, where that is below 0. */
export const oldestKey = 'history:oldest';
/** Stored, with whatever value, from when the index was found to lack a page until it is rebuilt. */
export const brokenKey = 'history:broken';

export const pageKey = (page: number) => `history:page:${page}`;

/** The number of the page that a key holds; undefined for any other key. */
function pageOf(key: string): number | undefined {
  const digits = /^history:page:(0|-?[1-9]\d{0,5})$/.exec(key)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function isPageNumber(value: unknown): value is number {
  return typeof value === 'number' && pageOf(pageKey(value)) === value;
}

/** True for a key whose change changes the list. */
export function isHistoryKey(key: string): boolean {
  return key.startsWith('history:');
}

/** True for what a `Date` can be made of. */
export function isTime(value: unknown): value is number {
  return isNumber(value) && Math.abs(value) <= 8.64e15;
}

export const isEntry = isRecordOf<HistoryEntry>({
  id: isText,
  title: isText,
  updatedAt: isTime,
  pinned: optional(isTrue),
  tags: optional(isTexts),
});

const format = createFormat<Page>([], ({ entries }) => {
  if (!Array.isArray(entries)) return undefined;
  return {
    entries: entries.filter(isEntry),
    strange: entries.filter((entry) => !isEntry(entry)),
  };
});

export const emptyPage: Page = { entries: [], strange: [] };

export function parsePage(stored: unknown): Reading<Page> {
  return format.read(stored);
}

export async function readPage(store: KeyValueStore, page: number): Promise<Reading<Page>> {
  return parsePage(await readValue(store, pageKey(page)));
}

/** What to store. */
export function storedPage({ entries, strange }: Page) {
  return { version: format.version, entries: [...strange, ...entries] };
}

export function pagesAmong(keys: readonly string[]): readonly number[] {
  return keys.map(pageOf).filter((page) => page !== undefined);
}

/** What tells where the pages are. */
export const indexStateKeys = [newestKey, oldestKey, brokenKey];

export interface IndexState {
  /** undefined where there is no page. */
  readonly newest: number | undefined;
  /** 0 or less; it may be missing. */
  readonly oldest: number;
  /** Whether it lacks a page that there was. */
  readonly broken: boolean;
}

/**
 * Trusts the stored numbers as far as the pages bear them out; else all keys are looked through.
 * The newest page is read with it, and another one that is wanted: that pays where `readOnce` is.
 */
export async function readIndexState(store: KeyValueStore, wanted?: number): Promise<IndexState> {
  const stored = await store.get(indexStateKeys);
  const { [newestKey]: newest, [oldestKey]: oldest = 0 } = stored;
  if (isPageNumber(newest) && isPageNumber(oldest) && oldest <= 0) {
    const beyond = [pageKey(newest + 1), pageKey(oldest - 1)];
    const pages = new Set([newest, wanted ?? newest]);
    const near = await store.get([...beyond, ...[...pages].map(pageKey)]);
    const isWhole = pageKey(newest) in near && !beyond.some((key) => key in near);
    if (isWhole) return { newest, oldest, broken: brokenKey in stored };
  }
  const keys = await store.keys();
  const pages = pagesAmong(keys);
  const isUnused = newest === undefined && !keys.some((key) => conversationIdOf(key) !== undefined);
  return pages.length > 0
    ? { newest: Math.max(...pages), oldest: Math.min(0, ...pages), broken: true }
    : { newest: undefined, oldest: 0, broken: !isUnused };
}
