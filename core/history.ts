import {
  askIdsDone,
  dropPieces,
  interruptedWith,
  readPieces,
  writePiece,
} from './answer-pieces.ts';
import type { Conversation, Turn } from './conversation.ts';
import { planImport } from './history-import.ts';
import { planEntry } from './history-index.ts';
import type { HistoryEntry } from './history-pages.ts';
import type { RebuiltList } from './history-rebuild.ts';
import { rebuildList } from './history-rebuild.ts';
import type { KeyValueStore } from './key-value-store.ts';
import type { Reading, Unreadable } from './migrations.ts';
import { createQueue } from './queue.ts';
import type { StoredConversation } from './stored-conversation.ts';
import {
  conversationKey,
  readStoredConversation,
  storedConversation,
} from './stored-conversation.ts';
import type { AskedTurn } from './waiting-list.ts';
import { forgetWaiting, planWaiting, readWaiting, waitingIn } from './waiting-list.ts';

/**
 * Conversations in storage: a key each, beside the index in pages. While an answer runs, its text
 * is kept in pieces, each written once: the cost of a checkpoint depends neither on the
 * conversation's length nor on the answer's. The background is the only writer.
 *
 * What storage will not take is kept in memory, and tried again after whatever it takes next.
 */
export interface History {
  /**
   * An answer that is stored as running, though nobody runs it any more, is interrupted first, with
   * the text that was kept.
   */
  load(id: string): Promise<LoadedConversation>;
  /**
   * Stores the conversation as it is now, or else rejects and keeps nothing of it.
   * @param begins An answer in it that is about to run here.
   */
  keep(conversation: Conversation, begins?: string): Promise<void>;
  /** The questions that wait to be sent, oldest first. */
  waiting(): Promise<readonly AskedTurn[]>;
  /** Has a question wait no longer whose conversation is gone. */
  forget(asked: AskedTurn): Promise<void>;
  /** Stores the conversation as its answer begins to run. */
  begin(conversation: Conversation, askId: string): Promise<void>;
  /** The next piece of a running answer's text; `index` counts from 0. */
  checkpoint(askId: string, index: number, text: string): Promise<void>;
  /** Stores the conversation with its answer ended; nobody needs its pieces then. */
  end(conversation: Conversation, askId: string): Promise<void>;
  /**
   * Stores those that are not there yet, in one write: all of them or, when it rejects, none.
   * Resolves to how many there were. One that is there stays as it is, whatever it is.
   */
  bringIn(conversations: readonly Conversation[]): Promise<number>;
  /** Lists every stored conversation that the list has lost. Rejects where storage does not take it. */
  rebuildList(): Promise<RebuiltList>;
}

export type LoadedConversation =
  | {
      readonly found: 'conversation';
      readonly conversation: Conversation;
      /** False for what is in memory alone. */
      readonly saved: boolean;
    }
  | { readonly found: 'missing' }
  | Unreadable;

const entryOf = ({ id, title, updatedAt }: Conversation): HistoryEntry => ({
  id,
  title,
  updatedAt,
});

export function createHistory(store: KeyValueStore): History {
  const inTurn = createQueue();
  /** The answers that run here: no other can be running. */
  const running = new Set<string>();
  const unsaved = new Map<string, Conversation>();
  let rebuilding: Promise<RebuiltList> | undefined;
  /** The conversations that are written while the list is rebuilt. */
  const written = new Set<string>();

  const readStored = async (id: string): Promise<Reading<StoredConversation>> => {
    const key = conversationKey(id);
    return readStoredConversation(id, (await store.get([key]))[key]);
  };

  /** One write for all keys that belong together: either all of them are stored or none. */
  const write = async (conversation: Conversation) => {
    const before = await readStored(conversation.id);
    if (before.found === 'unreadable') throw new Error('The stored conversation cannot be read');
    const earlier = before.found === 'value' ? before.value : undefined;
    const { id } = conversation;
    const { page, items } = await planEntry(store, entryOf(conversation), earlier?.page);
    const record = storedConversation(conversation, page);
    const waiting = await planWaiting(store, conversation);
    await store.set({ ...items, ...waiting, [conversationKey(id)]: record });
    if (rebuilding) written.add(id);
    // It is stored now. Pieces that stay behind do no harm, and the next write looks for them.
    await dropPieces(store, askIdsDone(earlier?.conversation, conversation)).catch(() => {});
  };

  const save = async (conversation: Conversation) => {
    const { id } = conversation;
    await write(conversation).catch((thrown: unknown) => {
      unsaved.set(id, conversation);
      throw thrown;
    });
    unsaved.delete(id);
  };

  const retryUnsaved = async () => {
    for (const conversation of [...unsaved.values()]) await save(conversation).catch(() => {});
  };

  const isOrphan = ({ askId, answer }: Turn) => answer.state === 'running' && !running.has(askId);

  /** Whether nothing can be done for what waits in it to be known to wait. */
  const isListed = async (conversation: Conversation) => {
    if (waitingIn(conversation).length === 0) return true;
    const missing = await planWaiting(store, conversation).catch(() => ({}));
    return Object.keys(missing).length === 0;
  };

  const look = async (id: string): Promise<LoadedConversation> => {
    const kept = unsaved.get(id);
    if (kept) return { found: 'conversation', conversation: kept, saved: false };
    const reading = await readStored(id);
    if (reading.found !== 'value') return reading;
    const { conversation } = reading.value;
    const saved = !conversation.turns.some(isOrphan) && (await isListed(conversation));
    return { found: 'conversation', conversation, saved };
  };

  /** Makes storage hold what is to be shown, as far as it takes it. */
  const settle = async (loaded: LoadedConversation): Promise<LoadedConversation> => {
    if (loaded.found !== 'conversation' || loaded.saved) return loaded;
    let { conversation } = loaded;
    for (const { askId } of conversation.turns.filter(isOrphan)) {
      conversation = interruptedWith(await readPieces(store, askId), conversation, askId);
    }
    const saved = await save(conversation).then(
      () => true,
      () => false,
    );
    return { found: 'conversation', conversation, saved };
  };

  return {
    load: async (id) => {
      const loaded = await look(id);
      const isSettled = loaded.found !== 'conversation' || loaded.saved;
      // What was in the queue before may have changed it.
      return isSettled ? loaded : inTurn(async () => settle(await look(id)));
    },
    keep: (conversation, begins) =>
      inTurn(async () => {
        if (begins !== undefined) running.add(begins);
        await write(conversation).catch((thrown: unknown) => {
          if (begins !== undefined) running.delete(begins);
          throw thrown;
        });
        unsaved.delete(conversation.id);
      }),
    waiting: () => inTurn(() => readWaiting(store)),
    forget: (asked) => inTurn(() => forgetWaiting(store, asked)),
    begin: (conversation, askId) => {
      running.add(askId);
      return inTurn(() => save(conversation).then(retryUnsaved));
    },
    // Nothing else touches these keys meanwhile, so it waits for no other call.
    checkpoint: async (askId, index, text) => {
      const asked = [...unsaved.values()].find(({ turns }) =>
        turns.some((turn) => turn.askId === askId),
      );
      // Pieces of a question that is not stored would be nobody's.
      if (asked) await inTurn(() => save(asked));
      await writePiece(store, askId, index, text);
      if (unsaved.size > 0) void inTurn(retryUnsaved);
    },
    end: (conversation, askId) =>
      inTurn(() => {
        running.delete(askId);
        return save(conversation).then(retryUnsaved);
      }),
    bringIn: (conversations) =>
      inTurn(async () => {
        const keys = conversations.map(({ id }) => conversationKey(id));
        const there = await store.get(keys);
        const fresh = new Map(
          conversations
            .filter(({ id }) => !(conversationKey(id) in there) && !unsaved.has(id))
            .map((conversation) => [conversation.id, conversation]),
        );
        if (fresh.size === 0) return 0;
        const { pages, items } = await planImport(store, [...fresh.values()].map(entryOf));
        const records = [...fresh].map(([id, conversation]) => [
          conversationKey(id),
          storedConversation(conversation, pages.get(id) ?? 0),
        ]);
        await store.set({ ...items, ...Object.fromEntries(records) });
        if (rebuilding) for (const id of fresh.keys()) written.add(id);
        return fresh.size;
      }),
    rebuildList: () => {
      rebuilding ??= rebuildList(store, inTurn, written).finally(() => {
        rebuilding = undefined;
        written.clear();
      });
      return rebuilding;
    },
  };
}
