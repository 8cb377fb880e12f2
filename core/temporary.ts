import type { Conversation } from './conversation.ts';
import { isRunning, withEvent } from './conversation.ts';
import type { History } from './history.ts';
import { waitingIn } from './waiting-list.ts';

const prefix = 'temporary:';

/** Whether a conversation is kept in memory alone: nothing of it is ever stored. */
export function isTemporary(conversationId: string): boolean {
  return conversationId.startsWith(prefix);
}

export function temporaryId(id: string): string {
  return `${prefix}${id}`;
}

/** The history, and beside it the temporary conversations, which no write of it ever sees. */
export interface HistoryWithTemporary extends History {
  /** Takes a conversation that a view has kept since this worker's predecessor died. */
  takeBack(conversation: Conversation): void;
  /** Nobody shows it any more. */
  drop(conversationId: string): void;
}

export function withTemporary(history: History): HistoryWithTemporary {
  const kept = new Map<string, Conversation>();
  /** The answers that run in temporary conversations: they have no checkpoints. */
  const running = new Set<string>();

  const keep = async (conversation: Conversation) => void kept.set(conversation.id, conversation);

  return {
    ...history,
    load: async (id) => {
      if (!isTemporary(id)) return history.load(id);
      const conversation = kept.get(id);
      return conversation
        ? { found: 'conversation', conversation, saved: true }
        : { found: 'missing' };
    },
    keep: (conversation, begins) => {
      if (!isTemporary(conversation.id)) return history.keep(conversation, begins);
      if (begins !== undefined) running.add(begins);
      return keep(conversation);
    },
    waiting: async () => [...(await history.waiting()), ...[...kept.values()].flatMap(waitingIn)],
    forget: async (asked) => {
      if (!isTemporary(asked.conversationId)) await history.forget(asked);
    },
    begin: (conversation, askId) => {
      if (!isTemporary(conversation.id)) return history.begin(conversation, askId);
      running.add(askId);
      return keep(conversation);
    },
    checkpoint: async (askId, index, text) => {
      if (!running.has(askId)) await history.checkpoint(askId, index, text);
    },
    end: (conversation, askId) => {
      if (!isTemporary(conversation.id)) return history.end(conversation, askId);
      running.delete(askId);
      return keep(conversation);
    },
    takeBack: (conversation) => {
      if (isTemporary(conversation.id) && !kept.has(conversation.id)) {
        kept.set(conversation.id, broken(conversation));
      }
    },
    drop: (conversationId) => void kept.delete(conversationId),
  };
}

/** What ran in it died with the worker. */
function broken(conversation: Conversation): Conversation {
  return conversation.turns
    .filter(isRunning)
    .map(({ askId }) => ({ type: 'answer-interrupted', askId }) as const)
    .reduce(withEvent, conversation);
}
