import type { HistoryEntry, Page } from './history-pages.ts';
import {
  brokenKey,
  emptyPage,
  newestKey,
  oldestKey,
  pageKey,
  pageSize,
  readIndexState,
  readPage,
  storedPage,
} from './history-pages.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { valueIn } from './migrations.ts';

export interface PlannedImport {
  /** The page that each entry goes to, by its id. */
  readonly pages: ReadonlyMap<string, number>;
  readonly items: Readonly<Record<string, unknown>>;
}

/**
 * What to write so that entries which are in no page stand where their time puts them: all of a
 * page stays newer than all of the page before it. What is older than everything begins new pages
 * below the oldest, what is newer begins new ones above the newest, and the rest goes to the page
 * of its time, however full that is.
 */
export async function planImport(
  store: KeyValueStore,
  entries: readonly HistoryEntry[],
): Promise<PlannedImport> {
  const state = await readIndexState(store);
  const bounds = { oldest: state.oldest, newest: state.newest ?? 0 };
  const pages = createPages(store);
  const places = new Map<string, number>();
  const add = async (number: number, entry: HistoryEntry) => {
    const page = (await pages.read(number)) ?? emptyPage;
    pages.change(number, { ...page, entries: [...page.entries, entry] });
    places.set(entry.id, number);
  };
  // Newest first, so that what goes below goes there in its order.
  for (const entry of entries.toSorted((a, b) => b.updatedAt - a.updatedAt)) {
    const fitting = await firstNotOlder(pages, bounds, entry.updatedAt);
    if (fitting === undefined) {
      bounds.newest = await roomFrom(pages, bounds.newest, 1);
      await add(bounds.newest, entry);
    } else if (fitting === bounds.oldest && (await isOlderThanAll(pages, fitting, entry))) {
      bounds.oldest = await roomFrom(pages, bounds.oldest, -1);
      await add(bounds.oldest, entry);
    } else await add(fitting, entry);
  }
  const { newest, oldest } = bounds;
  return {
    pages: places,
    items: {
      ...pages.changed(),
      ...(newest === state.newest && !state.broken ? {} : { [newestKey]: newest }),
      ...(oldest === state.oldest ? {} : { [oldestKey]: oldest }),
      ...(state.broken ? { [brokenKey]: true } : {}),
    },
  };
}

type Pages = ReturnType<typeof createPages>;

/** The pages as they will be, each read once. */
function createPages(store: KeyValueStore) {
  const known = new Map<number, Page | undefined>();
  const changes = new Map<number, Page>();
  return {
    /** undefined for a page that is not to be written over. */
    read: async (number: number): Promise<Page | undefined> => {
      if (!known.has(number)) {
        const reading = await readPage(store, number);
        const found = valueIn(reading);
        known.set(number, reading.found === 'missing' ? emptyPage : found);
      }
      return known.get(number);
    },
    change: (number: number, page: Page) => {
      known.set(number, page);
      changes.set(number, page);
    },
    changed: () =>
      Object.fromEntries([...changes].map(([number, page]) => [pageKey(number), storedPage(page)])),
  };
}

const timesOf = (page: Page) => page.entries.map(({ updatedAt }) => updatedAt);

/** The oldest page that holds something as new as this; undefined where all are older. */
async function firstNotOlder(
  pages: Pages,
  { oldest, newest }: { readonly oldest: number; readonly newest: number },
  at: number,
): Promise<number | undefined> {
  let low = oldest;
  let high = newest + 1;
  let found: number | undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // What cannot be read, or is empty, says nothing of its time: the next page does.
    let page = middle;
    let times: readonly number[] = [];
    for (; page < high && times.length === 0; page += 1) {
      times = timesOf((await pages.read(page)) ?? emptyPage);
    }
    if (times.length === 0) high = middle;
    else if (times.some((time) => time >= at)) {
      found = page - 1;
      high = middle;
    } else low = page;
  }
  return found;
}

async function isOlderThanAll(pages: Pages, number: number, entry: HistoryEntry) {
  const times = timesOf((await pages.read(number)) ?? emptyPage);
  return times.every((time) => time > entry.updatedAt);
}

/** The page itself, or else the next one in this direction that has room. */
async function roomFrom(pages: Pages, start: number, step: 1 | -1): Promise<number> {
  for (let number = start; ; number += step) {
    const page = await pages.read(number);
    if (page && page.entries.length < pageSize) return number;
  }
}
