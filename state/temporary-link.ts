import { applyBranchEvent } from '../core/branches.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Link } from '../core/link.ts';
import type { ViewMessage } from '../core/protocol.ts';
import { isTemporary } from '../core/temporary.ts';

/**
 * A line that gives the background back the temporary conversation on screen, where it may have
 * died since: this view is the only one that still has it.
 */
export function withTemporaryKept(link: Link, shown: () => Conversation): Link {
  let lost = false;
  link.onLost(() => {
    lost = true;
  });
  return {
    ...link,
    send: (message) => {
      const conversation = shown();
      if (lost && isAbout(message, conversation.id) && isTemporary(conversation.id)) {
        lost = false;
        link.send({ type: 'temporary-keep', conversation: before(message, conversation) });
      }
      link.send(message);
    },
  };
}

const isAbout = (message: ViewMessage, id: string) =>
  'conversationId' in message && message.conversationId === id;

/** The conversation as it is before the message asks in it. */
function before(message: ViewMessage, conversation: Conversation): Conversation {
  if (message.type === 'ask-retry') {
    const turns = conversation.turns.map((turn) =>
      turn.askId === message.askId ? { ...turn, askId: turn.id } : turn,
    );
    return { ...conversation, turns };
  }
  if (message.type !== 'ask-start') return conversation;
  const { id: conversationId } = conversation;
  const event = { type: 'turn-deleted', conversationId, turnId: message.askId } as const;
  return applyBranchEvent(conversation, event);
}
