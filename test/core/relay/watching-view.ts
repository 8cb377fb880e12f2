import { applyBranchEvent } from '../../../core/branches.ts';
import type { Conversation } from '../../../core/conversation.ts';
import { applyAnswerEvent, emptyConversation } from '../../../core/conversation.ts';
import type { Port } from '../../../core/port.ts';
import type { BackgroundMessage, ViewMessage } from '../../../core/protocol.ts';
import { isBackgroundMessage } from '../../../core/protocol-guards.ts';
import { settle } from '../../doubles/settle.ts';

/** A view that keeps what it receives and makes of it what a screen would show. */
export function createWatchingView(port: Port) {
  const received: BackgroundMessage[] = [];
  let shown: Conversation | undefined;
  let open = true;

  const show = (message: BackgroundMessage) => {
    if (message.type === 'conversation-snapshot') shown = message.conversation;
    if (shown && (message.type === 'branch-shown' || message.type === 'turn-deleted')) {
      shown = applyBranchEvent(shown, message);
    }
    if (message.type === 'answer-start') shown ??= emptyConversation(message.conversationId, 0);
    if (!shown || !('askId' in message || message.type === 'answer-start')) return;
    if (message.type === 'ask-refused') return;
    shown = applyAnswerEvent(shown, message);
    if (!shown) throw new Error('A delta came out of step');
  };
  port.onMessage((message) => {
    if (!isBackgroundMessage(message)) throw new Error(`Not of the protocol: ${message}`);
    received.push(message);
    show(message);
  });
  port.onDisconnect(() => {
    open = false;
  });

  return {
    received,
    isOpen: () => open,
    /** Sends anything at all, and waits until all that follows from it has happened. */
    sendRaw: async (message: unknown) => {
      port.postMessage(message);
      await settle();
    },
    send: async (...messages: readonly ViewMessage[]) => {
      for (const message of messages) port.postMessage(message);
      await settle();
    },
    close: () => port.disconnect(),
    /** The answer of the last turn as the screen shows it. */
    answer: () => shown?.turns.at(-1)?.answer,
    conversation: () => shown,
    types: () => received.map(({ type }) => type),
    /** Forgets what has come so far, but not what is shown. */
    forget: () => {
      received.length = 0;
    },
  };
}
