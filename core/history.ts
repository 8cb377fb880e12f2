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
  /** The conversation as it is now, with a question in it that waits to be sent. */
  wait(conversation: Conversation, askId: string): Promise<void>;
  /** The conversation as it is now; the question waits no longer. */
  withdraw(conversation: Conversation, askId: string): Promise<void>;
  /** The questions that wait to be sent, oldest first. */
  waiting(): Promise<readonly AskedTurn[]>;
  /** The conversation as it is now, with its running answer noted; it waits no longer. */
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

/** A turn by its conversation and its `askId`. */
export interface AskedTurn {
  readonly conversationId: string;
  readonly askId: string;
}

/** The turns that something is still to come of. */
interface OpenTurns {
  readonly running: readonly AskedTurn[];
  readonly waiting: readonly AskedTurn[];
}

const conversationKey = (id: string) => `conversation:${id}`;
const pieceKey = (askId: string, index: number) => `piece:${askId}:${index}`;
const openKeys = ['running', 'waiting'] as const;

type StoredConversation = LoadedConversation & { readonly page?: number };

function parseStored(stored: unknown): StoredConversation {
  if (stored === undefined) return { found: 'missing' };
  if (!isRecord(stored) || stored.version !== 1 || !isConversation(stored.conversation)) {
    return { found: 'unreadable' };
  }
  const page = typeof stored.page === 'number' ? { page: stored.page } : {};
  return { found: 'conversation', conversation: stored.conversation, ...page };
}

function isAskedTurn(value: unknown): value is AskedTurn {
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

  const readOpen = async (): Promise<OpenTurns> => {
    const stored = await store.get(openKeys);
    const list = (value: unknown) => (Array.isArray(value) ? value.filter(isAskedTurn) : []);
    return { running: list(stored.running), waiting: list(stored.waiting) };
  };

  /** One write for all keys that belong together: either all of them are stored or none. */
  const write = async (conversation: Conversation, open: OpenTurns) => {
    const before = await readStored(conversation.id);
    if (before.found === 'unreadable') throw new Error('The stored conversation cannot be read');
    const { id, title, updatedAt } = conversation;
    const { page, items } = await planEntry(store, { id, title, updatedAt }, before.page);
    const record = { version: 1, page, conversation };
    await store.set({ ...items, [conversationKey(id)]: record, ...open });
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
    await write(conversation, without(await readOpen(), askId));
    await dropPieces(store, askId, pieces);
  };

  const forget = async (askId: string, pieces: number) => {
    await store.set({ ...without(await readOpen(), askId) });
    await dropPieces(store, askId, pieces);
  };

  const recoverOne = async ({ conversationId, askId }: AskedTurn) => {
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
    wait: (conversation, askId) =>
      inTurn(async () => {
        const { running, waiting } = without(await readOpen(), askId);
        const asked = { conversationId: conversation.id, askId };
        await write(conversation, { running, waiting: [...waiting, asked] });
      }),
    withdraw: (conversation, askId) =>
      inTurn(async () => write(conversation, without(await readOpen(), askId))),
    waiting: () => inTurn(async () => (await readOpen()).waiting),
    begin: (conversation, askId) =>
      inTurn(async () => {
        const { running, waiting } = without(await readOpen(), askId);
        const asked = { conversationId: conversation.id, askId };
        await write(conversation, { running: [...running, asked], waiting });
      }),
    checkpoint: (askId, index, text) => inTurn(() => store.set({ [pieceKey(askId, index)]: text })),
    end: (conversation, askId, pieces) => inTurn(() => finish(conversation, askId, pieces)),
    recover: () =>
      inTurn(async () => {
        // One that cannot be written now is tried again at the next start, and holds up no other.
        for (const answer of (await readOpen()).running) await recoverOne(answer).catch(() => {});
      }),
  };
}

async function dropPieces(store: KeyValueStore, askId: string, pieces: number): Promise<void> {
  if (pieces === 0) return;
  await store.remove(Array.from({ length: pieces }, (_, index) => pieceKey(askId, index)));
}

function without({ running, waiting }: OpenTurns, askId: string): OpenTurns {
  const isOther = (turn: AskedTurn) => turn.askId !== askId;
  return { running: running.filter(isOther), waiting: waiting.filter(isOther) };
}

function interrupted(conversation: Conversation, askId: string, text: string): Conversation {
  const begun = conversation.turns.findLast((turn) => turn.askId === askId)?.answer.text ?? '';
  const events = [
    { type: 'answer-delta', askId, seq: begun.length + text.length, text } as const,
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
