import type { Conversation } from '../../core/conversation.ts';
import { newTurn } from '../../core/conversation.ts';
import { pageKey } from '../../core/history-pages.ts';
import { textsOf } from '../../core/search/conversation-texts.ts';
import { examine } from '../../core/search/examine.ts';
import { parseQuery } from '../../core/search/query.ts';
import { createSearchIndex } from '../../core/search/search-index.ts';
import {
  conversationKey,
  readStoredConversation,
  storedConversation,
} from '../../core/stored-conversation.ts';
import { storage } from '../../platform/storage.ts';
import { createSearchStore } from '../../state/search-store.ts';
import { createHistory } from '../../test/doubles/history.ts';
import { fill, idOf, makeConversation } from './stored-history.ts';

const index = createSearchIndex(storage);
const histories = {
  indexed: createHistory(storage, { index }),
  plain: createHistory(storage),
};
/** Tells the turns of a page's life apart. */
let calls = 0;

/** How long something took, and its longest step, in ms. */
export interface Indexed {
  readonly all: number;
  readonly longest: number;
}

/** Indexes whatever is not indexed yet. */
async function indexAll(): Promise<Indexed> {
  const begun = performance.now();
  let longest = 0;
  for (let more = true; more; ) {
    const step = performance.now();
    more = await index.step();
    longest = Math.max(longest, performance.now() - step);
  }
  return { all: performance.now() - begun, longest };
}

/** Makes the index again. What is left of the one before is taken away first, by a step of its own. */
async function indexAnew(): Promise<Indexed> {
  await index.rebuild();
  await index.step();
  return indexAll();
}

/** In characters, as JSON. */
async function sizes(count: number): Promise<{ readonly text: number; readonly index: number }> {
  let text = 0;
  // Made again as it was stored: what was appended since is little.
  for (let number = 0; number < count; number += 1) {
    for (const each of textsOf(makeConversation(number))) text += each.length;
  }
  const keys = (await storage.keys()).filter((key) => key.startsWith('search:'));
  const stored = await storage.get(keys);
  const lengths = Object.entries(stored).map(([key, value]) => [key, JSON.stringify(value)].join());
  return { text, index: lengths.reduce((sum, each) => sum + each.length, 0) };
}

/** Words that stand in some conversation; the last of them is not typed to its end. */
function makeQuery(count: number): string {
  calls += 1;
  const texts = textsOf(makeConversation((calls * 7919) % count));
  const words = (texts[calls % texts.length] ?? '').split(' ');
  const [first = '', second = ''] = words.slice(10 + (calls % 20));
  return `${first} ${second.slice(0, -1)}`;
}

/** How long the first results take from nothing, in ms, and how many there are. */
async function search(query: string): Promise<{ readonly took: number; readonly hits: number }> {
  const store = createSearchStore({ link: { send: () => {} }, store: storage });
  const begun = performance.now();
  await store.getState().actions.search(query);
  const took = performance.now() - begun;
  return { took, hits: store.getState().hits.length };
}

/** How long it takes to read everything and look for the words in it, in ms. */
async function scan(query: string, count: number): Promise<{ took: number; hits: number }> {
  const words = parseQuery(query);
  const begun = performance.now();
  let hits = 0;
  for (let from = 0; from < count; from += 50) {
    const ids = Array.from({ length: 50 }, (_, number) => idOf(from + number));
    const stored = await storage.get(ids.map(conversationKey));
    for (const id of ids) {
      const reading = readStoredConversation(id, stored[conversationKey(id)]);
      if (reading.found !== 'value') continue;
      const { conversation } = reading.value;
      if (examine(words, conversation.title, textsOf(conversation))) hits += 1;
    }
  }
  return { took: performance.now() - begun, hits };
}

type Ending = keyof typeof histories | 'storage';

/** What each of `times` turns' ends took, in ms, each in another conversation of `count`. */
async function append(kind: Ending, count: number, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    calls += 1;
    const number = (calls * 7919) % count;
    const conversation = makeConversation(number);
    const askId = `${kind} ${calls}`;
    const turn = newTurn(askId, { text: 'And then?' }, '', Date.now());
    const { text } = makeConversation(calls + count).turns[0]?.answer ?? { text: '' };
    const ended = { ...turn, answer: { text, state: 'complete' } as const };
    const now = { ...conversation, updatedAt: turn.askedAt };
    const begun = { ...now, turns: [...conversation.turns, turn] };
    const whole = { ...now, turns: [...conversation.turns, ended] };
    const act = await prepare(kind, begun, whole, askId);
    const start = performance.now();
    await act();
    taken.push(performance.now() - start);
  }
  // What that left to be done is not part of any turn.
  await indexAll();
  return taken;
}

async function prepare(kind: Ending, begun: Conversation, whole: Conversation, askId: string) {
  if (kind === 'storage') {
    const page = await storage.get([pageKey(0)]);
    const record = storedConversation(whole, 0);
    const small = { raw: 'x'.repeat(1000), 'raw:block': 'x'.repeat(1000), 'raw:state': page };
    return () => storage.set({ [conversationKey(whole.id)]: record, ...small });
  }
  const history = histories[kind];
  await history.begin(begun, askId);
  return () => history.end(whole, askId);
}

const searchBench = { fill, indexAnew, sizes, makeQuery, search, scan, append };
export type SearchBench = typeof searchBench;
Object.assign(globalThis, { searchBench });
