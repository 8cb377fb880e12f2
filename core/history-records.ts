import type { Turn } from './conversation.ts';
import { isUnsent } from './conversation.ts';
import { isRecord, isText, isTexts } from './guards.ts';
import { isPageNumber, isTime } from './history-pages.ts';
import type { Unlisted } from './history-places.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { conversationKey, readStoredConversation } from './stored-conversation.ts';

/** How many are read at once, however long they are. */
const sliceSize = 50;

export function slicesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / sliceSize);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * sliceSize, (index + 1) * sliceSize),
  );
}

export const readRecords = (store: KeyValueStore, ids: readonly string[]) =>
  store.get(ids.map(conversationKey));

/** What there is of the stored conversations; those that are not stored are left out. */
export async function describeStored(
  store: KeyValueStore,
  ids: readonly string[],
): Promise<readonly StoredEntry[]> {
  const described: StoredEntry[] = [];
  for (const slice of slicesOf(ids)) {
    const records = await readRecords(store, slice);
    const stored = slice.filter((id) => Object.hasOwn(records, conversationKey(id)));
    described.push(...stored.map((id) => describe(id, records[conversationKey(id)])));
  }
  return described;
}

export interface StoredEntry extends Unlisted {
  /** Those whose questions are still to be sent. */
  readonly turns: readonly Turn[];
}

/** One that cannot be read is listed by what can be made out of it: it is there, after all. */
function describe(id: string, stored: unknown): StoredEntry {
  const reading = readStoredConversation(id, stored);
  const readable = reading.found === 'value';
  const record = readable ? reading.value : isRecord(stored) ? stored : {};
  const raw = isRecord(record.conversation) ? record.conversation : {};
  const { title, updatedAt, pinned, tags } = raw;
  const entry = {
    id,
    title: isText(title) ? title : '',
    updatedAt: isTime(updatedAt) ? updatedAt : 0,
    ...(pinned === true ? { pinned: true as const } : {}),
    ...(isTexts(tags) ? { tags } : {}),
  };
  return {
    entry,
    readable,
    page: isPageNumber(record.page) ? record.page : undefined,
    turns: readable ? reading.value.conversation.turns.filter(isUnsent) : [],
  };
}
