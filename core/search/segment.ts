import { isText, isTexts, parseJson } from '../guards.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import { readValue } from '../key-value-store.ts';
import { createFormat, valueIn } from '../migrations.ts';
import { digit, readPostings, valueAt, writePostings } from './postings.ts';
import { allTerms } from './terms.ts';

/**
 * A part of the index, never changed once it is written: which terms stand in which conversations.
 * The terms are sorted and stored in blocks, so that a word is found by reading one.
 */
export interface Segment {
  /** The conversations; the postings name them by their place here. */
  readonly ids: readonly string[];
  /** The first term of each block. */
  readonly firsts: readonly string[];
}

/** How a segment is known: its number, how many blocks it has, and their length in characters. */
export type SegmentEntry = readonly [number: number, blocks: number, length: number];

export const prefix = 'search:';
/** In characters. */
const blockLength = 4000;

export const segmentKey = (number: number) => `${prefix}${number}`;
export const blockKey = (number: number, block: number) => `${prefix}${number}:${block}`;
export const keysOf = ([number, blocks]: SegmentEntry) => [
  segmentKey(number),
  ...Array.from({ length: blocks }, (_, block) => blockKey(number, block)),
];

/** Stored as two texts: a browser takes long to hand over thousands of small values. */
const format = createFormat<Segment>([], (stored) => {
  const [ids, firsts] = [stored.ids, stored.firsts].map((text) =>
    isText(text) ? parseJson(text) : undefined,
  );
  return isTexts(ids) && isTexts(firsts) ? { ids, firsts } : undefined;
});

/** Undefined for what is no segment of this version. */
export function parseSegment(stored: unknown): Segment | undefined {
  return valueIn(format.read(stored));
}

export async function readSegment(
  store: KeyValueStore,
  number: number,
): Promise<Segment | undefined> {
  const key = segmentKey(number);
  return parseSegment(await readValue(store, key));
}

/** A segment that has no number yet. */
export interface BuiltSegment {
  readonly segment: Segment;
  readonly blocks: readonly string[];
}

export interface SegmentBuilder {
  /** The place of a conversation among those of the segment. */
  place(id: string): number;
  add(term: string, place: number): void;
  build(): BuiltSegment;
}

export function createSegmentBuilder(): SegmentBuilder {
  const places = new Map<string, number>();
  const postings = new Map<string, number[]>();
  return {
    place: (id) => {
      const place = places.get(id) ?? places.size;
      places.set(id, place);
      return place;
    },
    add: (term, place) => {
      const found = postings.get(term);
      if (found) found.push(place);
      else postings.set(term, [place]);
    },
    build: () => {
      const { firsts, blocks } = writeBlocks(postings);
      return { segment: { ids: [...places.keys()], firsts }, blocks };
    },
  };
}

/** Adds all terms of a conversation's texts. */
export function addTexts(builder: SegmentBuilder, id: string, texts: readonly string[]): void {
  const place = builder.place(id);
  for (const term of allTerms(texts)) builder.add(term, place);
}

/** What to store, and how it is known. */
export function storedSegment({ segment, blocks }: BuiltSegment, number: number) {
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const entry: SegmentEntry = [number, blocks.length, length];
  const items: Record<string, unknown> = {
    [segmentKey(number)]: {
      version: format.version,
      ids: JSON.stringify(segment.ids),
      firsts: JSON.stringify(segment.firsts),
    },
  };
  for (const [index, block] of blocks.entries()) items[blockKey(number, index)] = block;
  return { entry, items };
}

function writeBlocks(postings: ReadonlyMap<string, number[]>) {
  const firsts: string[] = [];
  const blocks: string[] = [];
  let block = '';
  let before = '';
  const close = () => {
    if (block !== '') blocks.push(block);
    block = '';
  };
  for (const term of [...postings.keys()].sort()) {
    if (block.length > blockLength) close();
    if (block === '') firsts.push(term);
    const shared = block === '' ? 0 : sharedLength(before, term);
    const numbers = [...new Set(postings.get(term))].sort((a, b) => a - b);
    const separator = block === '' ? '' : ' ';
    block += `${separator}${digit(shared)}${term.slice(shared)} ${writePostings(numbers)}`;
    before = term;
  }
  close();
  return { firsts, blocks };
}

/** How many units two terms begin with in common; it parts no character in two. */
function sharedLength(before: string, term: string): number {
  let length = 0;
  while (length < before.length && before.charCodeAt(length) === term.charCodeAt(length)) {
    length += 1;
  }
  const isInside = (term.charCodeAt(length) & 0xfc00) === 0xdc00;
  return isInside ? length - 1 : length;
}

/** Whether a stored value is the block that begins with this term. */
export const isBlock = (stored: unknown, first: string | undefined): stored is string =>
  isText(stored) && stored.startsWith(`${digit(0)}${first} `);

/** Calls with each term of a block and where it stands. */
export function readBlock(
  block: string,
  visit: (term: string, places: () => readonly number[]) => void,
): void {
  const fields = block.split(' ');
  let term = '';
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const field = fields[index] ?? '';
    term = term.slice(0, valueAt(field, 0)) + field.slice(1);
    visit(term, () => readPostings(fields[index + 1] ?? ''));
  }
}
