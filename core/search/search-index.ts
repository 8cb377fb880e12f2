import type { Conversation } from '../conversation.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import { createQueue } from '../queue.ts';
import { indexFirst, surveyIndex } from './backfill.ts';
import { compareTexts, textsOf } from './conversation-texts.ts';
import type { IndexProgress, IndexState } from './index-state.ts';
import { readIndex, stateKey, storedState } from './index-state.ts';
import { chooseMerge, findGone, joinSegments } from './merging.ts';
import type { SegmentBuilder, SegmentEntry } from './segment.ts';
import { addTexts, createSegmentBuilder, keysOf, prefix, storedSegment } from './segment.ts';

interface ConversationChange {
  /** What was stored of it; undefined for nothing. */
  readonly before: Conversation | undefined;
  readonly now: Conversation;
}

/** Stores these items with its own, all or none. */
type Commit = (items: Readonly<Record<string, unknown>>) => Promise<void>;

/**
 * Which words stand in which conversations, in storage: in segments that are never changed. A turn
 * that ends adds a small one, and small ones are joined while nothing else is to be done. What is
 * lost or damaged of it is made from the conversations again.
 */
export interface SearchIndex {
  /** Stores conversations as they are now together with what follows from it for the index. */
  update(changes: readonly ConversationChange[], commit: Commit): Promise<void>;
  /** Nothing of them is found from now on, and soon nothing of them is left in the index. */
  remove(ids: readonly string[], commit?: Commit): Promise<void>;
  /** Does a little of what is left to be done; resolves to whether there may be more. */
  step(): Promise<boolean>;
  /** Makes it anew. */
  rebuild(): Promise<void>;
  /** Calls from now on whenever there may be something to be done. */
  onWork(listener: () => void): void;
}

/** The conversations that are to be indexed, among so many. */
interface Missing {
  readonly ids: readonly string[];
  readonly total: number;
}

/** A new state, with what is stored along with it. */
interface Change extends Partial<IndexState> {
  readonly items?: Readonly<Record<string, unknown>>;
}

export function createSearchIndex(store: KeyValueStore): SearchIndex {
  const inTurn = createQueue();
  let announce = () => {};
  /** What is not indexed yet, as far as it is known. */
  let missing: Missing | undefined;

  /** Nothing changes where there is no index: it is made from the conversations then. */
  const change = (make: (state: IndexState) => Change | undefined, commit: Commit = store.set) =>
    inTurn(async () => {
      const state = await readIndex(store);
      const { items, ...changed } = (state && make(state)) ?? {};
      await commit(state ? { ...items, ...storedState({ ...state, ...changed }) } : {});
    });

  /** Puts one segment in the place of others, unless something has gone since they were read. */
  const replace = async (
    { gone }: IndexState,
    taken: readonly SegmentEntry[],
    builder: SegmentBuilder,
    progress?: IndexProgress,
  ): Promise<boolean> => {
    const built = builder.build();
    let isReplaced = false;
    await change((state) => {
      if (JSON.stringify([...state.gone]) !== JSON.stringify([...gone])) return undefined;
      isReplaced = true;
      const { entry, items } = storedSegment(built, state.next);
      return {
        items,
        next: state.next + 1,
        segments: [...without(state.segments, taken), entry],
        dropped: [...state.dropped, ...taken.flatMap(keysOf)],
        progress: progress ?? state.progress,
      };
    });
    return isReplaced;
  };

  const noteGone = (ids: readonly string[], before?: number, commit?: Commit) =>
    change(({ gone, next }) => {
      return { gone: new Map([...gone, ...ids.map((id) => [id, before ?? next] as const)]) };
    }, commit);

  const rebuild = () =>
    inTurn(async () => {
      missing = undefined;
      const keys = await store.keys();
      const dropped = keys.filter((key) => key.startsWith(prefix) && key !== stateKey);
      // Views keep segments by their numbers.
      const numbers = dropped.map((key) => Number.parseInt(key.slice(prefix.length), 10) || 0);
      const next = Math.max(-1, ...numbers) + 1;
      const progress = { indexed: 0, total: 0 };
      await store.set(storedState({ next, segments: [], dropped, gone: new Map(), progress }));
    });

  const removeDropped = async (dropped: readonly string[]) => {
    await store.remove(dropped);
    const removed = new Set(dropped);
    await change((state) => ({ dropped: state.dropped.filter((key) => !removed.has(key)) }));
  };

  const join = async (state: IndexState, segments: readonly SegmentEntry[]) => {
    const builder = await joinSegments(store, segments, state.gone);
    if (builder) await replace(state, segments, builder);
    else await rebuild();
  };

  const clearGone = async (state: IndexState) => {
    const holding = await findGone(store, state.segments, state.gone);
    if (holding) return join(state, [holding]);
    await change(({ gone }) => {
      return { gone: new Map([...gone].filter(([id, before]) => state.gone.get(id) !== before)) };
    });
  };

  /** Looks what there is to index. Undefined where all is indexed, or something else comes first. */
  const findMissing = async (state: IndexState): Promise<Missing | undefined> => {
    const survey = await surveyIndex(store, state.segments);
    if (!survey) await rebuild();
    else if (survey.strays.length > 0) await noteGone(survey.strays, state.next);
    else if (survey.missing.length > 0) return { ids: survey.missing, total: survey.total };
    else await change(() => ({ progress: undefined }));
    return undefined;
  };

  const indexMore = async (state: IndexState) => {
    const now = missing ?? (await findMissing(state));
    missing = undefined;
    if (!now) return;
    const { builder, rest } = await indexFirst(store, now.ids);
    const progress = { indexed: now.total - rest.length, total: now.total };
    const isStored = await replace(state, [], builder, progress);
    // What was found to be missing at last is looked for once more.
    if (isStored && rest.length > 0) missing = { ...now, ids: rest };
  };

  return {
    update: async (changes, commit) => {
      const texts = changes
        .map(({ before, now }) => ({ now, ...compareTexts(before, now) }))
        .filter(({ gone, added }) => gone || added.length > 0);
      if (texts.length === 0) return commit({});
      await change((state) => {
        const builder = createSegmentBuilder();
        for (const { now, gone, added } of texts) {
          addTexts(builder, now.id, gone || state.progress ? textsOf(now) : added);
        }
        const { entry, items } = storedSegment(builder.build(), state.next);
        const went = texts
          .filter(({ gone }) => gone)
          .map(({ now }) => [now.id, state.next] as const);
        return {
          items,
          next: state.next + 1,
          segments: [...state.segments, entry],
          gone: new Map([...state.gone, ...went]),
        };
      }, commit);
      announce();
    },
    remove: (ids, commit) => noteGone(ids, undefined, commit).then(() => announce()),
    step: async () => {
      const state = await readIndex(store);
      if (!state) return rebuild().then(() => true);
      const mergeable = chooseMerge(state.segments);
      if (state.dropped.length > 0) await removeDropped(state.dropped);
      else if (state.gone.size > 0) await clearGone(state);
      else if (mergeable.length > 0) await join(state, mergeable);
      else if (state.progress) await indexMore(state);
      else return false;
      return true;
    },
    rebuild: () => rebuild().then(() => announce()),
    onWork: (listener) => {
      announce = listener;
    },
  };
}

const without = (segments: readonly SegmentEntry[], taken: readonly SegmentEntry[]) =>
  segments.filter(([number]) => !taken.some(([other]) => other === number));
