import type { Conversation } from './conversation.ts';
import { isUnsent } from './conversation.ts';
import { isBoolean, isListOf, isRecordOf, isText, optional } from './guards.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import { createFormat, valueIn } from './migrations.ts';
import { planAside } from './set-aside.ts';

/** A turn by its conversation and its `askId`. */
export interface AskedTurn {
  readonly conversationId: string;
  readonly askId: string;
  /** Whether it waits for the answer before it, and not for a connection. */
  readonly queued?: boolean;
}

/** Holds the questions that wait to be sent. */
export const waitingKey = 'waiting';

const isAskedTurns = isListOf(
  isRecordOf<AskedTurn>({ conversationId: isText, askId: isText, queued: optional(isBoolean) }),
);

const format = createFormat<readonly AskedTurn[]>([], ({ asked }) =>
  isAskedTurns(asked) ? asked : undefined,
);

/** The questions that wait to be sent, oldest first; none where the list cannot be read. */
export async function readWaiting(store: KeyValueStore): Promise<readonly AskedTurn[]> {
  return valueIn(format.read(await readValue(store, waitingKey))) ?? [];
}

/** What to store. */
export function storedWaiting(asked: readonly AskedTurn[]) {
  return { version: format.version, asked };
}

/** The questions in a conversation that are still to be sent. */
export function waitingIn({
  id: conversationId,
  turns,
}: Pick<Conversation, 'id' | 'turns'>): readonly AskedTurn[] {
  return turns.filter(isUnsent).map(({ askId, answer }) => ({
    conversationId,
    askId,
    ...(answer.state === 'queued' ? { queued: true } : {}),
  }));
}

/**
 * What to write so that the list names the turns that wait in the conversations, and no others of
 * them. The conversations say themselves what waits in them: a damaged list is kept aside and begun
 * anew. Rejects where a newer version's list would have to change.
 */
export async function planWaiting(
  store: KeyValueStore,
  conversations: readonly Pick<Conversation, 'id' | 'turns'>[],
): Promise<Readonly<Record<string, unknown>>> {
  const stored = await readValue(store, waitingKey);
  const reading = format.read(stored);
  const listed = valueIn(reading) ?? [];
  const changed = new Set(conversations.map(({ id }) => id));
  const waiting = conversations.flatMap(waitingIn);
  const isIn = (turns: readonly AskedTurn[], turn: AskedTurn) =>
    turns.some((each) => isSame(each, turn));
  const kept = listed.filter((turn) => !changed.has(turn.conversationId) || isIn(waiting, turn));
  const added = waiting.filter((turn) => !isIn(kept, turn));
  if (kept.length === listed.length && added.length === 0) return {};
  const aside = await planAside(store, waitingKey, stored, reading);
  return { ...aside, [waitingKey]: storedWaiting([...kept, ...added]) };
}

const isSame = (one: AskedTurn, other: AskedTurn) =>
  one.conversationId === other.conversationId && one.askId === other.askId;

/** Takes from the list what leads nowhere. */
export async function forgetWaiting(store: KeyValueStore, forgotten: AskedTurn): Promise<void> {
  const listed = await readWaiting(store);
  const asked = listed.filter((turn) => !isSame(turn, forgotten));
  if (asked.length < listed.length) await store.set({ [waitingKey]: storedWaiting(asked) });
}
