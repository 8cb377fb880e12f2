import { isBlank } from './actions.ts';
import type { Conversation, Turn } from './conversation.ts';
import { holdsBack, newTurn, queuedTurn, retriedTurn } from './conversation.ts';
import type { RefusalReason, ViewMessage } from './protocol.ts';

export type AskStart = Extract<ViewMessage, { type: 'ask-start' }>;
export type Ask = AskStart | Extract<ViewMessage, { type: 'ask-retry' }>;

/** The most characters of a question and its quote together. */
const longestQuestion = 2_000_000;

/** Why a question cannot be asked as it is; undefined where it can. */
export function problemWith(question: Turn['question']): RefusalReason | undefined {
  if (isBlank(question)) return 'blank';
  const length = question.text.length + (question.quote?.length ?? 0);
  return length > longestQuestion ? 'too-large' : undefined;
}

export const newTurnFor = ({ askId, question, model, after }: AskStart, now: number) =>
  newTurn(askId, question, model, now, after);

/** Whether the turn is there that stands before a question on screen. */
export const hasBefore = ({ after }: AskStart, { turns }: Conversation) =>
  after === undefined || turns.some(({ id }) => id === after);

/** The turn that a message asks for; undefined where the one to be asked again is not there. */
export function turnFor(
  message: Ask,
  conversation: Conversation,
  now: number,
  online: boolean,
): Turn | undefined {
  if (message.type === 'ask-start') {
    const turn = newTurnFor(message, now);
    const before = conversation.turns.find(({ id }) => id === message.after);
    return before && holdsBack(before) ? queuedTurn(turn) : turn;
  }
  const { askId, model } = message;
  const turn = conversation.turns.find(({ id }) => id === message.turnId);
  const mode = message.mode === 'when-online' && online ? 'anew' : message.mode;
  return turn && retriedTurn(turn, mode, { askId, model, now });
}
