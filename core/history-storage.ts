import {
  askIdsDone,
  dropPieces,
  interruptedWith,
  readPieces,
  writePiece,
} from './answer-pieces.ts';
import type { Conversation, Turn } from './conversation.ts';
import { isRunning } from './conversation.ts';
import type { Mark } from './conversation-marks.ts';
import { applyMark, withMarksOf } from './conversation-marks.ts';
import { deletionsKey, parseDeletions, readDeletions } from './deletions.ts';
import type { History, LoadedConversation } from './history.ts';
import { findOld, readTidied, stillOld, writeTidied } from './history-old.ts';
import type { RebuiltList } from './history-rebuild.ts';
import { rebuildList } from './history-rebuild.ts';
import { readRecords, slicesOf } from './history-records.ts';
import { eraseDeleted, eraseEverything, planRemoval, restoreDeleted } from './history-removal.ts';
import {
  openForWriting,
  planConversation,
  planConversations,
  readConversation,
} from './history-write.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { valueIn } from './migrations.ts';
import { createQueue } from './queue.ts';
import type { SearchIndex } from './search/search-index.ts';
import { conversationKey, readStoredConversation } from './stored-conversation.ts';
import { forgetWaiting, planWaiting, readWaiting, waitingIn } from './waiting-list.ts';

export interface HistoryParts {
  /** Finds what is stored, and nothing of what is deleted. */
  readonly index: HistoryIndex;
  /** The keys that stay when everything of the history goes. */
  isKept(key: string): boolean;
}

export type HistoryIndex = Pick<SearchIndex, 'update' | 'remove' | 'rebuild'>;

/** The history in a store, of which it is the only writer. */
export function createHistory(store: KeyValueStore, { index, isKept }: HistoryParts): History {
  const inTurn = createQueue();
  /** The answers that run here: no other can be running. */
  const running = new Set<string>();
  const unsaved = new Map<string, Conversation>();
  /** Deleted since this worker began, and not come back. */
  const deleted = new Set<string>();
  /** Everything is about to be erased: what is read before may not be stored again after it. */
  let erasing: Promise<void> | undefined;
  let rebuilding: Promise<RebuiltList> | undefined;
  /** The conversations that are written or deleted while the list is rebuilt. */
  const written = new Set<string>();

  const noteWritten = (ids: readonly string[]) => {
    if (rebuilding) for (const id of ids) written.add(id);
  };

  /**
   * One write for all keys that belong together: either all of them are stored or none. Marks are
   * those that are stored: whoever asks and answers may have an older copy. Resolves to what is
   * stored now.
   */
  const write = async (given: Conversation, mark?: Mark, opened?: KeyValueStore) => {
    const { id } = given;
    const once = opened ?? (await openForWriting(store, id));
    const before = await readConversation(once, id);
    if (before.found === 'unreadable' || before.found === 'deleted') {
      throw new Error(`${id} is ${before.found}`);
    }
    const earlier = valueIn(before);
    const known = earlier ? withMarksOf(given, earlier.conversation) : given;
    const conversation = mark ? applyMark(known, mark) : known;
    const items = await planConversation(once, conversation, earlier);
    const change = { before: earlier?.conversation, now: conversation };
    await index.update([change], (indexed) => store.set({ ...items, ...indexed }));
    noteWritten([id]);
    // It is stored now. Pieces that stay behind do no harm, and the next answer looks for them.
    await dropPieces(store, askIdsDone(earlier?.conversation, conversation)).catch(() => {});
    return conversation;
  };

  const save = async (conversation: Conversation) => {
    const { id } = conversation;
    await write(conversation).catch((thrown: unknown) => {
      unsaved.set(id, conversation);
      throw thrown;
    });
    unsaved.delete(id);
  };

  /** Stores the conversation of this answer, where storage has not taken it yet. */
  const saveAsked = async (askId: string) => {
    const asked = [...unsaved.values()].find(({ turns }) =>
      turns.some((turn) => turn.askId === askId),
    );
    if (asked) await save(asked);
  };

  const retryUnsaved = async () => {
    const there = [...unsaved.values()].filter(({ id }) => !deleted.has(id));
    for (const conversation of there) await save(conversation).catch(() => {});
  };

  const isOrphan = (turn: Turn) => isRunning(turn) && !running.has(turn.askId);

  /** Whether nothing can be done for what waits in it to be known to wait. */
  const isListed = async (conversation: Conversation, once: KeyValueStore) => {
    if (waitingIn(conversation).length === 0) return true;
    const missing = await planWaiting(once, [conversation]).catch(() => ({}));
    return Object.keys(missing).length === 0;
  };

  const look = async (id: string, once = store): Promise<LoadedConversation> => {
    const kept = deleted.has(id) ? undefined : unsaved.get(id);
    if (kept) return { found: 'conversation', conversation: kept, saved: false };
    const reading = await readConversation(once, id);
    if (reading.found !== 'value') return reading;
    const { conversation } = reading.value;
    const saved = !conversation.turns.some(isOrphan) && (await isListed(conversation, once));
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

  const remove = async (ids: readonly string[], at: number) => {
    const items = await planRemoval(store, ids, at);
    if (items) await index.remove(ids, (indexed) => store.set({ ...items, ...indexed }));
    for (const id of ids) deleted.add(id);
    noteWritten(ids);
  };

  const erase = async (ids: readonly string[]) => {
    await eraseDeleted(store, ids, index.remove);
    for (const id of ids) {
      unsaved.delete(id);
      deleted.delete(id);
    }
  };

  const eraseAll = async () => {
    // It would list again what it found before.
    await rebuilding?.catch(() => {});
    await inTurn(async () => {
      await eraseEverything(store, isKept);
      unsaved.clear();
      deleted.clear();
      await index.rebuild();
    });
  };

  /** Before they are listed again: what is erased after all leaves the index once more. */
  const indexDeleted = async (ids: readonly string[]) => {
    for (const { id } of (await readDeletions(store)).deleted) {
      if (!ids.includes(id)) continue;
      const reading = readStoredConversation(
        id,
        (await readRecords(store, [id]))[conversationKey(id)],
      );
      if (reading.found !== 'value') continue;
      await index.update([{ before: undefined, now: reading.value.conversation }], store.set);
    }
  };

  return {
    load: async (id) => {
      if (erasing) await erasing.catch(() => {});
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
      // Pieces of a question that is not stored would be nobody's.
      if (unsaved.size > 0) await inTurn(() => saveAsked(askId));
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
        let there = await store.get([...keys, deletionsKey]);
        const { deleted: gone } = parseDeletions(there[deletionsKey]);
        const returning = gone
          .map(({ id }) => id)
          .filter((id) => keys.includes(conversationKey(id)));
        if (returning.length > 0) {
          // What was deleted and comes in again is not erased a moment later.
          await erase(returning);
          there = await store.get(keys);
        }
        const isFresh = ({ id }: Conversation) =>
          !(conversationKey(id) in there) && !unsaved.has(id);
        const fresh = new Map(conversations.filter(isFresh).map((each) => [each.id, each]));
        if (fresh.size === 0) return 0;
        const items = await planConversations(store, [...fresh.values()]);
        const changes = [...fresh.values()].map((now) => ({ before: undefined, now }));
        await index.update(changes, (indexed) => store.set({ ...items, ...indexed }));
        noteWritten([...fresh.keys()]);
        return fresh.size;
      }),
    rebuildList: () => {
      rebuilding ??= rebuildList(store, inTurn, written).finally(() => {
        rebuilding = undefined;
        written.clear();
      });
      return rebuilding;
    },
    mark: (id, mark) =>
      inTurn(async () => {
        const once = await openForWriting(store, id);
        const loaded = await look(id, once);
        if (loaded.found !== 'conversation') return undefined;
        const marked = await write(loaded.conversation, mark, once);
        unsaved.delete(id);
        return marked;
      }),
    remove: (ids, at) => inTurn(() => remove(ids, at)),
    restore: (ids) =>
      inTurn(async () => {
        await indexDeleted(ids);
        const restored = await restoreDeleted(store, ids);
        for (const id of restored) deleted.delete(id);
        noteWritten(restored);
        await retryUnsaved();
        return restored.length > 0;
      }),
    deletions: () => inTurn(() => readDeletions(store)),
    erase: async (ids) => {
      for (const slice of slicesOf(ids)) await inTurn(() => erase(slice));
    },
    findOld: (before) => findOld(store, before),
    removeOld: (ids, before) =>
      inTurn(async () => {
        const old = await stillOld(store, ids, before);
        await remove(old, 0);
        await erase(old);
      }),
    tidiedAt: () => readTidied(store),
    noteTidied: (at) => inTurn(() => writeTidied(store, at)),
    eraseEverything: () => {
      erasing ??= eraseAll().finally(() => {
        erasing = undefined;
      });
      return erasing;
    },
  };
}
