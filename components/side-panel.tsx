import type { ComponentType } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isTemporary } from '../core/temporary.ts';
import type { ChatStore } from '../state/chat-store.ts';
import type { TurnStore } from '../state/turn-store.ts';
import { ChatNotice } from './chat-notice.tsx';
import { Composer } from './composer.tsx';
import { ConversationLog } from './conversation-log.tsx';
import { IconButton } from './icon-button.tsx';
import { loadShortcuts } from './load-shortcuts.ts';
import { useServices } from './services.tsx';
import { useLoaded } from './use-loaded.ts';
import { useQuestionMark } from './use-question-mark.ts';
import { useStore } from './use-store.ts';

export type HistoryScreen = ComponentType<{
  /** The conversation on screen. */
  readonly currentId: string;
  readonly onOpen: (conversationId: string) => void;
}>;

interface SidePanelProps {
  readonly chat: ChatStore;
  readonly turns: TurnStore;
  /** Loads the list of conversations; it is asked for once. */
  readonly loadHistory: () => Promise<HistoryScreen>;
}

/** The whole panel: a conversation, or the list of all of them. */
export function SidePanel({ chat, turns, loadHistory }: SidePanelProps) {
  const { translate, openSettings } = useServices();
  // Not the conversation itself: with each piece of an answer that is another one.
  const id = useStore(chat, (state) => state.conversation.id);
  const title = useStore(chat, (state) => state.conversation.title);
  const [screen, setScreen] = useState<'chat' | 'history'>('chat');
  const { newChat, toggleTemporary, open, rejoin } = chat.getState().actions;
  const temporary = isTemporary(id);

  // A question from a page, or a continued one, brings the chat to the front, and at once: not over
  // a list that is asked for meanwhile. Where the conversation is gone, nothing wants the focus.
  const focusCount = useStore(chat, (state) => state.focusCount);
  const asked = useRef(focusCount);
  useLayoutEffect(() => {
    if (asked.current !== focusCount) setScreen('chat');
    asked.current = focusCount;
  }, [focusCount]);

  const showHistory = screen === 'history';
  const History = useLoaded(loadHistory, showHistory);
  const [shortcutsWanted, setShortcutsWanted] = useState(false);
  const Shortcuts = useLoaded(loadShortcuts, shortcutsWanted);
  // The other way round too: the key closes the list, and asks again for one that did not load.
  const toggleShortcuts = useCallback(() => setShortcutsWanted((wanted) => !wanted), []);
  useQuestionMark(toggleShortcuts);
  const onOpen = (conversationId: string) => {
    open(conversationId);
    setScreen('chat');
  };
  const begin = (chat: () => void) => () => {
    chat();
    setScreen('chat');
  };
  return (
    <div class="side-panel">
      <header>
        <h1 dir="auto">{showHistory ? translate('history') : title || translate('newChat')}</h1>
        <IconButton icon="plus" label={translate('newChat')} onClick={begin(newChat)} />
        <IconButton
          icon="temporary"
          label={translate('temporaryChat')}
          pressed={temporary}
          onClick={begin(toggleTemporary)}
        />
        <IconButton
          icon="clock"
          label={translate('history')}
          pressed={showHistory}
          onClick={() => {
            // It may have been renamed there while the line was asleep.
            rejoin();
            setScreen(showHistory ? 'chat' : 'history');
          }}
        />
        {openSettings && (
          <IconButton icon="sliders" label={translate('settings')} onClick={openSettings} />
        )}
      </header>
      {showHistory ? (
        History && <History currentId={id} onOpen={onOpen} />
      ) : (
        <>
          <ConversationLog key={id} chat={chat} turns={turns} onShortcuts={toggleShortcuts} />
          <footer>
            {temporary && <p class="note temporary">{translate('temporaryChatWhy')}</p>}
            <ChatNotice chat={chat} />
            <Composer
              chat={chat}
              label="message"
              sendLabel="send"
              onEditLast={turns.getState().actions.editLast}
              mayQueue
            />
          </footer>
        </>
      )}
      {shortcutsWanted && Shortcuts && <Shortcuts onClose={() => setShortcutsWanted(false)} />}
    </div>
  );
}
