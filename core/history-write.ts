import type { Conversation } from './conversation.ts';
import { entryOf } from './conversation-marks.ts';
import { deletionsKey, parseDeletions } from './deletions.ts';
import { planImport } from './history-import.ts';
import { planEntry, planEntryInPlace } from './history-index.ts';
import { planMarks } from './history-marks.ts';
import { indexStateKeys } from './history-pages.ts';
import type { KeyValueStore } from './key-value-store.ts';
import type { Reading } from './migrations.ts';
import { readOnce } from './read-once.ts';
import type { StoredConversation } from './stored-conversation.ts';
import {
  conversationKey,
  readStoredConversation,
  storedConversation,
} from './stored-conversation.ts';
import { planWaiting, waitingKey } from './waiting-list.ts';

/** The store for writing a conversation, with all that is needed for it but pages read in one call. */
export async function openForWriting(store: KeyValueStore, id: string): Promise<KeyValueStore> {
  const once = readOnce(store);
  await once.get([conversationKey(id), deletionsKey, waitingKey, ...indexStateKeys]);
  return once;
}

/**
 * What storage holds of a conversation. While everything waits to be erased none is taken in: it
 * would be erased with the rest.
 */
export async function readConversation(
  store: KeyValueStore,
  id: string,
): Promise<Reading<StoredConversation> | { readonly found: 'deleted' }> {
  const key = conversationKey(id);
  const stored = await store.get([key, deletionsKey]);
  const { deleted, everything } = parseDeletions(stored[deletionsKey]);
  const isDeleted = key in stored && deleted.some((each) => each.id === id);
  return everything || isDeleted ? { found: 'deleted' } : readStoredConversation(id, stored[key]);
}

/** What to write for a conversation, its line in the list and all that goes with it. */
export async function planConversation(
  store: KeyValueStore,
  conversation: Conversation,
  earlier: StoredConversation | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const entry = entryOf(conversation);
  const isSameTime = earlier?.conversation.updatedAt === entry.updatedAt;
  const { page, items } =
    isSameTime && earlier?.page !== undefined
      ? await planEntryInPlace(store, entry, earlier.page)
      : await planEntry(store, entry, earlier?.page);
  const before = earlier && entryOf(earlier.conversation);
  return {
    ...items,
    ...(await planMarks(store, [{ before, after: entry }])),
    ...(await planWaiting(store, [conversation])),
    [conversationKey(entry.id)]: storedConversation(conversation, page),
  };
}

/** What to write for conversations that are in no page yet, each where its time puts it. */
export async function planConversations(
  store: KeyValueStore,
  conversations: readonly Conversation[],
): Promise<Readonly<Record<string, unknown>>> {
  const entries = conversations.map(entryOf);
  const { pages, items } = await planImport(store, entries);
  const records = conversations.map((each) => [
    conversationKey(each.id),
    storedConversation(each, pages.get(each.id) ?? 0),
  ]);
  const marks = entries.map((after) => ({ after }));
  return { ...items, ...(await planMarks(store, marks)), ...Object.fromEntries(records) };
}
