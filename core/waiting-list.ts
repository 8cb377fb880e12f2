import type { Conversation } from './conversation.ts';
import { isUnsent } from './conversation.ts';
import { isRecord } from './guards.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { createFormat } from './migrations.ts';
import { asideKeyFor } from './set-aside.ts';

/** A turn by its conversation and its `askId`. */
export interface AskedTurn {
  readonly conversationId: string;
  readonly askId: string;
  /** Whether it waits for the answer before it, and not for a connection. */
  readonly queued?: boolean;
}

const key = 'waiting';

function isAskedTurn(value: unknown): value is AskedTurn {
  return (
    isRecord(value) &&
    typeof value.conversationId === 'string' &&
    typeof value.askId === 'string' &&
    (value.queued === undefined || typeof value.queued === 'boolean')
  );
}

const format = createFormat<readonly AskedTurn[]>([], ({ asked }) =>
  Array.isArray(asked) && asked.every(isAskedTurn) ? asked : undefined,
);

/** The questions that wait to be sent, oldest first; none where the list cannot be read. */
export async function readWaiting(store: KeyValueStore): Promise<readonly AskedTurn[]> {
  const reading = format.read((await store.get([key]))[key]);
  return reading.found === 'value' ? reading.value : [];
}

/** What to store. */
export function storedWaiting(asked: readonly AskedTurn[]) {
  return { version: format.version, asked };
}

/** The questions in a conversation that are still to be sent. */
export function waitingIn({ id: conversationId, turns }: Conversation): readonly AskedTurn[] {
  return turns.filter(isUnsent).map(({ askId, answer }) => ({
    conversationId,
    askId,
    ...(answer.state === 'queued' ? { queued: true } : {}),
  }));
}

/**
 * What to write so that the list names the turns that wait in the conversation, and no others of
 * it. The conversations say themselves what waits in them: a damaged list is kept aside and begun
 * anew. Rejects where a newer version's list would have to change.
 */
export async function planWaiting(
  store: KeyValueStore,
  conversation: Conversation,
): Promise<Readonly<Record<string, unknown>>> {
  const { id: conversationId } = conversation;
  const stored = (await store.get([key]))[key];
  const reading = format.read(stored);
  const listed = reading.found === 'value' ? reading.value : [];
  const waiting = waitingIn(conversation);
  const isOwn = (turn: AskedTurn) => turn.conversationId === conversationId;
  const isIn = (turns: readonly AskedTurn[], askId: string) =>
    turns.some((turn) => isOwn(turn) && turn.askId === askId);
  const kept = listed.filter((turn) => !isOwn(turn) || isIn(waiting, turn.askId));
  const added = waiting.filter(({ askId }) => !isIn(kept, askId));
  if (kept.length === listed.length && added.length === 0) return {};
  if (reading.found === 'unreadable' && reading.why === 'newer-version') {
    throw new Error('A newer version keeps the list of what waits');
  }
  const aside = reading.found === 'unreadable' ? { [await asideKeyFor(store, key)]: stored } : {};
  const asked = [...kept, ...added];
  return { ...aside, [key]: storedWaiting(asked) };
}

/** Takes from the list what leads nowhere. */
export async function forgetWaiting(store: KeyValueStore, forgotten: AskedTurn): Promise<void> {
  const listed = await readWaiting(store);
  const asked = listed.filter(
    ({ conversationId, askId }) =>
      conversationId !== forgotten.conversationId || askId !== forgotten.askId,
  );
  if (asked.length < listed.length) await store.set({ [key]: storedWaiting(asked) });
}
