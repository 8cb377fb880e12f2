import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyBranchEvent,
  branchOf,
  branchTo,
  headOf,
  newestEnd,
  versionsIn,
} from '../../core/branches.ts';
import type { Conversation, Turn } from '../../core/conversation.ts';
import { isConversation } from '../../core/conversation-guards.ts';
import { messagesFor } from '../../core/messages.ts';
import { conversationOf, turnOf } from './examples.ts';

const asked = (id: string, after?: string): Turn => ({
  ...turnOf(id),
  ...(after === undefined ? {} : { after }),
});

/**
 * a ─ b ─ c
 *   └ b2 ─ d ─ e
 *        └ d2
 * a2
 */
const tree: Conversation = {
  ...conversationOf([]),
  turns: [
    asked('a'),
    asked('b', 'a'),
    asked('c', 'b'),
    asked('b2', 'a'),
    asked('d', 'b2'),
    asked('a2'),
    asked('d2', 'b2'),
    asked('e', 'd'),
  ],
  head: 'e',
};

const ids = (turns: readonly Turn[]) => turns.map(({ id }) => id).join(' ');
const show = (conversation: Conversation, head: string) =>
  applyBranchEvent(conversation, { type: 'branch-shown', conversationId: conversation.id, head });
const remove = (conversation: Conversation, turnId: string) =>
  applyBranchEvent(conversation, { type: 'turn-deleted', conversationId: conversation.id, turnId });

test('the branch on screen leads from a first turn to the head', () => {
  expect(ids(branchOf(tree))).toBe('a b2 d e');
  expect(ids(branchOf(show(tree, 'c')))).toBe('a b c');
  expect(ids(branchOf(show(tree, 'a2')))).toBe('a2');
  expect(branchOf(conversationOf([]))).toEqual([]);
});

test('a head that is not there changes nothing', () => {
  expect(show(tree, 'nowhere')).toBe(tree);
  expect(headOf({ ...tree, head: 'nowhere' })?.id).toBe('e');
});

test('versions of a turn are those asked after the same one, oldest first', () => {
  expect([...versionsIn(tree)]).toEqual([
    ['a', ['a', 'a2']],
    ['a2', ['a', 'a2']],
    ['b', ['b', 'b2']],
    ['b2', ['b', 'b2']],
    ['d', ['d', 'd2']],
    ['d2', ['d', 'd2']],
  ]);
});

test.each([
  { through: 'a', end: 'd2' },
  { through: 'b', end: 'c' },
  { through: 'd', end: 'e' },
  { through: 'a2', end: 'a2' },
])('the newest branch through $through ends with $end', ({ through, end }) => {
  expect(newestEnd(tree, through)).toBe(end);
});

test('a model is sent the branch that leads to the question, and no other version', () => {
  expect(messagesFor(tree, 'd2').map(({ content }) => content)).toEqual([
    'Question a',
    'Answer a',
    'Question b2',
    'Answer b2',
    'Question d2',
    'Answer d2',
    expect.stringContaining('broke off'),
  ]);
});

describe('a turn is deleted', () => {
  test.each([
    {
      what: 'a version with all that was asked after it',
      gone: 'b2',
      left: 'a b c a2',
      on: 'a b c',
    },
    { what: 'a version that is not on screen', gone: 'b', left: 'a b2 d a2 d2 e', on: 'a b2 d e' },
    { what: 'the last turn', gone: 'e', left: 'a b c b2 d a2 d2', on: 'a b2 d' },
    { what: 'a first version', gone: 'a', left: 'a2', on: 'a2' },
    { what: 'one that is not there', gone: 'z', left: ids(tree.turns), on: 'a b2 d e' },
  ])('$what', ({ gone, left, on }) => {
    const after = remove(tree, gone);
    expect(ids(after.turns)).toBe(left);
    expect(ids(branchOf(after))).toBe(on);
  });

  test('one without other versions: what was asked after it moves up', () => {
    const line = conversationOf([turnOf('a'), turnOf('b'), turnOf('c')]);
    expect(remove(line, 'b')).toEqual(conversationOf([turnOf('a'), turnOf('c')]));
    expect(remove(line, 'a')).toEqual(conversationOf([turnOf('b'), turnOf('c')]));
    expect(remove(line, 'c')).toEqual(conversationOf([turnOf('a'), turnOf('b')]));
    expect(remove(remove(remove(line, 'a'), 'b'), 'c')).toEqual(conversationOf([]));
  });
});

const anyTurns = fc.array(fc.nat(), { maxLength: 30 }).map((seeds) =>
  seeds.map((seed, index) => {
    const before = seed % (index + 1);
    return asked(`t${index}`, before === index ? undefined : `t${before}`);
  }),
);

test('whatever is shown and deleted, each branch is whole and every turn can be reached', () => {
  const step = fc.record({ shows: fc.boolean(), pick: fc.nat() });
  fc.assert(
    fc.property(anyTurns, fc.array(step), (turns, steps) => {
      const conversation = steps.reduce<Conversation>(
        (now, { shows, pick }) => {
          const chosen = now.turns[pick % Math.max(1, now.turns.length)];
          if (!chosen) return now;
          return shows ? show(now, newestEnd(now, chosen.id)) : remove(now, chosen.id);
        },
        { ...conversationOf([]), turns },
      );
      expect(isConversation(conversation)).toBe(true);
      const known = new Set(conversation.turns.map(({ id }) => id));
      for (const { id, after } of conversation.turns) {
        expect(after === undefined || known.has(after)).toBe(true);
        const branch = branchTo(conversation, newestEnd(conversation, id));
        expect(branch.some((turn) => turn.id === id)).toBe(true);
        expect(branch[0]?.after).toBeUndefined();
      }
      expect(branchOf(conversation).length > 0).toBe(known.size > 0);
    }),
  );
});

test('turns that lead in a circle, as only a damaged conversation can have, end somewhere', () => {
  const circle = { ...conversationOf([]), turns: [asked('a', 'b'), asked('b', 'a')], head: 'a' };
  expect(ids(branchOf(circle))).toBe('b a');
  expect(['a', 'b']).toContain(newestEnd(circle, 'a'));
  expect(remove(circle, 'a').turns).toHaveLength(1);
});
