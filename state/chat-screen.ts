import type { Conversation, Turn } from '../core/conversation.ts';
import { emptyConversation, withTurn } from '../core/conversation.ts';
import { isTemporary } from '../core/temporary.ts';
import type { ChatAccess, ChatLine, ChatParts } from './chat-state.ts';

export type ChatScreen = ReturnType<typeof createChatScreen>;

/** The conversation on screen: which one it is, and what is put into it or taken from it. */
export function createChatScreen(
  parts: ChatParts,
  { setState: set, getState: get }: ChatAccess,
  { underWay }: Readonly<ChatLine>,
) {
  const { link } = parts;
  /** Whether storage did not take something of it. */
  let unsaved = false;

  const blank = (id = parts.newId()) => emptyConversation(id, parts.now());

  const focus = () => set(({ focusCount }) => ({ focusCount: focusCount + 1 }));

  const show = (conversation: Conversation, loading: boolean) => {
    unsaved = false;
    set({ conversation, loading, notice: undefined });
  };

  /** Leaves what is on screen for this; what is in the composer stays. */
  const leaveFor = (conversation: Conversation) => {
    if (parts.mayAttach) link.send({ type: 'ask-detach' });
    parts.onShown?.(undefined);
    show(conversation, false);
  };

  return {
    blank,
    focus,
    show,
    leaveFor,
    /** Shows a conversation in which nothing was asked yet. */
    beginNew: (conversation = blank()) => {
      set({ selection: undefined, model: '' });
      leaveFor(conversation);
      focus();
    },
    /** Shows a turn that was just asked. */
    begin: (turn: Turn) => {
      const { conversation } = get();
      const { askId: askedId } = turn;
      underWay.add(conversation.id, turn);
      const shown = withTurn(conversation, turn);
      set({ conversation: shown, askedId, notice: undefined, cutOff: false });
      if (!isTemporary(conversation.id)) parts.onShown?.(conversation.id);
    },
    /** Has the background send what there is of it. */
    reattach: () => link.send({ type: 'ask-attach', conversationId: get().conversation.id }),
    isUnsaved: () => unsaved,
    noteUnsaved: () => {
      unsaved = true;
      set({ notice: { kind: 'save-failed' } });
    },
  };
}
