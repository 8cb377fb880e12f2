import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import {
  applyAnswerEvent,
  emptyConversation,
  newTurn,
  runningTurn,
} from '../../core/conversation.ts';
import { createHistory } from '../../core/history.ts';
import { readHistoryList } from '../../core/history-index.ts';
import { createMemoryStore, type MemoryStore } from '../doubles/memory-store.ts';

/** One conversation as its user drives it, beside every state that storage may hold of it. */
interface Driven {
  readonly id: string;
  conversation: Conversation;
  running: { readonly askId: string; readonly pieces: string[] } | undefined;
  possible: (Conversation | undefined)[];
}

type Action = 'ask' | 'piece' | 'end' | 'restart';
const conversations = 3;

function endingOf(conversation: Conversation, askId: string, text: string, complete: boolean) {
  const delta = { type: 'answer-delta', askId, seq: text.length, text } as const;
  const last = complete
    ? ({ type: 'answer-end', askId, reason: 'complete' } as const)
    : ({ type: 'answer-interrupted', askId } as const);
  return applyAnswerEvent(applyAnswerEvent(conversation, delta)!, last)!;
}

const succeeds = (call: Promise<unknown>) =>
  call.then(
    () => true,
    () => false,
  );

/** A worker that asks, checkpoints, ends and is restarted; failures of storage are survived. */
function createDriver(store: MemoryStore) {
  const all = Array.from({ length: conversations }, (_, index): Driven => {
    const id = `c${index}`;
    return {
      id,
      conversation: emptyConversation(id, 1),
      running: undefined,
      possible: [undefined],
    };
  });
  let history = createHistory(store);
  let time = 1;

  const ask = async (driven: Driven) => {
    if (driven.running) return;
    time += 1;
    const askId = `a${time}`;
    const turn = newTurn(askId, { text: `Question ${time}` }, '', time);
    const start = { type: 'answer-start', conversationId: driven.id, turn } as const;
    driven.conversation = applyAnswerEvent(driven.conversation, start)!;
    driven.running = { askId, pieces: [] };
    const saved = await succeeds(history.begin(driven.conversation, askId));
    driven.possible = saved ? [driven.conversation] : [...driven.possible, driven.conversation];
  };

  const piece = async ({ running }: Driven) => {
    if (!running) return;
    const text = `${running.askId}, piece ${running.pieces.length}. `;
    const written = history.checkpoint(running.askId, running.pieces.length, text);
    if (await succeeds(written)) running.pieces.push(text);
  };

  const end = async (driven: Driven) => {
    const { conversation, running } = driven;
    if (!running) return;
    const { askId, pieces } = running;
    const text = pieces.join('');
    driven.running = undefined;
    driven.conversation = endingOf(conversation, askId, `${text}The end.`, true);
    const saved = await succeeds(history.end(driven.conversation, askId, pieces.length));
    // An end that was not saved is recovered as an interruption.
    const interrupted = endingOf(conversation, askId, text, false);
    driven.possible = saved
      ? [driven.conversation]
      : [...driven.possible, interrupted, driven.conversation];
  };

  const restart = async () => {
    history = createHistory(store);
    await succeeds(history.recover());
    for (const driven of all) {
      const { running, conversation } = driven;
      if (running) {
        const text = running.pieces.join('');
        driven.possible.push(endingOf(conversation, running.askId, text, false));
      }
      const loaded = await history.load(driven.id).catch(() => history.load(driven.id));
      const found = loaded.found === 'conversation' ? loaded.conversation : undefined;
      expect(driven.possible).toContainEqual(found);
      expect(loaded.found).not.toBe('unreadable');
      driven.conversation = found ?? emptyConversation(driven.id, 1);
      driven.possible = [found];
      if (!runningTurn(found)) driven.running = undefined;
    }
  };

  const actions: Record<Action, (driven: Driven) => Promise<void>> = { ask, piece, end, restart };
  return { all, act: (action: Action, index: number) => actions[action](all[index]!) };
}

/** Every conversation is whole, in an old state or the new one, and listed once where it is stored. */
async function expectWhole(store: MemoryStore, all: readonly Driven[]) {
  const { entries } = await readHistoryList(store, { atLeast: Number.POSITIVE_INFINITY });
  for (const { id, possible } of all) {
    const loaded = await createHistory(store).load(id);
    expect(loaded.found).not.toBe('unreadable');
    const found = loaded.found === 'conversation' ? loaded.conversation : undefined;
    expect(possible).toContainEqual(found);
    expect(entries.filter((entry) => entry.id === id)).toHaveLength(found ? 1 : 0);
  }
}

const anyStep = fc.tuple(
  fc.constantFrom<Action>('ask', 'ask', 'piece', 'piece', 'end', 'restart'),
  fc.nat(conversations - 1),
);

test('whichever call to storage fails, conversations stay whole and later calls succeed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 1, max: 100 }),
      async (steps, nth) => {
        const store = createMemoryStore();
        const { all, act } = createDriver(store);
        const heal = store.failCall(nth);
        for (const step of steps) await act(...step);
        heal();
        await expectWhole(store, all);

        await act('restart', 0);
        for (const [index, driven] of all.entries()) {
          expect(driven.running).toBeUndefined();
          for (const action of ['ask', 'piece', 'end'] as const) await act(action, index);
          expect(driven.possible).toEqual([driven.conversation]);
        }
        await expectWhole(store, all);
        expect(store.contents().running).toBe('[]');
      },
    ),
    { numRuns: 300 },
  );
});
