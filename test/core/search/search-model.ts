import type { Conversation } from '../../../core/conversation.ts';
import type { KeyValueStore } from '../../../core/key-value-store.ts';
import { textsOf } from '../../../core/search/conversation-texts.ts';
import { examine } from '../../../core/search/examine.ts';
import { fold } from '../../../core/search/fold.ts';
import { createIndexReader } from '../../../core/search/index-reader.ts';
import { lookupsFor, parseQuery } from '../../../core/search/query.ts';
import { rankCandidates } from '../../../core/search/ranking.ts';
import type { SearchIndex } from '../../../core/search/search-index.ts';
import { parseSegment, readBlock } from '../../../core/search/segment.ts';
import { allTerms, runsOf } from '../../../core/search/terms.ts';
import {
  conversationIdOf,
  readStoredConversation,
  storedConversation,
} from '../../../core/stored-conversation.ts';
import type { MemoryStore } from '../../doubles/memory-store.ts';
import { conversationOf, turnOf } from '../examples.ts';

/** A conversation whose answers are these texts. */
export const saying = (id: string, ...texts: readonly string[]): Conversation => ({
  ...conversationOf(
    texts.map((text, index) => turnOf(`${id}-${index}`, { text })),
    id,
  ),
  title: '',
});

/** Stores a conversation as the history does, with what follows for the index. */
export const keep = (
  store: KeyValueStore,
  index: Pick<SearchIndex, 'update'>,
  before: Conversation | undefined,
  now: Conversation,
) =>
  index.update([{ before, now }], (items) =>
    store.set({ ...items, [`conversation:${now.id}`]: storedConversation(now, 0) }),
  );

/** Does all that is left to be done; fails where it never ends. */
export async function finish(index: Pick<SearchIndex, 'step'>): Promise<number> {
  for (let steps = 1; steps < 1000; steps += 1) {
    if (!(await index.step())) return steps;
  }
  throw new Error('There is always more to be done');
}

export function storedConversations(store: MemoryStore): readonly Conversation[] {
  return Object.entries(store.contents()).flatMap(([key, json]) => {
    const id = conversationIdOf(key);
    if (id === undefined) return [];
    const reading = readStoredConversation(id, JSON.parse(json));
    return reading.found === 'value' ? [reading.value.conversation] : [];
  });
}

/** The ids of what is found by the index and then looked at, in alphabetical order. */
export async function searchByIndex(store: MemoryStore, query: string) {
  const words = parseQuery(query);
  const all = storedConversations(store);
  const findings = await createIndexReader(store).find(words.flatMap(lookupsFor));
  const listed = all.map(({ id, title, updatedAt }) => ({
    entry: { id, title, updatedAt },
    title: fold(title),
  }));
  const byId = new Map(all.map((each) => [each.id, each]));
  const found = rankCandidates(words, findings, listed)
    .map(({ entry }) => byId.get(entry.id)!)
    .filter((each) => examine(words, each.title, textsOf(each)))
    .map(({ id }) => id);
  return { found: found.toSorted(), findings };
}

/** Whether one text is in another, and what follows it makes no other sound of its last kana. */
const stretches = (text: string, part: string) =>
  text
    .split(part)
    .slice(1)
    .some((rest) => !/^[\u3099\u309a]/.test(rest));

/** The same by reading everything there is, word by word. */
export function searchByReading(store: MemoryStore, query: string): readonly string[] {
  const words = parseQuery(query);
  const holds = (conversation: Conversation) => {
    const runs = textsOf(conversation).flatMap((text) => runsOf(fold(text)));
    const title = fold(conversation.title);
    return words.every(
      ({ text, unspaced, prefix }) =>
        (unspaced ? stretches(title, text) : title.includes(text)) ||
        runs.some((run) => {
          if (unspaced) return stretches(run.text, text);
          return prefix ? run.text.startsWith(text) && !run.unspaced : run.text === text;
        }),
    );
  };
  return storedConversations(store)
    .filter(holds)
    .map(({ id }) => id)
    .toSorted();
}

/** What the index holds of text and ids that is in no conversation, and what else is left over. */
export function leftovers(store: MemoryStore): readonly string[] {
  const all = storedConversations(store);
  const ids = new Set(all.map(({ id }) => id));
  const terms = allTerms(all.flatMap(textsOf));
  const left: string[] = [];
  for (const [key, json] of Object.entries(store.contents())) {
    if (!key.startsWith('search:')) continue;
    const value: unknown = JSON.parse(json);
    const segment = parseSegment(value);
    if (key === 'search:state') {
      const { dropped, gone } = JSON.parse(json);
      left.push(...dropped, ...gone.map(String));
    } else if (segment) {
      left.push(...segment.ids.filter((id) => !ids.has(id)));
      left.push(...segment.firsts.filter((term) => !terms.has(term)));
    } else if (typeof value === 'string') {
      readBlock(value, (term) => !terms.has(term) && left.push(term));
    } else left.push(key);
  }
  return left;
}
