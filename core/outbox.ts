import type { AnswerRun } from './answer-run.ts';
import { applyBranchEvent } from './branches.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { AnswerEvent, Conversation, Turn } from './conversation.ts';
import { brokeOff, isOpen, isUnsent, sentTurn, withEvent, withTurn } from './conversation.ts';
import type { History, LoadedConversation } from './history.ts';
import type { AskedTurn } from './waiting-list.ts';
import type { Watches } from './watches.ts';

export interface OutboxParts {
  readonly history: Pick<History, 'keep' | 'waiting' | 'forget'>;
  readonly connection: Connection;
  readonly clock: Clock;
  isBusy(conversationId: string): boolean;
  /** Reads a conversation while nothing else may be asked in it. */
  exclusively(
    asked: AskedTurn,
    act: (loaded: LoadedConversation) => Promise<void> | void,
  ): Promise<unknown>;
  begin(conversation: Conversation, turn: Turn): Pick<AnswerRun, 'stop'>;
  /** What waits could not be looked at: it is to be sent another time. */
  failed(): void;
  readonly watches: Pick<Watches, 'broadcast' | 'tellUnsaved'>;
}

/**
 * Questions that wait until the browser is online, or until the one before them is answered. They
 * are kept in storage, and sent once.
 */
export interface Outbox {
  /** Keeps a conversation with its waiting question; one that cannot be kept does not wait. */
  keep(conversation: Conversation, askId: string): Promise<void>;
  /** Withdraws a question that waits in a conversation where that is allowed. */
  withdraw(askId: string, mayIn: (conversationId: string) => boolean): Promise<void>;
  /** Sends what waits for nothing any more; what is busy is sent another time. */
  send(): void;
}

/** After an answer that broke off, what is queued is not sent by itself: the user may want another. */
function isReady({ answer, after }: Turn, { turns }: Conversation, online: boolean): boolean {
  if (answer.state === 'waiting') return online;
  const before = turns.find(({ id }) => id === after);
  return !before || !(isOpen(before) || brokeOff(before));
}

/** A question that was not sent after all. */
const notSent = (askId: string): AnswerEvent => ({
  type: 'answer-error',
  askId,
  error: { kind: 'offline' },
});

export function createOutbox(parts: OutboxParts): Outbox {
  const { history, connection, exclusively, failed } = parts;
  const { broadcast, tellUnsaved } = parts.watches;
  /** What is not to be sent, though storage may still say that it waits. */
  const withdrawn = new Set<string>();

  const sendOne = (asked: AskedTurn) =>
    exclusively(asked, async (loaded) => {
      if (loaded.found !== 'conversation') return history.forget(asked);
      const { conversation } = loaded;
      const { id: conversationId } = conversation;
      const turn = conversation.turns.find((each) => each.askId === asked.askId);
      if (!turn || !isUnsent(turn)) return history.forget(asked);
      if (!isReady(turn, conversation, connection.isOnline())) return;
      const sent = sentTurn(turn, parts.clock.now());
      try {
        // First, so that a worker that dies from here on does not leave it waiting to be sent again.
        await history.keep(withTurn(conversation, sent), sent.askId);
      } catch {
        return tellUnsaved(conversationId, sent.askId);
      }
      const run = parts.begin(conversation, sent);
      if (withdrawn.delete(sent.askId)) run.stop();
    });

  const withdrawOne = (asked: AskedTurn) =>
    exclusively(asked, async (loaded) => {
      const { conversationId, askId } = asked;
      if (loaded.found !== 'conversation') return;
      const { conversation } = loaded;
      const queued = conversation.turns.find(
        (turn) => turn.askId === askId && turn.answer.state === 'queued',
      );
      const event = queued
        ? ({ type: 'turn-deleted', conversationId, turnId: queued.id } as const)
        : notSent(askId);
      broadcast(conversationId, event);
      try {
        await history.keep(
          event.type === 'turn-deleted'
            ? applyBranchEvent(conversation, event)
            : withEvent(conversation, event),
        );
        withdrawn.delete(askId);
      } catch {
        tellUnsaved(conversationId, askId);
      }
    });

  const send = async () => {
    const waiting = await history.waiting();
    connection.keepLooking(waiting.some(({ queued }) => !queued));
    for (const asked of waiting) {
      if (parts.isBusy(asked.conversationId)) continue;
      if (withdrawn.has(asked.askId)) await withdrawOne(asked).catch(failed);
      else if (asked.queued || connection.isOnline()) await sendOne(asked).catch(failed);
    }
  };

  return {
    keep: async (conversation, askId) => {
      try {
        await history.keep(conversation);
        connection.keepLooking(true);
      } catch {
        const { id: conversationId } = conversation;
        broadcast(conversationId, notSent(askId));
        tellUnsaved(conversationId, askId);
      }
    },
    withdraw: async (askId, mayIn) => {
      const asked = (await history.waiting()).find(
        (each) => each.askId === askId && mayIn(each.conversationId),
      );
      if (!asked) return;
      withdrawn.add(askId);
      if (!parts.isBusy(asked.conversationId)) await withdrawOne(asked);
    },
    send: () => void send().catch(failed),
  };
}
