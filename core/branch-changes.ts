import type { Asking } from './asking.ts';
import { askOfNobody } from './asking.ts';
import type { BranchEvent } from './branches.ts';
import { applyBranchEvent, newestEnd } from './branches.ts';
import type { Conversation } from './conversation.ts';
import type { History } from './history.ts';
import type { Outbox } from './outbox.ts';
import type { Runs } from './runs.ts';
import type { Watches } from './watches.ts';

export interface BranchChanges {
  /** Shows the newest branch that leads through a version of a turn. */
  show(conversationId: string, turnId: string): void;
  /** Takes a turn away; an answer that runs in it is stopped first. */
  deleteTurn(conversationId: string, turnId: string): void;
}

export interface BranchChangeParts {
  readonly history: Pick<History, 'load' | 'keep'>;
  readonly asking: Asking;
  readonly runs: Runs;
  readonly watches: Watches;
  readonly outbox: Pick<Outbox, 'send'>;
}

/** Changes which turns of a conversation there are, and which of them are on screen. */
export function createBranchChanges(parts: BranchChangeParts): BranchChanges {
  const { history, asking, runs, watches } = parts;
  const { waiting } = asking;

  /** Stores what became of a conversation, and tells all who watch it. */
  const change = async (
    conversationId: string,
    eventFor: (conversation: Conversation) => BranchEvent,
  ): Promise<void> => {
    while (waiting.has(conversationId)) await waiting.get(conversationId)?.over;
    const run = runs.current.get(conversationId);
    const changeOf = (conversation: Conversation) => {
      const event = eventFor(conversation);
      return { event, changed: applyBranchEvent(conversation, event) };
    };
    // With a version goes what was asked after it, and that may be what runs.
    if (run && !changeOf(run.snapshot()).changed.turns.some(({ id }) => id === run.turnId)) {
      run.stop();
      await run.over;
      return change(conversationId, eventFor);
    }
    const changing = run
      ? run.change((conversation) => {
          const { event, changed } = changeOf(conversation);
          watches.broadcast(conversationId, event);
          return changed;
        })
      : asking.exclusively(conversationId, askOfNobody(), async () => {
          const loaded = await history.load(conversationId);
          if (loaded.found !== 'conversation') return;
          const { event, changed } = changeOf(loaded.conversation);
          await history.keep(changed);
          watches.broadcast(conversationId, event);
        });
    await changing.catch(() => watches.tellUnsaved(conversationId));
    parts.outbox.send();
  };

  return {
    show: (conversationId, turnId) =>
      change(conversationId, (conversation) => ({
        type: 'branch-shown',
        conversationId,
        head: newestEnd(conversation, turnId),
      })),
    deleteTurn: (conversationId, turnId) =>
      change(conversationId, () => ({ type: 'turn-deleted', conversationId, turnId })),
  };
}
