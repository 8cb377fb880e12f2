import type { KeyValueStore } from '../key-value-store.ts';
import type { Gone } from './index-state.ts';
import type { SegmentBuilder, SegmentEntry } from './segment.ts';
import {
  blockKey,
  createSegmentBuilder,
  isBlock,
  keysOf,
  parseSegment,
  readBlock,
  readSegment,
  segmentKey,
} from './segment.ts';

/** Where one size ends and the next begins, in characters; what is larger stays as it is. */
const sizes = [2000, 20_000, 200_000];
/** How many of a size become one. */
const together = 8;

/** Segments of about the same size that are to become one, where there are enough of them. */
export function chooseMerge(segments: readonly SegmentEntry[]): readonly SegmentEntry[] {
  for (const [index, limit] of sizes.entries()) {
    const least = sizes[index - 1] ?? 0;
    const alike = segments.filter(([, , length]) => length >= least && length < limit);
    if (alike.length >= together) return alike.slice(0, together);
  }
  return [];
}

/**
 * What the segments hold together, without what has gone from them. Undefined where one of them
 * cannot be read.
 */
export async function joinSegments(
  store: KeyValueStore,
  segments: readonly SegmentEntry[],
  gone: Gone,
): Promise<SegmentBuilder | undefined> {
  const builder = createSegmentBuilder();
  for (const entry of segments) {
    const [number, blocks] = entry;
    const stored = await store.get(keysOf(entry));
    const segment = parseSegment(stored[segmentKey(number)]);
    if (!segment) return undefined;
    const places = segment.ids.map((id) =>
      number < (gone.get(id) ?? 0) ? undefined : builder.place(id),
    );
    for (let index = 0; index < blocks; index += 1) {
      const block = stored[blockKey(number, index)];
      if (!isBlock(block, segment.firsts[index])) return undefined;
      readBlock(block, (term, postings) => {
        for (const posting of postings()) {
          const place = places[posting];
          if (place !== undefined) builder.add(term, place);
        }
      });
    }
  }
  return builder;
}

/** The first of the segments that holds something of what has gone; undefined where none does. */
export async function findGone(
  store: KeyValueStore,
  segments: readonly SegmentEntry[],
  gone: Gone,
): Promise<SegmentEntry | undefined> {
  const last = Math.max(...gone.values());
  for (const entry of segments) {
    const [number] = entry;
    if (number >= last) continue;
    const segment = await readSegment(store, number);
    // One that cannot be read may well hold it.
    if (!segment || segment.ids.some((id) => number < (gone.get(id) ?? 0))) return entry;
  }
  return undefined;
}
