import { useEffect, useRef, useState } from 'preact/hooks';
import { isTemporary } from '../core/temporary.ts';
import type { ChatStore } from '../state/chat-store.ts';
import type { HistoryStore } from '../state/history-store.ts';
import type { TurnStore } from '../state/turn-store.ts';
import { ChatNotice } from './chat-notice.tsx';
import { Composer } from './composer.tsx';
import { ConversationLog } from './conversation-log.tsx';
import { IconButton } from './icon-button.tsx';
import { useServices } from './services.tsx';
import { useLoaded } from './use-loaded.ts';
import { useStore } from './use-store.ts';

interface SidePanelProps {
  readonly chat: ChatStore;
  readonly turns: TurnStore;
  readonly history: HistoryStore;
}

const loadHistoryView = async () => (await import('./history-view.tsx')).HistoryView;

/** The whole panel: a conversation, or the list of all of them. */
export function SidePanel({ chat, turns, history }: SidePanelProps) {
  const { translate, openSettings } = useServices();
  const conversation = useStore(chat, (state) => state.conversation);
  const [screen, setScreen] = useState<'chat' | 'history'>('chat');
  const { newChat, newTemporaryChat, open } = chat.getState().actions;
  const temporary = isTemporary(conversation.id);
  const title = conversation.title || translate('newChat');

  // A question from a page, or a continued one, brings the chat to the front.
  const shown = useRef(conversation.id);
  useEffect(() => {
    if (shown.current !== conversation.id) setScreen('chat');
    shown.current = conversation.id;
  }, [conversation.id]);

  const showHistory = screen === 'history';
  const HistoryView = useLoaded(loadHistoryView, showHistory);
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
        <h1 dir="auto">{showHistory ? translate('history') : title}</h1>
        <IconButton icon="plus" label={translate('newChat')} onClick={begin(newChat)} />
        <IconButton
          icon="temporary"
          label={translate('temporaryChat')}
          pressed={temporary}
          onClick={begin(temporary ? newChat : newTemporaryChat)}
        />
        <IconButton
          icon="clock"
          label={translate('history')}
          pressed={showHistory}
          onClick={() => setScreen(showHistory ? 'chat' : 'history')}
        />
        {openSettings && (
          <IconButton icon="sliders" label={translate('settings')} onClick={openSettings} />
        )}
      </header>
      {showHistory ? (
        HistoryView && <HistoryView history={history} currentId={conversation.id} onOpen={onOpen} />
      ) : (
        <>
          <ConversationLog key={conversation.id} chat={chat} turns={turns} />
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
    </div>
  );
}
