import { piecesOf } from './answer-pieces.ts';
import { deletionsKey, planDeletions, readDeletions, storedDeletions } from './deletions.ts';
import { draftKey } from './draft-key.ts';
import { planMarks } from './history-marks.ts';
import type { Page } from './history-pages.ts';
import { pageKey, pagesAmong, readPage, storedPage } from './history-pages.ts';
import type { StoredEntry } from './history-records.ts';
import { describeStored, readRecords } from './history-records.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readOnce } from './read-once.ts';
import { conversationKey } from './stored-conversation.ts';
import { planWaiting, waitingKey } from './waiting-list.ts';

type Items = Readonly<Record<string, unknown>>;

/**
 * What to write so that these are in no list any more, though all of them is still stored. Those
 * that are deleted already, or are not there, are passed over; undefined where none is left.
 */
export async function planRemoval(
  store: KeyValueStore,
  ids: readonly string[],
  at: number,
): Promise<Items | undefined> {
  const once = readOnce(store);
  await once.get([deletionsKey, waitingKey]);
  const { deleted } = await readDeletions(once);
  const known = new Set(deleted.map(({ id }) => id));
  const wanted = new Set(ids.filter((id) => !known.has(id)));
  // Not read once: all of them need not be in memory together.
  const stored = await describeStored(store, [...wanted]);
  const pages = await pagesThatList(store, wanted, stored);
  const listed = [...pages.values()].flatMap(({ entries }) => entries);
  const entries = new Map(
    [...listed, ...stored.map(({ entry }) => entry)].map((each) => [each.id, each]),
  );
  const removed = [...wanted].filter((id) => entries.has(id));
  if (removed.length === 0) return undefined;
  const withoutThem = [...pages].map(([number, page]) => {
    const others = page.entries.filter(({ id }) => !wanted.has(id));
    return [pageKey(number), storedPage({ ...page, entries: others })];
  });
  return {
    ...Object.fromEntries(withoutThem),
    ...(await planMarks(
      store,
      removed.map((id) => ({ before: entries.get(id) })),
    )),
    ...(await planWaiting(
      once,
      removed.map((id) => ({ id, turns: [] })),
    )),
    ...(await planDeletions(once, removed, at)),
  };
}

/** A conversation names its page. Where one does not stand there, all pages are looked through. */
async function pagesThatList(
  store: KeyValueStore,
  wanted: ReadonlySet<string>,
  stored: readonly StoredEntry[],
): Promise<ReadonlyMap<number, Page>> {
  const pages = new Map<number, Page>();
  const left = new Set(wanted);
  const look = async (number: number) => {
    const reading = await readPage(store, number);
    if (reading.found !== 'value') return;
    const found = reading.value.entries.filter(({ id }) => wanted.has(id));
    for (const { id } of found) left.delete(id);
    if (found.length > 0) pages.set(number, reading.value);
  };
  const named = stored.map(({ page }) => page).filter((page) => page !== undefined);
  for (const number of new Set(named)) await look(number);
  if (left.size === 0) return pages;
  const others = pagesAmong(await store.keys()).filter((number) => !pages.has(number));
  for (const number of others) await look(number);
  return pages;
}

/**
 * Lists deleted conversations again, each in the page where it stood; one whose page cannot be read
 * comes back with the rebuilding that is offered for that page. Resolves to the ids of those that
 * came back: what is erased does not.
 */
export async function restoreDeleted(
  store: KeyValueStore,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { deleted, everything } = await readDeletions(store);
  const asked = new Set(ids);
  const wanted = deleted.map(({ id }) => id).filter((id) => asked.has(id));
  const stored = await describeStored(store, wanted);
  const back = new Set(stored.map(({ entry }) => entry.id));
  if (back.size === 0) return [];
  const pages: Record<string, unknown> = {};
  for (const number of new Set(stored.map(pageOf))) {
    const reading = await readPage(store, number);
    if (reading.found !== 'value') continue;
    const returning = stored.filter((each) => pageOf(each) === number).map(({ entry }) => entry);
    const entries = [...reading.value.entries, ...returning];
    pages[pageKey(number)] = storedPage({ ...reading.value, entries });
  }
  const left = deleted.filter(({ id }) => !back.has(id));
  const after = stored.map(({ entry }) => ({ after: entry }));
  await store.set({
    ...pages,
    ...(await planMarks(store, after)),
    ...(await planWaiting(
      store,
      stored.map(({ entry, turns }) => ({ id: entry.id, turns })),
    )),
    [deletionsKey]: storedDeletions(left, everything),
  });
  return [...back];
}

/** What cannot be read may not say where it stood. */
const pageOf = ({ page = 0 }: StoredEntry) => page;

/**
 * Takes from storage what is left of those deleted conversations that are still so. The list of
 * what is deleted is last, so that one that ends halfway is begun again.
 */
export async function eraseDeleted(
  store: KeyValueStore,
  ids: readonly string[],
  erased: (ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const { deleted, everything } = await readDeletions(store);
  const asked = new Set(ids);
  const gone = deleted.map(({ id }) => id).filter((id) => asked.has(id));
  if (gone.length === 0) return;
  const records = await readRecords(store, gone);
  // The pieces before the records, which alone know of them.
  const pieces = piecesOf(await store.keys(), Object.values(records));
  await store.remove(pieces);
  await erased(gone);
  await store.remove(gone.flatMap((id) => [conversationKey(id), draftKey(id)]));
  const left = deleted.filter(({ id }) => !asked.has(id));
  if (left.length === 0 && !everything) await store.remove([deletionsKey]);
  else await store.set({ [deletionsKey]: storedDeletions(left, everything) });
}

/** How many keys go at once. */
const keysAtOnce = 500;

/**
 * Takes everything from storage but what is kept. The word that all of it goes is stored first and
 * taken away last, so that one that ends halfway is begun again.
 */
export async function eraseEverything(
  store: KeyValueStore,
  isKept: (key: string) => boolean,
): Promise<void> {
  await store.set({ [deletionsKey]: storedDeletions([], true) });
  const left = async () =>
    (await store.keys()).filter((key) => key !== deletionsKey && !isKept(key));
  // A view may store a draft meanwhile: what is there afterwards goes, too.
  for (let keys = await left(); keys.length > 0; keys = await left()) {
    // The list first: what is on screen is to be gone at once.
    const isOfList = (key: string) => Number(key.startsWith('history:'));
    const ordered = keys.toSorted((a, b) => isOfList(b) - isOfList(a));
    for (let from = 0; from < ordered.length; from += keysAtOnce) {
      await store.remove(ordered.slice(from, from + keysAtOnce));
    }
  }
  await store.remove([deletionsKey]);
}
