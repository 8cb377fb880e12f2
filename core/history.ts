import type { Conversation } from './conversation.ts';
import { applyAnswerEvent } from './conversation.ts';
import { isConversation } from './conversation-guards.ts';
import { isRecord } from './guards.ts';
import { planEntry } from './history-index.ts';
import type { KeyValueStore } from './key-value-store.ts';

/**
 * Conversations in storage: a key each, beside the index in pages. While an answer runs, its text
 * is kept in pieces, one a second, each written once: the cost of a checkpoint depends neither on
 * the conversation's length nor on the answer's. The background is the only writer.
 */
export interface History {
  load(id: string): Promise<LoadedConversation>;
  /** The conversation as it is now, with its running answer noted. */
  begin(conversation: Conversation, askId: string): Promise<void>;
  /** The next piece of a running answer's text; `index` counts from 0. */
  checkpoint(askId: string, index: number, text: string): Promise<void>;
  /** The conversation with its answer ended; its `pieces` checkpoints are then dropped. */
  end(conversation: Conversation, askId: string, pieces: number): Promise<void>;
  /** Marks every answer that nobody runs any more as interrupted, with the text that was kept. */
  recover(): Promise<void>;
}

export type LoadedConversation =
  | { readonly found: 'conversation'; readonly conversation: Conversation }
  | { readonly found: 'missing' }
  /** Damaged, or written by a newer version: left as it is. */
  | { readonly found: 'unreadable' };

interface RunningAnswer {
  readonly conversationId: string;
  readonly askId: string;
}

const conversationKey = (id: string) => `conversation:${id}`;
const pieceKey = (askId: string, index: number) => `piece:${askId}:${index}`;
const runningKey = 'running';

type StoredConversation = LoadedConversation & { readonly page?: number };

function parseStored(stored: unknown): StoredConversation {
  if (stored === undefined) return { found: 'missing' };
  if (!isRecord(stored) || stored.version !== 1 || !isConversation(stored.conversation)) {
    return { found: 'unreadable' };
  }
  const page = typeof stored.page === 'number' ? { page: stored.page } : {};
  return { found: 'conversation', conversation: stored.conversation, ...page };
}

function isRunningAnswer(value: unknown): value is RunningAnswer {
  return (
    isRecord(value) && typeof value.conversationId === 'string' && typeof value.askId === 'string'
  );
}

export function createHistory(store: KeyValueStore): History {
  const inTurn = createQueue();

  const readStored = async (id: string): Promise<StoredConversation> => {
    const key = conversationKey(id);
    return parseStored((await store.get([key]))[key]);
  };

  const readRunning = async (): Promise<readonly RunningAnswer[]> => {
    const stored = (await store.get([runningKey]))[runningKey];
    return Array.isArray(stored) ? stored.filter(isRunningAnswer) : [];
  };

  /** One write for all keys that belong together: either all of them are stored or none. */
  const write = async (conversation: Conversation, running: readonly RunningAnswer[]) => {
    const before = await readStored(conversation.id);
    if (before.found === 'unreadable') throw new Error('The stored conversation cannot be read');
    const { id, title, updatedAt } = conversation;
    const { page, items } = await planEntry(store, { id, title, updatedAt }, before.page);
    const record = { version: 1, page, conversation };
    await store.set({ ...items, [conversationKey(id)]: record, [runningKey]: running });
  };

  const readPieces = async (askId: string): Promise<readonly string[]> => {
    const pieces: string[] = [];
    for (;;) {
      const key = pieceKey(askId, pieces.length);
      const piece = (await store.get([key]))[key];
      if (typeof piece !== 'string') return pieces;
      pieces.push(piece);
    }
  };

  const finish = async (conversation: Conversation, askId: string, pieces: number) => {
    const running = await readRunning();
    await write(
      conversation,
      running.filter((answer) => answer.askId !== askId),
    );
    await dropPieces(store, askId, pieces);
  };

  const forget = async (askId: string, pieces: number) => {
    const running = await readRunning();
    await store.set({ [runningKey]: running.filter((answer) => answer.askId !== askId) });
    await dropPieces(store, askId, pieces);
  };

  const recoverOne = async ({ conversationId, askId }: RunningAnswer) => {
    const stored = await readStored(conversationId);
    if (stored.found === 'unreadable') return;
    const pieces = await readPieces(askId);
    if (stored.found === 'missing') return forget(askId, pieces.length);
    await finish(interrupted(stored.conversation, askId, pieces.join('')), askId, pieces.length);
  };

  return {
    load: async (id) => {
      const { page: _, ...loaded } = await readStored(id);
      return loaded;
    },
    begin: (conversation, askId) =>
      inTurn(async () => {
        const running = await readRunning();
        await write(conversation, [...running, { conversationId: conversation.id, askId }]);
      }),
    checkpoint: (askId, index, text) => inTurn(() => store.set({ [pieceKey(askId, index)]: text })),
    end: (conversation, askId, pieces) => inTurn(() => finish(conversation, askId, pieces)),
    recover: () =>
      inTurn(async () => {
        // One that cannot be written now is tried again at the next start, and holds up no other.
        for (const answer of await readRunning()) await recoverOne(answer).catch(() => {});
      }),
  };
}

async function dropPieces(store: KeyValueStore, askId: string, pieces: number): Promise<void> {
  if (pieces === 0) return;
  await store.remove(Array.from({ length: pieces }, (_, index) => pieceKey(askId, index)));
}

function interrupted(conversation: Conversation, askId: string, text: string): Conversation {
  const events = [
    { type: 'answer-delta', askId, seq: text.length, text } as const,
    { type: 'answer-interrupted', askId } as const,
  ];
  return events.reduce((next, event) => applyAnswerEvent(next, event) ?? next, conversation);
}

/** Runs calls one after the other, whatever becomes of each. */
function createQueue(): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const result = last.then(call, call);
    last = result.catch(() => {});
    return result;
  };
}
