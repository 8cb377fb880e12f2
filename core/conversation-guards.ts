import type { Question } from './actions.ts';
import { isSelectionAction } from './actions.ts';
import type { Answer, AnswerState, Conversation, Turn } from './conversation.ts';
import { isAskError } from './errors.ts';
import { isOptionalTexts, isOptionalTrue, isRecord } from './guards.ts';

const answerStates: Record<AnswerState, true> = {
  waiting: true,
  queued: true,
  running: true,
  complete: true,
  stopped: true,
  interrupted: true,
  failed: true,
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isOptionalText = (value: unknown) => value === undefined || isText(value);
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isOptionalNumber = (value: unknown) => value === undefined || isNumber(value);

export function isQuestion(value: unknown): value is Question {
  return (
    isRecord(value) &&
    isText(value.text) &&
    isOptionalText(value.quote) &&
    (value.action === undefined || isSelectionAction(value.action)) &&
    isOptionalText(value.language)
  );
}

function isAnswer(value: unknown): value is Answer {
  return (
    isRecord(value) &&
    isText(value.text) &&
    isText(value.state) &&
    Object.hasOwn(answerStates, value.state) &&
    (value.state === 'failed' ? isAskError(value.error) : value.error === undefined) &&
    isOptionalNumber(value.omitted) &&
    isOptionalText(value.earlier) &&
    isOptionalText(value.latest) &&
    isOptionalNumber(value.stalledSeconds)
  );
}

export function isTurn(value: unknown): value is Turn {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isText(value.askId) &&
    isOptionalText(value.after) &&
    isQuestion(value.question) &&
    isText(value.model) &&
    isNumber(value.askedAt) &&
    isAnswer(value.answer)
  );
}

export function isConversation(value: unknown): value is Conversation {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isText(value.title) &&
    isNumber(value.createdAt) &&
    isNumber(value.updatedAt) &&
    Array.isArray(value.turns) &&
    value.turns.every(isTurn) &&
    isOptionalText(value.head) &&
    isOptionalTrue(value.renamed) &&
    isOptionalTrue(value.pinned) &&
    isOptionalTexts(value.tags)
  );
}
