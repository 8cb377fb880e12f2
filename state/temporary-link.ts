import type { Conversation } from '../core/conversation.ts';
import type { Link } from '../core/link.ts';
import type { ViewMessage } from '../core/protocol.ts';
import { isTemporary } from '../core/temporary.ts';

/**
 * A line that gives the background back the temporary conversation on screen, where it may have
 * died since: this view is the only one that still has it. What asks in it is sent before it is shown.
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
        link.send({ type: 'temporary-keep', conversation });
      }
      link.send(message);
    },
  };
}

const isAbout = (message: ViewMessage, id: string) =>
  'conversationId' in message && message.conversationId === id;
