import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, AnswerEvent, Conversation } from '../../core/conversation.ts';
import {
  applyAnswerEvent,
  emptyConversation,
  newTurn,
  retriedTurn,
  runningTurn,
  sentTurn,
} from '../../core/conversation.ts';
import { messagesFor } from '../../core/messages.ts';
import { conversationOf, question, runningTurnOf, turnOf } from './examples.ts';

describe('an event changes a running answer', () => {
  const running: Answer = { text: 'Xin', state: 'running', omitted: 2, stalledSeconds: 30 };
  const askId = 'a';
  test.each<{ event: AnswerEvent; answer: Answer }>([
    {
      event: { type: 'answer-delta', askId, seq: 8, text: ' chào' },
      answer: { text: 'Xin chào', latest: ' chào', state: 'running', omitted: 2 },
    },
    {
      event: { type: 'answer-delta', askId, seq: 3, text: '' },
      answer: { text: 'Xin', latest: '', state: 'running', omitted: 2 },
    },
    {
      event: { type: 'answer-omitted', askId, messages: 4 },
      answer: { ...running, omitted: 4 },
    },
    {
      event: { type: 'answer-stalled', askId, seconds: 60 },
      answer: { ...running, stalledSeconds: 60 },
    },
    {
      event: { type: 'answer-end', askId, reason: 'complete' },
      answer: { text: 'Xin', state: 'complete', omitted: 2 },
    },
    {
      event: { type: 'answer-end', askId, reason: 'stopped' },
      answer: { text: 'Xin', state: 'stopped', omitted: 2 },
    },
    {
      event: { type: 'answer-interrupted', askId },
      answer: { text: 'Xin', state: 'interrupted', omitted: 2 },
    },
    {
      event: { type: 'answer-error', askId, error: { kind: 'offline' } },
      answer: { text: 'Xin', state: 'failed', omitted: 2, error: { kind: 'offline' } },
    },
  ])('$event.type', ({ event, answer }) => {
    const before = conversationOf([turnOf('earlier'), turnOf(askId, running)]);
    const after = applyAnswerEvent(before, event);
    expect(after).toStrictEqual(conversationOf([turnOf('earlier'), turnOf(askId, answer)]));
  });
});

const everyEventAfterTheStart: readonly AnswerEvent[] = [
  { type: 'answer-delta', askId: 'a', seq: 999, text: 'late' },
  { type: 'answer-omitted', askId: 'a', messages: 4 },
  { type: 'answer-stalled', askId: 'a', seconds: 60 },
  { type: 'answer-end', askId: 'a', reason: 'complete' },
  { type: 'answer-interrupted', askId: 'a' },
  { type: 'answer-error', askId: 'a', error: { kind: 'offline' } },
];

test.each(everyEventAfterTheStart)('$type changes nothing once the answer has ended', (event) => {
  for (const state of ['complete', 'stopped', 'interrupted'] as const) {
    const conversation = conversationOf([turnOf('a', { state })]);
    expect(applyAnswerEvent(conversation, event)).toBe(conversation);
  }
});

test.each(everyEventAfterTheStart)('$type of an unknown question changes nothing', (event) => {
  const conversation = conversationOf([runningTurnOf('b')]);
  expect(applyAnswerEvent(conversation, event)).toBe(conversation);
});

test.each([
  { name: 'a gap', seq: 9 },
  { name: 'a piece that came already', seq: 4 },
])('a delta out of step is told, so that the holder attaches again: $name', ({ seq }) => {
  const conversation = conversationOf([runningTurnOf('a', 'Xin')]);
  const delta = { type: 'answer-delta', askId: 'a', seq, text: ' chào' } as const;
  expect(applyAnswerEvent(conversation, delta)).toBeUndefined();
});

describe('the start of an answer', () => {
  const start = (turn: ReturnType<typeof turnOf>): AnswerEvent => ({
    type: 'answer-start',
    conversationId: 'c',
    turn,
  });

  test('adds its turn, dates the conversation and names it by the first question', () => {
    const first = newTurn('a', question('Hello there. More.'), 'gpt-4o', 50);
    const conversation = applyAnswerEvent(emptyConversation('c', 10), start(first));
    expect(conversation).toEqual({
      id: 'c',
      title: 'Hello there.',
      createdAt: 10,
      updatedAt: 50,
      turns: [
        {
          id: 'a',
          askId: 'a',
          question: { text: 'Hello there. More.' },
          model: 'gpt-4o',
          askedAt: 50,
          answer: { text: '', state: 'running' },
        },
      ],
      head: 'a',
    });
    const second = newTurn('b', question('Another'), '', 60, 'a');
    const ended = conversationOf([turnOf('a')]);
    expect(applyAnswerEvent(ended, start(second))).toEqual({
      ...ended,
      updatedAt: 60,
      turns: [turnOf('a'), second],
      head: 'b',
    });
  });

  test('told twice changes nothing: text that has come stays', () => {
    const conversation = conversationOf([runningTurnOf('a', 'Xin')]);
    expect(applyAnswerEvent(conversation, start(runningTurnOf('a')))).toBe(conversation);
  });

  test('of a retry takes the place of the earlier answer', () => {
    const failed = turnOf('a', { state: 'failed', error: { kind: 'offline' } });
    const retried = retriedTurn(failed, 'anew', { askId: 'a2', model: 'gpt-4o', now: 70 });
    expect(retried).toEqual({
      id: 'a',
      askId: 'a2',
      question: { text: 'Question a' },
      model: 'gpt-4o',
      askedAt: 70,
      answer: { text: '', state: 'running', earlier: 'Answer a' },
    });
    const conversation = conversationOf([failed, turnOf('b')]);
    const last = conversation.turns[1];
    const after = applyAnswerEvent(conversation, start(retried));
    expect(after).toEqual({ ...conversation, updatedAt: 70, turns: [retried, last] });
    const late = { type: 'answer-end', askId: 'a', reason: 'complete' } as const;
    expect(applyAnswerEvent(after!, late)).toBe(after);
  });
});

test('wherever views attach and deltas are cut, every view ends with the same text', () => {
  const anyPieces = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 20 });
  // After how many pieces a view attaches, and after how many each of its deltas goes out.
  const anyViews = fc.array(
    fc.record({ attachAt: fc.nat(20), every: fc.integer({ min: 1, max: 7 }) }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(anyPieces, anyViews, (pieces, views) => {
      const textUpTo = (count: number) => pieces.slice(0, count).join('');
      for (const { attachAt, every } of views) {
        let seen = Math.min(attachAt, pieces.length);
        let view: Conversation | undefined = conversationOf([runningTurnOf('a', textUpTo(seen))]);
        while (view && seen < pieces.length) {
          const next: number = Math.min(seen + every, pieces.length);
          const text = pieces.slice(seen, next).join('');
          const seq = textUpTo(next).length;
          view = applyAnswerEvent(view, { type: 'answer-delta', askId: 'a', seq, text });
          seen = next;
        }
        expect(view?.turns[0]?.answer.text).toBe(pieces.join(''));
      }
    }),
  );
});

test('the running turn is the last one whose answer runs', () => {
  expect(runningTurn(undefined)).toBeUndefined();
  expect(runningTurn(conversationOf([turnOf('a')]))).toBeUndefined();
  const conversation = conversationOf([turnOf('a'), runningTurnOf('b'), turnOf('c')]);
  expect(runningTurn(conversation)?.id).toBe('b');
});

describe('what the provider is sent', () => {
  const conversation = conversationOf([
    turnOf('a'),
    turnOf('b', { text: '', state: 'failed', error: { kind: 'offline' } }),
    turnOf('c', { text: 'Half an', state: 'interrupted' }),
    runningTurnOf('d'),
  ]);

  test('is all that was answered before, then the question', () => {
    expect(messagesFor(conversation, 'd')).toEqual([
      { role: 'user', content: 'Question a' },
      { role: 'assistant', content: 'Answer a' },
      { role: 'user', content: 'Question c' },
      { role: 'assistant', content: 'Half an' },
      { role: 'user', content: 'Question d' },
    ]);
  });

  test('for a retry leaves out what came later', () => {
    expect(messagesFor(conversation, 'b')).toEqual([
      { role: 'user', content: 'Question a' },
      { role: 'assistant', content: 'Answer a' },
      { role: 'user', content: 'Question b' },
    ]);
  });

  test('is nothing for a turn that is not there', () => {
    expect(messagesFor(conversation, 'z')).toEqual([]);
  });
});

const again = { askId: 'a2', model: '', now: 70 };

test.each([
  { name: 'fails', ending: { type: 'answer-error', askId: 'a2', error: { kind: 'offline' } } },
  { name: 'is stopped', ending: { type: 'answer-end', askId: 'a2', reason: 'stopped' } },
  { name: 'is interrupted', ending: { type: 'answer-interrupted', askId: 'a2' } },
] as const)('a retry that $name before any text gives the earlier text back', ({ ending }) => {
  const cut = turnOf('a', { text: 'Half of it', state: 'interrupted' });
  const conversation = conversationOf([retriedTurn(cut, 'anew', again)]);
  const answer = applyAnswerEvent(conversation, ending)?.turns[0]?.answer;
  expect(answer?.text).toBe('Half of it');
  expect(answer).not.toHaveProperty('earlier');
});

test('a retry that brings text takes the earlier text’s place', () => {
  const cut = turnOf('a', { text: 'Half of it', state: 'interrupted' });
  const events = [
    { type: 'answer-delta', askId: 'a2', seq: 3, text: 'All' },
    { type: 'answer-end', askId: 'a2', reason: 'stopped' },
  ] as const;
  const ended = events.reduce(
    (conversation, event) => applyAnswerEvent(conversation, event) ?? conversation,
    conversationOf([retriedTurn(cut, 'anew', again)]),
  );
  expect(ended.turns[0]?.answer).toEqual({ text: 'All', state: 'stopped' });
});

test('an answer that goes on keeps its text, and what comes is added to it', () => {
  const cut = turnOf('a', { text: 'Half of it', state: 'interrupted' });
  const events = [
    { type: 'answer-delta', askId: 'a2', seq: 24, text: ' and the rest.' },
    { type: 'answer-end', askId: 'a2', reason: 'complete' },
  ] as const;
  const begun = conversationOf([retriedTurn(cut, 'continue', again)]);
  expect(begun.turns[0]?.answer).toEqual({ text: 'Half of it', state: 'running' });
  const ended = events.reduce(
    (conversation, event) => applyAnswerEvent(conversation, event) ?? conversation,
    begun,
  );
  expect(ended.turns[0]?.answer).toEqual({ text: 'Half of it and the rest.', state: 'complete' });
});

test('an answer that goes on is asked for with what there is of it', () => {
  const cut = turnOf('b', { text: 'Half of it', state: 'stopped' });
  const conversation = conversationOf([turnOf('a'), retriedTurn(cut, 'continue', again)]);
  const messages = messagesFor(conversation, 'b');
  expect(messages.slice(0, -1)).toEqual([
    { role: 'user', content: 'Question a' },
    { role: 'assistant', content: 'Answer a' },
    { role: 'user', content: 'Question b' },
    { role: 'assistant', content: 'Half of it' },
  ]);
  expect(messages.at(-1)).toMatchObject({
    role: 'user',
    content: expect.stringContaining('Your answer above broke off'),
  });
});

test('a question that waits becomes a running one under the same askId, once', () => {
  const failed = turnOf('a', { text: '', state: 'failed', error: { kind: 'offline' } });
  const waiting = retriedTurn(failed, 'when-online', again);
  expect(waiting.answer).toEqual({ text: '', state: 'waiting' });
  const conversation = conversationOf([waiting]);
  expect(runningTurn(conversation)).toBeUndefined();
  const start = { type: 'answer-start', conversationId: conversation.id } as const;
  const sent = applyAnswerEvent(conversation, { ...start, turn: sentTurn(waiting, 90) })!;
  expect(sent.turns[0]).toMatchObject({ askId: 'a2', askedAt: 90, answer: { state: 'running' } });
  expect(applyAnswerEvent(sent, { ...start, turn: waiting })).toBe(sent);
  expect(applyAnswerEvent(sent, { ...start, turn: sentTurn(waiting, 95) })).toBe(sent);
});
