import { isRecord } from '../guards.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import { createFormat } from '../migrations.ts';
import type { SegmentEntry } from './segment.ts';
import { isTexts, prefix } from './segment.ts';

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

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isList = <Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] =>
  Array.isArray(value) && value.every(isItem);

const isEntry = (value: unknown): value is SegmentEntry =>
  isList(value, isCount) && value.length === 3;
const isGone = (value: unknown): value is [string, number] =>
  Array.isArray(value) && typeof value[0] === 'string' && isCount(value[1]);
const isProgress = (value: unknown): value is IndexProgress | undefined =>
  value === undefined || (isRecord(value) && isCount(value.indexed) && isCount(value.total));

const format = createFormat<IndexState>([], ({ next, segments, dropped, gone, progress }) =>
  isCount(next) &&
  isList(segments, isEntry) &&
  isTexts(dropped) &&
  isList(gone, isGone) &&
  isProgress(progress)
    ? { next, segments, dropped, gone: new Map(gone), progress }
    : undefined,
);

/** Undefined where there is none that this version can read. */
export async function readIndex(
  store: Pick<KeyValueStore, 'get'>,
): Promise<IndexState | undefined> {
  const reading = format.read((await store.get([stateKey]))[stateKey]);
  return reading.found === 'value' ? reading.value : undefined;
}

/** What to store. */
export const storedState = (state: IndexState) => ({
  [stateKey]: { version: format.version, ...state, gone: [...state.gone] },
});
