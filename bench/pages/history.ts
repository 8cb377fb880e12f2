import type { Conversation } from '../../core/conversation.ts';
import { newTurn } from '../../core/conversation.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { pageKey, pageSize } from '../../core/history-pages.ts';
import { conversationKey } from '../../core/stored-conversation.ts';
import { storage } from '../../platform/storage.ts';
import { createHistory } from '../../test/doubles/history.ts';
import { fill, idOf, storeLong } from './stored-history.ts';

const history = createHistory(storage);
/** What a second of an answer's text may come to. */
const pieceText = 'word '.repeat(400);
/** Tells the operations of a page's life apart. */
let calls = 0;

async function open(id: string): Promise<Conversation> {
  const loaded = await history.load(id);
  if (loaded.found === 'conversation') return loaded.conversation;
  throw new Error(`${id} is ${loaded.found}`);
}

const withQuestion = (conversation: Conversation, askId: string): Conversation => {
  const after = conversation.turns.at(-1)?.id;
  const turn = newTurn(askId, { text: 'And then?' }, '', Date.now(), after);
  const turns = [...conversation.turns, turn];
  return { ...conversation, updatedAt: turn.askedAt, turns, head: turn.id };
};

const withAnswer = (conversation: Conversation): Conversation => ({
  ...conversation,
  turns: conversation.turns.map((turn) =>
    turn.answer.state === 'running'
      ? { ...turn, answer: { text: 'Then.', state: 'complete' } }
      : turn,
  ),
});

/** Returns what is measured; what comes before that prepares it. */
type Prepare = (id: string, askId: string, index: number) => Promise<() => Promise<unknown>>;

const operations = {
  list: async () => () => readHistoryList(storage),
  open: async (id) => () => open(id),
  ask: async (id, askId) => {
    const asked = withQuestion(await open(id), askId);
    return () => history.begin(asked, askId);
  },
  checkpoint: async (_id, askId) => () => history.checkpoint(askId, 0, pieceText),
  'end of an answer': async (id, askId) => {
    const asked = withQuestion(await open(id), askId);
    await history.begin(asked, askId);
    return () => history.end(withAnswer(asked), askId);
  },
  rename: async (id, askId) => () => history.mark(id, { kind: 'title', title: askId }),
  delete: async (id) => () => history.remove([id], Date.now()),
  // What storage itself takes for as much.
  'storage: read a conversation': async (id) => () => storage.get([conversationKey(id)]),
  'storage: write 2 KB': async (_id, askId) => () => storage.set({ [`raw:${askId}`]: pieceText }),
  'storage: read and write a conversation and its page': async (id, _askId, index) => {
    const [conversation, page] = [conversationKey(id), pageKey(Math.floor(index / pageSize))];
    return async () => {
      const read = await storage.get([conversation, page]);
      await storage.set({ [conversation]: read[conversation], 'raw:page': read[page] });
    };
  },
} satisfies Record<string, Prepare>;

export type HistoryOperation = keyof typeof operations;

/** What each of `times` calls took, in ms; every call is about another conversation of `count`. */
async function measure(name: HistoryOperation, count: number, times: number): Promise<number[]> {
  const prepare: Prepare = operations[name];
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    calls += 1;
    const index = (calls * 7919) % count;
    const act = await prepare(idOf(index), `${name} ${calls}`, index);
    const begun = performance.now();
    await act();
    taken.push(performance.now() - begun);
    // The next calls want all of them.
    if (name === 'delete') await history.restore([idOf(index)]);
  }
  return taken;
}

const historyBench = { fill, storeLong, measure };
export type HistoryBench = typeof historyBench;
Object.assign(globalThis, { historyBench });
