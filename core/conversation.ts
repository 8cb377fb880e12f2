import type { Question } from './actions.ts';
import type { AskError } from './errors.ts';
import { assertNever } from './guards.ts';
import { makeTitle } from './title.ts';

/**
 * Nothing was asked yet of a question that is `waiting`, to be sent once the browser is online, or
 * `queued`, to be sent once the turn before it has its answer.
 */
export type AnswerState =
  | 'waiting'
  | 'queued'
  | 'running'
  | 'complete'
  | 'stopped'
  | 'interrupted'
  | 'failed';

/** How a turn is asked again: from the start, on from where its answer ended, or later. */
export const retryModes = ['anew', 'continue', 'when-online'] as const;
export type RetryMode = (typeof retryModes)[number];

export interface Answer {
  /** The Markdown that has come so far. */
  readonly text: string;
  readonly state: AnswerState;
  /** Why it failed; only with state `failed`. */
  readonly error?: AskError;
  /** How many of the oldest messages the request left out, where any. */
  readonly omitted?: number;
  /** What had come before the question was asked again; it returns if nothing new does. */
  readonly earlier?: string;
  /**
   * The end of the text, as it came last, while it grows: who has seen the rest need not go through
   * all of it. Never stored.
   */
  readonly latest?: string;
  /** Seconds without any text, while a running answer stalls. Never stored. */
  readonly stalledSeconds?: number;
}

/** One question and its answer. `askId` names the request that the answer comes from. */
export interface Turn {
  readonly id: string;
  readonly askId: string;
  /** The id of the turn that it was asked after; a first turn has none. */
  readonly after?: string;
  readonly question: Question;
  /** The model asked for; '' for the provider's default. */
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly answer: Answer;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** All versions of all turns, in the order in which they were first asked. */
  readonly turns: readonly Turn[];
  /** The id of the last turn of the branch on screen. */
  readonly head?: string;
  /** Whether the title is the user's. */
  readonly renamed?: true;
  readonly pinned?: true;
  readonly tags?: readonly string[];
}

/** What happens to an answer, in the order in which it happens. */
export type AnswerEvent =
  | { readonly type: 'answer-start'; readonly conversationId: string; readonly turn: Turn }
  | { readonly type: 'answer-omitted'; readonly askId: string; readonly messages: number }
  /** `seq` is the answer's length in UTF-16 units once this text is added. */
  | {
      readonly type: 'answer-delta';
      readonly askId: string;
      readonly seq: number;
      readonly text: string;
    }
  | { readonly type: 'answer-stalled'; readonly askId: string; readonly seconds: number }
  | { readonly type: 'answer-end'; readonly askId: string; readonly reason: 'complete' | 'stopped' }
  | { readonly type: 'answer-interrupted'; readonly askId: string }
  | { readonly type: 'answer-error'; readonly askId: string; readonly error: AskError };

export function emptyConversation(id: string, now: number): Conversation {
  return { id, title: '', createdAt: now, updatedAt: now, turns: [] };
}

export function newTurn(
  askId: string,
  question: Question,
  model: string,
  now: number,
  after?: string,
): Turn {
  return {
    id: askId,
    askId,
    ...(after === undefined ? {} : { after }),
    question,
    model,
    askedAt: now,
    answer: { text: '', state: 'running' },
  };
}

/** The same turn, asked again under a new `askId`. */
export function retriedTurn(
  turn: Turn,
  mode: RetryMode,
  { askId, model, now }: { readonly askId: string; readonly model: string; readonly now: number },
): Turn {
  const { text, earlier: before } = turn.answer;
  const earlier = text || before;
  const answer: Answer =
    mode === 'continue'
      ? { text, state: 'running' }
      : {
          text: '',
          state: mode === 'anew' ? 'running' : 'waiting',
          ...(earlier ? { earlier } : {}),
        };
  return { ...turn, askId, model, askedAt: now, answer };
}

/** A turn that waits for the answer before it. */
export function queuedTurn(turn: Turn): Turn {
  return { ...turn, answer: { text: '', state: 'queued' } };
}

/** A turn that waited, asked at last. */
export function sentTurn(turn: Turn, now: number): Turn {
  return { ...turn, askedAt: now, answer: { ...turn.answer, state: 'running' } };
}

/**
 * The life of a conversation, one event at a time. An event of an answer that is not running here
 * changes nothing. Returns undefined for a delta out of step: the holder must attach again.
 */
export function applyAnswerEvent(
  conversation: Conversation,
  event: AnswerEvent,
): Conversation | undefined {
  if (event.type === 'answer-start') return withTurn(conversation, event.turn);
  const index = conversation.turns.findLastIndex((turn) => turn.askId === event.askId);
  const turn = conversation.turns[index];
  if (!turn || !isOpen(turn)) return conversation;
  const answer = nextAnswer(turn.answer, event);
  if (!answer) return undefined;
  return { ...conversation, turns: conversation.turns.with(index, { ...turn, answer }) };
}

/** The conversation after an event that cannot be out of step. */
export const withEvent = (conversation: Conversation, event: AnswerEvent): Conversation =>
  applyAnswerEvent(conversation, event) ?? conversation;

/**
 * The conversation with this turn as its newest, or in place of the turn with its id. It stays as
 * it is where the turn is there already, as far on or further.
 */
export function withTurn(conversation: Conversation, turn: Turn): Conversation {
  const index = conversation.turns.findLastIndex(({ id }) => id === turn.id);
  const same = conversation.turns[index];
  const begins = same && isUnsent(same) && isRunning(turn);
  // Where it was asked it was not known that it has to wait.
  const waits = turn.answer.state === 'queued' && same?.answer.text === '';
  if (same?.askId === turn.askId && !begins && !waits) return conversation;
  const title = conversation.title || makeTitle(turn.question);
  const next = { ...conversation, title, updatedAt: turn.askedAt };
  return same
    ? { ...next, turns: conversation.turns.with(index, turn) }
    : { ...next, turns: [...conversation.turns, turn], head: turn.id };
}

/** Whether its answer is coming. */
export function isRunning({ answer }: Turn): boolean {
  return answer.state === 'running';
}

/** Whether nothing of it was asked yet. */
export function isUnsent({ answer }: Turn): boolean {
  return answer.state === 'waiting' || answer.state === 'queued';
}

/** Whether a question that is asked after this turn has to wait for it. */
export function holdsBack({ answer }: Turn): boolean {
  return answer.state === 'running' || answer.state === 'queued';
}

/** Whether what is queued after a turn waits for the user, who may want something else now. */
export function brokeOff(turn: Turn | undefined): boolean {
  return turn?.answer.state === 'failed' || turn?.answer.state === 'interrupted';
}

/** Whether more is to come of a turn. */
export function isOpen(turn: Turn): boolean {
  return isRunning(turn) || isUnsent(turn);
}

type LaterEvent = Exclude<AnswerEvent, { type: 'answer-start' }>;

function nextAnswer(answer: Answer, event: LaterEvent): Answer | undefined {
  const { stalledSeconds: _, latest: __, ...rest } = answer;
  switch (event.type) {
    case 'answer-delta':
      if (event.seq !== answer.text.length + event.text.length) return undefined;
      return { ...rest, text: answer.text + event.text, ...latestOf(answer, event.text) };
    case 'answer-omitted':
      return { ...answer, omitted: event.messages };
    case 'answer-stalled':
      return { ...answer, stalledSeconds: event.seconds };
    case 'answer-end':
      return ended(rest, { state: event.reason });
    case 'answer-interrupted':
      return ended(rest, { state: 'interrupted' });
    case 'answer-error':
      return ended(rest, { state: 'failed', error: event.error });
    default:
      return assertNever(event);
  }
}

/** Of the first text there is nothing that was seen before. */
const latestOf = ({ text }: Answer, latest: string) => (text === '' ? {} : { latest });

function ended(
  { earlier = '', ...answer }: Answer,
  ending: Pick<Answer, 'state' | 'error'>,
): Answer {
  const text = ending.state === 'complete' ? answer.text : answer.text || earlier;
  return { ...answer, ...ending, text };
}

/** The turn whose answer is running, if any. There is at most one. */
export function runningTurn(conversation: Conversation | undefined): Turn | undefined {
  return conversation?.turns.findLast(isRunning);
}
