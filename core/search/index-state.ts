import { isInteger, isListOf, isRecordOf, isText, isTexts, optional } from '../guards.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import { readValue } from '../key-value-store.ts';
import { createFormat, valueIn } from '../migrations.ts';
import type { SegmentEntry } from './segment.ts';
import { prefix } from './segment.ts';

/** How far the conversations are indexed that were there before the index. */
export interface IndexProgress {
  readonly indexed: number;
  readonly total: number;
}

/** By the ids of conversations: what segments before that number say of one counts no more. */
export type Gone = ReadonlyMap<string, number>;

/** What the index consists of. */
export interface IndexState {
  /** The number of the next segment: the higher, the later. */
  readonly next: number;
  readonly segments: readonly SegmentEntry[];
  /** Keys of segments that others stand for now; they may still be stored. */
  readonly dropped: readonly string[];
  /** What has gone from conversations, until no segment holds anything of it. */
  readonly gone: Gone;
  /** Undefined once every conversation is in it. */
  readonly progress: IndexProgress | undefined;
}

export const stateKey = `${prefix}state`;

const isCount = (value: unknown): value is number => isInteger(value) && value >= 0;
const isCounts = isListOf(isCount);
const isEntries = isListOf((value): value is SegmentEntry => isCounts(value) && value.length === 3);
const isGone = isListOf(
  (value): value is readonly [string, number] =>
    Array.isArray(value) && isText(value[0]) && isCount(value[1]),
);
const isProgress = optional(isRecordOf<IndexProgress>({ indexed: isCount, total: isCount }));

/** Words of version 1 are folded otherwise: nothing of it is read, so the index is made anew. */
const format = createFormat<IndexState>(
  [() => ({})],
  ({ next, segments, dropped, gone, progress }) =>
    isCount(next) && isEntries(segments) && isTexts(dropped) && isGone(gone) && isProgress(progress)
      ? { next, segments, dropped, gone: new Map(gone), progress }
      : undefined,
);

/** Undefined where there is none that this version can read. */
export async function readIndex(
  store: Pick<KeyValueStore, 'get'>,
): Promise<IndexState | undefined> {
  return valueIn(format.read(await readValue(store, stateKey)));
}

/** What to store. */
export const storedState = (state: IndexState) => ({
  [stateKey]: { version: format.version, ...state, gone: [...state.gone] },
});
