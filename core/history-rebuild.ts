import { isRecord } from './guards.ts';
import {
  brokenKey,
  emptyPage,
  isPageNumber,
  isTime,
  newestKey,
  pageKey,
  pagesAmong,
  parsePage,
  readIndexState,
  readPage,
  storedPage,
} from './history-pages.ts';
import type { Survey, SurveyedPage, Unlisted } from './history-places.ts';
import { choosePlaces } from './history-places.ts';
import type { KeyValueStore } from './key-value-store.ts';
import type { Queue } from './queue.ts';
import { asideKeyFor } from './set-aside.ts';
import {
  conversationIdOf,
  conversationKey,
  readStoredConversation,
  storedConversation,
} from './stored-conversation.ts';

/** How many conversations are read at once, however long they are. */
const sliceSize = 50;

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
 */
export async function rebuildList(store: KeyValueStore, inTurn: Queue): Promise<RebuiltList> {
  await inTurn(() => store.set({ [brokenKey]: true }));
  const keys = await store.keys();
  const pages = await surveyPages(store, pagesAmong(keys));
  const listed = new Set([...pages.values()].flatMap(({ ids }) => ids));
  const stored = keys.map(conversationIdOf).filter((id) => id !== undefined);
  const unlisted: Unlisted[] = [];
  for (const ids of slicesOf(stored.filter((id) => !listed.has(id)))) {
    const records = await readRecords(store, ids);
    unlisted.push(...ids.map((id) => describe(id, records[conversationKey(id)])));
  }
  for (const [page, placed] of choosePlaces(pages, unlisted)) {
    for (const slice of slicesOf(placed)) await inTurn(() => mendPage(store, page, slice));
  }
  await inTurn(() => markWhole(store));
  const unreadable = unlisted.filter(({ readable }) => !readable);
  return { listed: unlisted.length, unreadable: unreadable.length };
}

async function surveyPages(store: KeyValueStore, pages: readonly number[]): Promise<Survey> {
  const survey = new Map<number, SurveyedPage>();
  for (const page of pages.toSorted((a, b) => a - b)) {
    const reading = await readPage(store, page);
    const { entries, strange } = reading.found === 'value' ? reading.value : emptyPage;
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

const readRecords = (store: KeyValueStore, ids: readonly string[]) =>
  store.get(ids.map(conversationKey));

/** One that cannot be read is listed by what can be made out of it: it is there, after all. */
function describe(id: string, stored: unknown): Unlisted {
  const reading = readStoredConversation(id, stored);
  const readable = reading.found === 'value';
  const record = readable ? reading.value : isRecord(stored) ? stored : {};
  const { title, updatedAt } = isRecord(record.conversation) ? record.conversation : {};
  const entry = {
    id,
    title: typeof title === 'string' ? title : '',
    updatedAt: isTime(updatedAt) ? updatedAt : 0,
  };
  return { entry, readable, page: isPageNumber(record.page) ? record.page : undefined };
}

async function mendPage(store: KeyValueStore, page: number, placed: readonly Unlisted[]) {
  const key = pageKey(page);
  const stored = (await store.get([key]))[key];
  const reading = parsePage(stored);
  const { entries, strange } = reading.found === 'value' ? reading.value : emptyPage;
  const records = await readRecords(
    store,
    placed.map(({ entry }) => entry.id),
  );
  const items: Record<string, unknown> = {};
  const added = placed.flatMap((each) => {
    const { id } = each.entry;
    const record = records[conversationKey(id)];
    const now = describe(id, record);
    // One that was removed or written meanwhile is listed, or not, as that left it.
    if (record === undefined || now.page !== each.page) return [];
    const reading = readStoredConversation(id, record);
    if (reading.found === 'value' && now.page !== page) {
      items[conversationKey(id)] = storedConversation(reading.value.conversation, page);
    }
    return [now.entry];
  });
  const ids = new Set(added.map(({ id }) => id));
  const others = entries.filter(({ id }) => !ids.has(id));
  items[key] = storedPage({ entries: [...others, ...added], strange: [] });
  const isDamaged = reading.found === 'unreadable' || strange.length > 0;
  if (isDamaged) items[await asideKeyFor(store, key)] = stored;
  await store.set(items);
}

async function markWhole(store: KeyValueStore): Promise<void> {
  const { newest } = await readIndexState(store);
  if (newest !== undefined) await store.set({ [newestKey]: newest });
  await store.remove([brokenKey]);
}

function slicesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.max(1, Math.ceil(items.length / sliceSize));
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * sliceSize, (index + 1) * sliceSize),
  );
}
