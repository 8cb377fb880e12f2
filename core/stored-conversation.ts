import type { Conversation } from './conversation.ts';
import { isConversation } from './conversation-guards.ts';
import { isRecord } from './guards.ts';
import type { Migration, Reading } from './migrations.ts';
import { createFormat } from './migrations.ts';

export interface StoredConversation {
  readonly conversation: Conversation;
  /** The page of the index that lists it. */
  readonly page?: number;
}

const prefix = 'conversation:';

export const conversationKey = (id: string) => `${prefix}${id}`;

/** The id of the conversation that a key holds; undefined for any other key. */
export function conversationIdOf(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

/**
 * Version 2: a server's wish to be asked later is kept as a time. Version 1 kept seconds, counted
 * from a moment that it did not keep, so they say nothing.
 */
const from1To2: Migration = (stored) => {
  const { conversation } = stored;
  if (!isRecord(conversation) || !Array.isArray(conversation.turns)) return stored;
  const turns = conversation.turns.map((turn: unknown) => {
    if (!isRecord(turn) || !isRecord(turn.answer) || !isRecord(turn.answer.error)) return turn;
    const { retryAfterSeconds: _, ...error } = turn.answer.error;
    return { ...turn, answer: { ...turn.answer, error } };
  });
  return { ...stored, conversation: { ...conversation, turns } };
};

/** Version 3: a conversation is a tree. Before, each turn was asked after the one that it follows. */
const from2To3: Migration = (stored) => {
  const { conversation } = stored;
  if (!isRecord(conversation) || !Array.isArray(conversation.turns)) return stored;
  let after: unknown;
  const turns = conversation.turns.map((turn: unknown) => {
    if (!isRecord(turn)) return turn;
    const placed = after === undefined ? turn : { ...turn, after };
    after = turn.id;
    return placed;
  });
  const head = after === undefined ? {} : { head: after };
  return { ...stored, conversation: { ...conversation, turns, ...head } };
};

const format = createFormat<StoredConversation>([from1To2, from2To3], ({ conversation, page }) => {
  if (!isConversation(conversation)) return undefined;
  return typeof page === 'number' ? { conversation, page } : { conversation };
});

/** What is stored under the key of this id. */
export function readStoredConversation(id: string, stored: unknown): Reading<StoredConversation> {
  const reading = format.read(stored);
  const isAnother = reading.found === 'value' && reading.value.conversation.id !== id;
  return isAnother ? { found: 'unreadable', why: 'damaged' } : reading;
}

/** What to store. */
export function storedConversation(conversation: Conversation, page: number) {
  return { version: format.version, page, conversation };
}
