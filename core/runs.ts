import type { PreparedRequest } from './answer-request.ts';
import { prepareRequest } from './answer-request.ts';
import type { AnswerListener, AnswerParts, AnswerRun } from './answer-run.ts';
import { startAnswer } from './answer-run.ts';
import type { AnswerEvent, Conversation, Turn } from './conversation.ts';
import { withTurn } from './conversation.ts';
import type { Watches } from './watches.ts';

/** Tells views whose port went to sleep with the worker to connect again. */
export interface ViewWaker {
  wakeViews(): void;
}

/** The answers that run: one in a conversation, at most. */
export interface Runs {
  /** By the conversation's id. */
  readonly current: ReadonlyMap<string, AnswerRun>;
  /** Called whenever an answer has begun or ended. */
  onChange(listener: () => void): void;
  prepare(model: string): Promise<PreparedRequest>;
  /** Puts a turn into its conversation, for everybody to see. */
  place(conversation: Conversation, turn: Turn): Conversation;
  /** Places a turn, and has it answered. */
  begin(conversation: Conversation, turn: Turn, preparing?: Promise<PreparedRequest>): AnswerRun;
}

/** @param ended told of a conversation in which an answer has ended, once its viewers know */
export function createRuns(
  parts: AnswerParts & ViewWaker,
  watches: Watches,
  ended: (conversationId: string) => void,
): Runs {
  const current = new Map<string, AnswerRun>();
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };

  const prepare = (model: string) => {
    const preparing = prepareRequest(parts, model);
    // Who waits for it is told.
    preparing.catch(() => {});
    return preparing;
  };

  const place = (conversation: Conversation, turn: Turn) => {
    const { id: conversationId } = conversation;
    watches.broadcast(conversationId, { type: 'answer-start', conversationId, turn });
    // A view whose line went to sleep with the worker may show this conversation.
    parts.wakeViews();
    return withTurn(conversation, turn);
  };

  return {
    current,
    onChange: (listener) => void listeners.push(listener),
    prepare,
    place,
    begin: (conversation, turn, preparing = prepare(turn.model)) => {
      const { id: conversationId } = conversation;
      const broadcast = (event: AnswerEvent) => watches.broadcast(conversationId, event);
      const listener: AnswerListener = {
        event: broadcast,
        saveFailed: () => watches.tellUnsaved(conversationId, turn.askId),
        ended: (ending) => {
          current.delete(conversationId);
          changed();
          broadcast(ending);
          ended(conversationId);
        },
      };
      const run = startAnswer(parts, place(conversation, turn), turn, listener, preparing);
      current.set(conversationId, run);
      changed();
      watches.followAll(run);
      return run;
    },
  };
}
