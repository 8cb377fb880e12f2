import { createLink, type Link } from '../../core/link.ts';
import type { Sender } from '../../core/sender.ts';
import { createChatStore } from '../../state/chat-store.ts';
import { withTemporaryKept } from '../../state/temporary-link.ts';
import { type Bench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';

let chats = 0;

/** A chat as a view runs it, over ports to the relay of the bench. */
export function createChat(bench: Bench, sender: Sender = panel, mayQueue = false) {
  chats += 1;
  const name = `chat${chats}`;
  let ids = 0;
  const shown: (string | undefined)[] = [];
  const line = createLink(() => bench.connect(sender));
  const link: Link = withTemporaryKept(line, () => store.getState().conversation);
  const store = createChatStore({
    link,
    newId: () => {
      ids += 1;
      return `${name}-${ids}`;
    },
    now: bench.clock.now,
    mayAttach: sender.privilege === 'extension-page',
    mayQueue,
    onShown: (conversationId) => shown.push(conversationId),
  });
  const { actions } = store.getState();
  return {
    link,
    store,
    actions,
    shown,
    state: store.getState,
    /** What the last turn shows. */
    answer: () => store.getState().conversation.turns.at(-1)?.answer,
    questions: () => store.getState().conversation.turns.map(({ question }) => question.text),
    /** Types a question and sends it. */
    ask: async (text: string) => {
      actions.setDraft(text);
      actions.send();
      await settle();
    },
    open: async (conversationId: string) => {
      actions.open(conversationId);
      await settle();
    },
  };
}

/** Asks in a chat of its own and lets the answer end; returns the conversation's id. */
export async function storeConversation(bench: Bench, text: string, answer = `Answer to ${text}`) {
  const chat = createChat(bench);
  await chat.ask(text);
  await bench.yieldApart(answer);
  bench.answer().end();
  await settle();
  return chat.state().conversation.id;
}
