import type { Question } from './actions.ts';
import { isSelectionAction } from './actions.ts';
import type { Answer, AnswerState, Conversation, Turn } from './conversation.ts';
import { isAskError } from './errors.ts';
import {
  isKeyOf,
  isListOf,
  isNumber,
  isRecordOf,
  isText,
  isTexts,
  isTrue,
  optional,
} from './guards.ts';

const answerStates: Record<AnswerState, true> = {
  waiting: true,
  queued: true,
  running: true,
  complete: true,
  stopped: true,
  interrupted: true,
  failed: true,
};

export const isQuestion = isRecordOf<Question>({
  text: isText,
  quote: optional(isText),
  action: optional(isSelectionAction),
  language: optional(isText),
});

const isAnswerOrSo = isRecordOf<Answer>({
  text: isText,
  state: isKeyOf(answerStates),
  error: optional(isAskError),
  omitted: optional(isNumber),
  earlier: optional(isText),
  latest: optional(isText),
  stalledSeconds: optional(isNumber),
});
const isAnswer = (value: unknown): value is Answer =>
  isAnswerOrSo(value) && (value.state === 'failed') === (value.error !== undefined);

export const isTurn = isRecordOf<Turn>({
  id: isText,
  askId: isText,
  after: optional(isText),
  question: isQuestion,
  model: isText,
  askedAt: isNumber,
  answer: isAnswer,
});

export const isConversation = isRecordOf<Conversation>({
  id: isText,
  title: isText,
  createdAt: isNumber,
  updatedAt: isNumber,
  turns: isListOf(isTurn),
  head: optional(isText),
  renamed: optional(isTrue),
  pinned: optional(isTrue),
  tags: optional(isTexts),
});
