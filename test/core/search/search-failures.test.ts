import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation } from '../../../core/conversation.ts';
import { createSearchIndex } from '../../../core/search/search-index.ts';
import { createMemoryStore } from '../../doubles/memory-store.ts';
import { createMortalStore } from '../../doubles/mortal-store.ts';
import {
  finish,
  keep,
  leftovers,
  saying,
  searchByIndex,
  searchByReading,
  storedConversations,
} from './search-model.ts';

const words =
  'tea Teapot teas đèn den lighthouse 東京 東京都 京都 京 ขอบคุณ 서울에서 서울 दिन दान バス ハス'.split(
    ' ',
  );
const ids = ['a', 'b', 'c', 'constructor', '__proto__'];
const anyText = fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((said) => said.join(' '));
const anyDeath = fc.record({ call: fc.integer({ min: 1, max: 12 }), done: fc.boolean() });
const anyAct = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('say' as const), text: anyText }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('unsay' as const), text: anyText }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('drop turn' as const), text: anyText }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('delete' as const), text: anyText }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('step' as const), text: anyText }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('rebuild' as const), text: anyText }) },
);
/** Nothing of the kind, most of the time. */
const seldom = <Value>(times: number, arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: times, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const anyOperation = fc.record({
  id: fc.constantFrom(...ids),
  does: anyAct,
  death: seldom(5, anyDeath),
  failure: seldom(5, fc.integer({ min: 1, max: 12 })),
  damage: seldom(60, fc.nat()),
});
type Operation = typeof anyOperation extends fc.Arbitrary<infer Value> ? Value : never;

/** What a person does to conversations, and what a worker makes of the index meanwhile. */
function createWorld(begun: readonly Conversation[]) {
  const store = createMemoryStore();
  let mortal = createMortalStore(store);
  let index = createSearchIndex(mortal.living);
  const unfinished = new Set<string>();
  let turn = 0;
  const restart = () => {
    mortal.die();
    mortal = createMortalStore(store);
    index = createSearchIndex(mortal.living);
  };

  const now = (id: string) => storedConversations(store).find((each) => each.id === id);
  /** The last of its calls a deletion makes after the index knows of it. */
  const erase = async (id: string) => {
    unfinished.add(id);
    await index.remove([id]);
    await mortal.living.remove([`conversation:${id}`]);
    unfinished.delete(id);
  };
  const act = async ({ id, does: { act: what, text } }: Operation): Promise<void> => {
    const before = now(id);
    if (what === 'step') await index.step();
    else if (what === 'rebuild') await index.rebuild();
    else if (unfinished.has(id) || (what === 'delete' && before)) await erase(id);
    else if (what === 'say') {
      turn += 1;
      const said = saying(`${id}`, text).turns[0]!;
      const turns = [...(before?.turns ?? []), { ...said, id: `t${turn}`, askId: `t${turn}` }];
      await keep(mortal.living, index, before, { ...saying(id), turns });
    } else if (before && before.turns.length > 0 && what !== 'delete') {
      const [first, ...rest] = before.turns;
      const changed = { ...first!, answer: { ...first!.answer, text } };
      const turns = what === 'unsay' ? [changed, ...rest] : rest;
      await keep(mortal.living, index, before, { ...before, turns });
    }
  };

  for (const each of begun) {
    store.plant(`conversation:${each.id}`, { version: 2, page: 0, conversation: each });
  }
  return {
    store,
    operate: async (operation: Operation) => {
      const { death, failure, damage } = operation;
      if (death) mortal.dieAtCall(death.call, death.done);
      const undo = failure ? store.failCall(failure) : () => {};
      const own = Object.keys(store.contents()).filter((key) => key.startsWith('search:'));
      const key = damage === undefined ? undefined : own[damage % Math.max(1, own.length)];
      if (key) store.plant(key, damage! % 2 ? 'damaged' : { version: 99 });
      const { died } = mortal;
      await Promise.race([act(operation).catch(() => {}), died]);
      undo();
      const over = await Promise.race([died, Promise.resolve('alive')]);
      if (over === 'died') restart();
      else if (death) mortal.dieAtCall(Number.POSITIVE_INFINITY, false);
    },
    settle: async () => {
      for (const id of [...unfinished]) await erase(id);
      const { findings } = await searchByIndex(store, 'tea');
      if (findings.damaged) await index.rebuild();
      await finish(index);
    },
  };
}

const queries = [
  'tea',
  'te',
  'teapot',
  'den',
  'tea den',
  '東京',
  '京',
  '京都 tea',
  'คุณ',
  '서울',
  'दिन',
  'バス',
  'lighthouse teas',
];

const isWhole = (store: ReturnType<typeof createMemoryStore>) => {
  const state = store.contents()['search:state'];
  return state !== undefined && JSON.parse(state).version === 2 && !JSON.parse(state).progress;
};

test('whatever happens, the index finds what reading everything finds, and keeps nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...ids), anyText), { maxLength: 4 }),
      fc.array(anyOperation, { minLength: 10, maxLength: 60, size: 'max' }),
      fc.boolean(),
      async (begun, operations, isBegun) => {
        const world = createWorld(begun.map(([id, text]) => saying(id, text)));
        if (isBegun) await world.settle();
        let trusted = true;
        for (const operation of operations) {
          await world.operate(operation);
          trusted &&= operation.damage === undefined && operation.does.act !== 'delete';
          if (!trusted || !isWhole(world.store)) continue;
          for (const query of queries) {
            const { found } = await searchByIndex(world.store, query);
            expect(found, query).toEqual(searchByReading(world.store, query));
          }
        }
        await world.settle();
        expect(leftovers(world.store)).toEqual([]);
        for (const query of queries) {
          const { found, findings } = await searchByIndex(world.store, query);
          expect(findings).toMatchObject({ damaged: false, progress: undefined });
          expect(found, query).toEqual(searchByReading(world.store, query));
        }
      },
    ),
    { numRuns: 200 },
  );
});
