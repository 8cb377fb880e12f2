import type { Question } from '../../core/actions.ts';
import { inOneBranch } from '../../core/branches.ts';
import type { Answer, Conversation, Turn } from '../../core/conversation.ts';

/** A turn whose question reads as its id, with an answer that is complete unless told otherwise. */
export function turnOf(id: string, answer: Partial<Answer> = {}, askId = id): Turn {
  return {
    id,
    askId,
    question: { text: `Question ${id}` },
    model: '',
    askedAt: 1_700_000_000_000,
    answer: { text: `Answer ${id}`, state: 'complete', ...answer },
  };
}

export const runningTurnOf = (id: string, text = '', askId = id) =>
  turnOf(id, { text, state: 'running' }, askId);

/** The turns in one branch, one after the other. */
export function conversationOf(turns: readonly Turn[], id = 'conversation'): Conversation {
  return { id, title: 'A title', createdAt: 1, updatedAt: 2, ...inOneBranch(turns) };
}

export const question = (text: string): Question => ({ text });
