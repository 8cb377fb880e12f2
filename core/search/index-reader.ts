import type { KeyValueStore } from '../key-value-store.ts';
import type { IndexProgress, IndexState } from './index-state.ts';
import { readIndex } from './index-state.ts';
import type { Lookup } from './query.ts';
import type { Segment, SegmentEntry } from './segment.ts';
import { blockKey, isBlock, parseSegment, readBlock, segmentKey } from './segment.ts';

/** The ids of the conversations where a term stands, and whether it is that very term. */
export type TermMatches = ReadonlyMap<string, boolean>;

export interface Findings {
  /** For each lookup, in their order. */
  readonly matches: readonly TermMatches[];
  /** Undefined where everything is indexed. */
  readonly progress: IndexProgress | undefined;
  /** Whether some of the index is missing or cannot be read. */
  readonly damaged: boolean;
}

export interface IndexReader {
  find(lookups: readonly Lookup[]): Promise<Findings>;
  /** These keys of storage have changed: what stood there is not known any more. */
  forget(keys: readonly string[]): void;
}

/** Reads the index that the background writes. Segments never change, so they are kept in part. */
export function createIndexReader(store: Pick<KeyValueStore, 'get'>): IndexReader {
  /** By how they are listed. Where all is erased, numbers begin anew: see `forget`. */
  let known: ReadonlyMap<string, Segment> = new Map();

  const readSegments = async ({ segments }: IndexState) => {
    const unknown = segments.filter((entry) => !known.has(entry.join()));
    const stored = await store.get(unknown.map(([number]) => segmentKey(number)));
    const read = segments.flatMap((entry): [SegmentEntry, Segment][] => {
      const segment = known.get(entry.join()) ?? parseSegment(stored[segmentKey(entry[0])]);
      return segment ? [[entry, segment]] : [];
    });
    known = new Map(read.map(([entry, segment]) => [entry.join(), segment]));
    return new Map(read.map(([[number], segment]) => [number, segment]));
  };

  const look = async (state: IndexState, lookups: readonly Lookup[]): Promise<Findings> => {
    const segments = await readSegments(state);
    const wanted = new Map(
      [...segments].map(([number, { firsts }]) => [
        number,
        lookups.map((lookup) => blocksFor(firsts, lookup)),
      ]),
    );
    const keys = [...wanted].flatMap(([number, blocks]) =>
      [...new Set(blocks.flat())].map((block) => blockKey(number, block)),
    );
    const stored = await store.get(keys);
    const matches = lookups.map(() => new Map<string, boolean>());
    let damaged = segments.size < state.segments.length;
    for (const [number, segment] of segments) {
      const readable = (block: number) => {
        const text = stored[blockKey(number, block)];
        return isBlock(text, segment.firsts[block]) ? [text] : [];
      };
      const isLive = (id: string) => number >= (state.gone.get(id) ?? 0);
      for (const [index, lookup] of lookups.entries()) {
        const blocks = wanted.get(number)?.[index] ?? [];
        const texts = blocks.flatMap(readable);
        damaged ||= texts.length < blocks.length;
        const levels = findPlaces(segment, texts, lookup);
        const into = matches[index];
        for (const [place, id] of segment.ids.entries()) {
          const level = levels[place];
          if (level && into && isLive(id)) into.set(id, level === exact || into.get(id) === true);
        }
      }
    }
    return { matches, progress: state.progress, damaged };
  };

  return {
    forget: (keys) => {
      const changed = new Set(keys);
      const isKept = (entry: string) => !changed.has(segmentKey(Number.parseInt(entry, 10)));
      known = new Map([...known].filter(([entry]) => isKept(entry)));
    },
    find: async (lookups) => {
      const attempt = async (): Promise<Findings> => {
        const state = await readIndex(store);
        if (state) return look(state, lookups);
        return { matches: lookups.map(() => new Map()), progress: undefined, damaged: true };
      };
      const first = await attempt();
      // Segments may have been joined while they were read.
      return first.damaged ? attempt() : first;
    },
  };
}

/** The blocks in which a lookup's terms can be. */
function blocksFor(firsts: readonly string[], { term, prefix }: Lookup): readonly number[] {
  if (firsts.length === 0) return [];
  const begin = Math.max(
    0,
    firsts.findLastIndex((first) => first <= term),
  );
  const blocks = [begin];
  for (let next = begin + 1; prefix && firsts[next]?.startsWith(term); next += 1) blocks.push(next);
  return blocks;
}

const exact = 2;

/** For each place of a segment 0, 1 for a longer term, or `exact`. */
function findPlaces(
  { ids }: Segment,
  blocks: readonly string[],
  { term: wanted, prefix }: Lookup,
): Uint8Array {
  const levels = new Uint8Array(ids.length);
  for (const block of blocks) {
    readBlock(block, (term, places) => {
      if (prefix ? !term.startsWith(wanted) : term !== wanted) return;
      const level = term === wanted ? exact : 1;
      for (const place of places()) levels[place] = Math.max(levels[place] ?? 0, level);
    });
  }
  return levels;
}
