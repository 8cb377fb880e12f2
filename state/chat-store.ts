import { createStore } from 'zustand/vanilla';
import { createChatActions } from './chat-actions.ts';
import { receiveChat } from './chat-receiver.ts';
import { createChatScreen } from './chat-screen.ts';
import type { ChatActions, ChatLine, ChatParts, ChatState } from './chat-state.ts';
import { createUnderWay } from './chat-under-way.ts';

export type ChatStore = ReturnType<typeof createChatStore>;

/** The conversation that a view shows, what the user may do with it, and what comes of that. */
export function createChatStore(parts: ChatParts) {
  return createStore<ChatState & { readonly actions: ChatActions }>()((_set, _get, store) => {
    const line: ChatLine = { losses: 0, adrift: false, underWay: createUnderWay() };
    const screen = createChatScreen(parts, store, line);
    const actions = createChatActions(parts, store, screen, line);
    receiveChat(parts, store, screen, line, actions);
    return {
      conversation: screen.blank(),
      loading: false,
      draft: '',
      selection: undefined,
      model: '',
      models: [],
      defaultModel: '',
      notice: undefined,
      updateReady: false,
      askedId: undefined,
      focusCount: 0,
      cutOff: false,
      actions,
    };
  });
}
