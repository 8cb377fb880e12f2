import { planDeletions, readDeletions } from './deletions.ts';
import { planMarksAnew } from './history-marks.ts';
import {
  brokenKey,
  emptyPage,
  newestKey,
  oldestKey,
  pageKey,
  pagesAmong,
  parsePage,
  readPage,
  storedPage,
} from './history-pages.ts';
import type { Survey, SurveyedPage, Unlisted } from './history-places.ts';
import { choosePlaces, highest, lowest } from './history-places.ts';
import { describeStored, readRecords, slicesOf } from './history-records.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import { valueIn } from './migrations.ts';
import type { Queue } from './queue.ts';
import { asideKeyFor } from './set-aside.ts';
import {
  conversationIdOf,
  conversationKey,
  readStoredConversation,
  storedConversation,
} from './stored-conversation.ts';

export interface RebuiltList {
  /** How many conversations came back into the list. */
  readonly listed: number;
  /** How many of these cannot be read. */
  readonly unreadable: number;
}

/**
 * Lists every stored conversation that no readable page lists. Each goes back to the page that it
 * names, so that the pages stay in order. A damaged page is kept aside under a key of its own; one
 * of a newer version is left alone. Each slice takes its turn among the other writes, and the index
 * counts as broken until the last: one that ends halfway is told, and can be begun again.
 * `written` holds the ids that are written or deleted meanwhile: those stand where they should.
 */
export async function rebuildList(
  store: KeyValueStore,
  inTurn: Queue,
  written: ReadonlySet<string>,
): Promise<RebuiltList> {
  await inTurn(() => store.set({ [brokenKey]: true }));
  const keys = await store.keys();
  const pages = await surveyPages(store, pagesAmong(keys));
  const listed = new Set([...pages.values()].flatMap(({ ids }) => ids));
  const stored = keys.map(conversationIdOf).filter((id) => id !== undefined);
  const { deleted } = await readDeletions(store);
  for (const { id } of deleted) listed.add(id);
  const unlisted = await describeStored(
    store,
    stored.filter((id) => !listed.has(id)),
  );
  for (const [page, placed] of choosePlaces(pages, unlisted)) {
    // A page is mended also where nothing is to be placed in it.
    for (const slice of placed.length > 0 ? slicesOf(placed) : [[]]) {
      await inTurn(() =>
        mendPage(
          store,
          page,
          slice.filter(({ entry }) => !written.has(entry.id)),
        ),
      );
    }
  }
  await inTurn(async () => {
    // What a damaged list of deletions has named is listed again, and the list begun anew.
    await store.set(await planDeletions(store, [], 0).catch(() => ({})));
    await store.set(await planMarksAnew(store).catch(() => ({})));
    await markWhole(store);
  });
  const unreadable = unlisted.filter(({ readable }) => !readable);
  return { listed: unlisted.length, unreadable: unreadable.length };
}

async function surveyPages(store: KeyValueStore, pages: readonly number[]): Promise<Survey> {
  const survey = new Map<number, SurveyedPage>();
  for (const page of pages.toSorted((a, b) => a - b)) {
    const reading = await readPage(store, page);
    const { entries, strange } = valueIn(reading) ?? emptyPage;
    const newer = reading.found === 'unreadable' && reading.why === 'newer-version';
    const sound = reading.found === 'value' && strange.length === 0;
    survey.set(page, {
      state: newer ? 'newer' : sound ? 'sound' : 'damaged',
      ids: entries.map(({ id }) => id),
      newestAt: Math.max(0, ...entries.map(({ updatedAt }) => updatedAt)),
    });
  }
  return survey;
}

async function mendPage(store: KeyValueStore, page: number, placed: readonly Unlisted[]) {
  const key = pageKey(page);
  const stored = await readValue(store, key);
  const reading = parsePage(stored);
  const { entries, strange } = valueIn(reading) ?? emptyPage;
  const isDamaged = reading.found === 'unreadable' || strange.length > 0;
  const added = placed.map(({ entry }) => entry);
  await store.set({
    ...(await moveRecords(store, page, placed)),
    ...(isDamaged ? { [await asideKeyFor(store, key)]: stored } : {}),
    [key]: storedPage({ entries: [...entries, ...added], strange: [] }),
  });
}

/** What to write so that those that name another page name this one. */
async function moveRecords(store: KeyValueStore, to: number, placed: readonly Unlisted[]) {
  const moved = placed.filter(({ readable, page }) => readable && page !== to);
  if (moved.length === 0) return {};
  const ids = moved.map(({ entry }) => entry.id);
  const records = await readRecords(store, ids);
  const items: Record<string, unknown> = {};
  for (const id of ids) {
    const reading = readStoredConversation(id, records[conversationKey(id)]);
    if (reading.found !== 'value') continue;
    items[conversationKey(id)] = storedConversation(reading.value.conversation, to);
  }
  return items;
}

async function markWhole(store: KeyValueStore): Promise<void> {
  const pages = pagesAmong(await store.keys());
  const newest = highest(pages, Number.NEGATIVE_INFINITY);
  const oldest = lowest(pages, 0);
  const below = oldest < 0 ? { [oldestKey]: oldest } : {};
  if (pages.length > 0) await store.set({ [newestKey]: newest, ...below });
  await store.remove(oldest < 0 ? [brokenKey] : [brokenKey, oldestKey]);
}
