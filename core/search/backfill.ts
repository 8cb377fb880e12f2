import type { KeyValueStore } from '../key-value-store.ts';
import {
  conversationIdOf,
  conversationKey,
  readStoredConversation,
} from '../stored-conversation.ts';
import { textsOf } from './conversation-texts.ts';
import type { SegmentEntry } from './segment.ts';
import { addTexts, createSegmentBuilder, readSegment } from './segment.ts';

/** How many conversations are read at once, and how much text makes a segment, in characters. */
const readAtOnce = 10;
const sliceLength = 500_000;

export interface Survey {
  readonly total: number;
  /** What is stored and not indexed. */
  readonly missing: readonly string[];
  /** What is indexed and not stored. */
  readonly strays: readonly string[];
}

/** Compares what is stored with what is indexed. Undefined where a segment cannot be read. */
export async function surveyIndex(
  store: KeyValueStore,
  segments: readonly SegmentEntry[],
): Promise<Survey | undefined> {
  const indexed = new Set<string>();
  for (const [number] of segments) {
    const segment = await readSegment(store, number);
    if (!segment) return undefined;
    for (const id of segment.ids) indexed.add(id);
  }
  const keys = await store.keys();
  const stored = keys.map(conversationIdOf).filter((id) => id !== undefined);
  const missing = stored.filter((id) => !indexed.has(id));
  for (const id of stored) indexed.delete(id);
  return { total: stored.length, missing, strays: [...indexed] };
}

/** Indexes the first of them; what cannot be read counts as indexed, with nothing to be found. */
export async function indexFirst(store: KeyValueStore, ids: readonly string[]) {
  const builder = createSegmentBuilder();
  let count = 0;
  for (let length = 0; count < ids.length && length < sliceLength; ) {
    const slice = ids.slice(count, count + readAtOnce);
    const stored = await store.get(slice.map(conversationKey));
    for (const id of slice) {
      const reading = readStoredConversation(id, stored[conversationKey(id)]);
      if (reading.found === 'missing') continue;
      const texts = reading.found === 'value' ? textsOf(reading.value.conversation) : [];
      addTexts(builder, id, texts);
      for (const text of texts) length += text.length;
    }
    count += slice.length;
  }
  return { builder, rest: ids.slice(count) };
}
