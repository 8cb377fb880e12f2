import { expect } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { applyAnswerEvent, emptyConversation, newTurn } from '../../core/conversation.ts';
import type { Mark } from '../../core/conversation-marks.ts';
import { applyMark } from '../../core/conversation-marks.ts';
import type { LoadedConversation } from '../../core/history.ts';
import { createHistory } from '../doubles/history.ts';
import type { MemoryStore } from '../doubles/memory-store.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { createMortalStore } from '../doubles/mortal-store.ts';

interface Pieces {
  readonly written: string[];
  /** One whose writing was cut off. */
  maybe?: string;
  /** The first that is damaged. */
  damagedAt?: number;
}

/** A conversation as its user knows it, beside every state in which storage may hold it. */
interface Driven {
  readonly id: string;
  current: Conversation;
  /** Whether this process has shown it: then `current` is what it has, saved or not. */
  known: boolean;
  running: string | undefined;
  stored: (Conversation | undefined)[];
  /** Whether it is deleted for its user: where that was cut off, it is not known. */
  deleted: boolean | 'maybe';
  /** Erasing it was begun: it does not come back. */
  erasing: boolean;
  readonly pieces: Map<string, Pieces>;
}

function finish(conversation: Conversation, askId: string, text: string, complete: boolean) {
  const delta = { type: 'answer-delta', askId, seq: text.length, text } as const;
  const last = complete
    ? ({ type: 'answer-end', askId, reason: 'complete' } as const)
    : ({ type: 'answer-interrupted', askId } as const);
  return applyAnswerEvent(applyAnswerEvent(conversation, delta)!, last)!;
}

/** What a new process may make of it. */
function recoveries({ stored, pieces }: Driven): readonly (Conversation | undefined)[] {
  return stored.flatMap((conversation) => {
    const askId = conversation?.turns.find(({ answer }) => answer.state === 'running')?.askId;
    if (!conversation || askId === undefined) return [conversation];
    const { written, maybe, damagedAt } = pieces.get(askId) ?? { written: [] };
    const texts = [written, ...(maybe === undefined ? [] : [[...written, maybe]])];
    return texts.map((each) =>
      finish(conversation, askId, each.slice(0, damagedAt).join(''), false),
    );
  });
}

const failed = Symbol('failed');

/** Whose piece the key holds; empty where it is no piece's. */
const askIdOf = (key: string) => /^piece:(.*):\d+$/.exec(key)?.[1] ?? '';

/**
 * Workers that ask, checkpoint, end, load and rebuild, one after the other's death, over a storage
 * that fails, fills up and is damaged; and what must be true of it all the same.
 */
export function createHistoryModel(store: MemoryStore, ids: readonly string[]) {
  const start = () => {
    const mortal = createMortalStore(store);
    return { ...mortal, history: createHistory(mortal.living) };
  };
  const read = (id: string): Conversation | undefined => {
    const json = store.contents()[`conversation:${id}`];
    return json === undefined ? undefined : JSON.parse(json).conversation;
  };
  const all = ids.map((id): Driven => {
    const conversation = read(id);
    return {
      id,
      current: conversation ?? emptyConversation(id, 1),
      known: false,
      running: undefined,
      stored: [conversation],
      deleted: false,
      erasing: false,
      pieces: new Map(),
    };
  });
  /** Keys whose value was damaged, with what they hold since. */
  const damaged = new Map<string, string>();
  /** Keys of pages with something among their entries that is none. */
  const misplaced = new Map<string, string>();
  let worker = start();
  let time = 10_000;
  let rebuilding: Promise<unknown> = Promise.resolve();

  const restart = () => {
    worker.die();
    worker = start();
    for (const driven of all) {
      driven.known = false;
      driven.running = undefined;
    }
  };

  /** Resolves to what came of it, or that it failed; where the process died, another one is there. */
  const attempt = async <Result>(
    call: Promise<Result>,
  ): Promise<Result | typeof failed | 'died'> => {
    const { died } = worker;
    const result = await Promise.race([call.catch(() => failed), died]);
    if (result === 'died' && died === worker.died) restart();
    return result as Result | typeof failed | 'died';
  };

  const isDamaged = ({ id }: Driven) => damaged.has(`conversation:${id}`);

  const expectPossible = (driven: Driven, loaded: LoadedConversation) => {
    const found = loaded.found === 'conversation' ? loaded.conversation : undefined;
    const inMemoryAlone = loaded.found === 'conversation' && !loaded.saved;
    if (driven.deleted === true) return expect(['deleted', 'missing']).toContain(loaded.found);
    if (driven.deleted === 'maybe' && loaded.found === 'deleted') return;
    if (isDamaged(driven) && !inMemoryAlone) return expect(loaded.found).toBe('unreadable');
    expect(loaded.found).not.toBe('unreadable');
    const isNew = driven.current.turns.length === 0 && !found;
    if (driven.known && !isNew) expect(found).toEqual(driven.current);
    else expect(recoveries(driven)).toContainEqual(found);
  };

  /** Whether the conversation can be gone on with. */
  const load = async (driven: Driven): Promise<boolean> => {
    if (driven.running) return false;
    const loaded = await attempt(worker.history.load(driven.id));
    if (loaded === failed || loaded === 'died') return false;
    expectPossible(driven, loaded);
    if (loaded.found === 'unreadable' || loaded.found === 'deleted') return false;
    if (driven.deleted === true) return false;
    const saved = loaded.found === 'missing' || loaded.saved;
    const found = loaded.found === 'missing' ? undefined : loaded.conversation;
    driven.current = found ?? emptyConversation(driven.id, 1);
    driven.stored = saved ? [found] : [...driven.stored, found];
    driven.known = true;
    return true;
  };

  const save = async (driven: Driven, next: Conversation, call: () => Promise<void>) => {
    driven.current = next;
    driven.stored = [...driven.stored, next];
    const result = await attempt(call());
    if (result === undefined) driven.stored = [next];
  };

  const ask = async (driven: Driven) => {
    if (!(await load(driven))) return;
    time += 1;
    const askId = `a${time}`;
    const turn = newTurn(askId, { text: `Question ${time}` }, '', time);
    const start = { type: 'answer-start', conversationId: driven.id, turn } as const;
    const next = applyAnswerEvent(driven.current, start)!;
    driven.running = askId;
    driven.pieces.set(askId, { written: [] });
    await save(driven, next, () => worker.history.begin(next, askId));
  };

  const piece = async ({ running, pieces }: Driven) => {
    const mine = running === undefined ? undefined : pieces.get(running);
    if (running === undefined || !mine) return;
    const text = `${running}, piece ${mine.written.length}. `;
    mine.maybe = text;
    const index = mine.written.length;
    const result = await attempt(worker.history.checkpoint(running, index, text));
    if (result === undefined) mine.written.push(text);
    if (result !== 'died') delete mine.maybe;
  };

  const end = async (driven: Driven) => {
    const { running, pieces, current } = driven;
    if (running === undefined) return;
    const text = `${pieces.get(running)?.written.join('')}The end.`;
    const next = finish(current, running, text, true);
    driven.running = undefined;
    await save(driven, next, () => worker.history.end(next, running));
  };

  const mark = async (driven: Driven, said: Mark) => {
    if (isDamaged(driven) || driven.deleted !== false) return;
    const result = await attempt(worker.history.mark(driven.id, said));
    if (result === failed) return;
    const there = driven.stored.filter((each) => each !== undefined);
    const marked = there.map((each) => applyMark(each, said));
    if (result === 'died') {
      driven.stored = [...driven.stored, ...marked];
    } else if (result === undefined) {
      expect(driven.stored).toContain(undefined);
      if (!driven.known || driven.current.turns.length === 0) driven.stored = [undefined];
    } else {
      driven.stored = driven.known ? [applyMark(driven.current, said)] : marked;
      if (driven.known) driven.current = applyMark(driven.current, said);
      expect(driven.stored).toContainEqual(result);
    }
  };

  const remove = async (driven: Driven) => {
    const mayBeMissing = driven.stored.includes(undefined);
    if (driven.running || driven.deleted !== false || mayBeMissing || isDamaged(driven)) return;
    time += 1;
    const result = await attempt(worker.history.remove([driven.id], time));
    if (result === 'died') driven.deleted = 'maybe';
    if (result === undefined) driven.deleted = true;
  };

  const restore = async (driven: Driven) => {
    if (driven.erasing || isDamaged(driven)) return;
    const result = await attempt(worker.history.restore([driven.id]));
    if (result === 'died' && driven.deleted) driven.deleted = 'maybe';
    if (result === failed || result === 'died') return;
    if (driven.deleted !== 'maybe') expect(result).toBe(driven.deleted);
    driven.deleted = false;
  };

  const erase = async (driven: Driven) => {
    if (isDamaged(driven) || driven.running) return;
    driven.erasing = driven.deleted !== false;
    // What is damaged of it goes with it.
    const damagedPieces = [...damaged.keys()].filter((key) => driven.pieces.has(askIdOf(key)));
    if (driven.erasing) for (const key of damagedPieces) damaged.delete(key);
    const result = await attempt(worker.history.erase([driven.id]));
    if (result === failed || result === 'died' || !driven.erasing) return;
    const certain = driven.deleted === true;
    driven.stored = certain ? [undefined] : [...driven.stored, undefined];
    driven.deleted = false;
    driven.erasing = false;
    driven.known = false;
    if (!certain) return;
    driven.current = emptyConversation(driven.id, 1);
    const texts = [...driven.pieces.keys(), `"${driven.id}"`, `:${driven.id}`];
    driven.pieces.clear();
    for (const [key, json] of Object.entries(store.contents())) {
      if (key.startsWith('damaged:') || damaged.has(key)) continue;
      for (const text of texts) expect(`${key} ${json}`).not.toContain(text);
    }
  };

  return {
    all,
    damaged,
    mark,
    remove,
    restore,
    erase,
    misplaced,
    isDamaged,
    /** The value under the key was damaged. */
    noteDamage: (key: string) => {
      if (key !== 'history:newest') damaged.set(key, store.contents()[key]!);
      misplaced.delete(key);
      const index = Number(/\d+$/.exec(key));
      for (const { pieces } of all) {
        const mine = pieces.get(askIdOf(key));
        if (mine) mine.damagedAt = Math.min(mine.damagedAt ?? Number.POSITIVE_INFINITY, index);
      }
    },
    ask,
    piece,
    end,
    load,
    restart,
    /** It goes on while other things are done. */
    rebuild: () => {
      rebuilding = attempt(worker.history.rebuildList());
    },
    /** Resolves once no rebuilding goes on, to what came of the last. */
    rebuilt: () => rebuilding,
    dieAtCall: (nth: number, done: boolean) => worker.dieAtCall(nth, done),
    /** What a process that started now would find. */
    expectRecoverable: async () => {
      const history = createHistory(createMemoryStore(store.contents()));
      for (const driven of all) {
        const loaded = await history.load(driven.id);
        if (driven.deleted === true) expect(['deleted', 'missing']).toContain(loaded.found);
        else if (driven.deleted && loaded.found === 'deleted') continue;
        else if (isDamaged(driven)) expect(loaded.found).toBe('unreadable');
        else {
          const found = loaded.found === 'conversation' ? loaded.conversation : undefined;
          expect(recoveries(driven)).toContainEqual(found);
        }
      }
    },
  };
}
