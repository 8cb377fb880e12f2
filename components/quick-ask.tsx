import { headOf } from '../core/branches.ts';
import type { ChatStore } from '../state/chat-store.ts';
import { AnswerStatus } from './answer-status.tsx';
import { ChatNotice } from './chat-notice.tsx';
import { Composer } from './composer.tsx';
import { useTranslate } from './services.tsx';
import { useLoaded } from './use-loaded.ts';
import { useStore } from './use-store.ts';

interface QuickAskProps {
  readonly chat: ChatStore;
  /**
   * Called at once in the click, so that it may open the side panel; with the conversation to go on
   * with, where one has begun.
   */
  readonly onOpenPanel: (conversationId: string | undefined) => void;
}

const loadAnswerArticle = async () => (await import('./answer-article.tsx')).AnswerArticle;

/** The popup: one question, its answer, and the way to go on in the side panel. */
export function QuickAsk({ chat, onOpenPanel }: QuickAskProps) {
  const translate = useTranslate();
  const conversation = useStore(chat, (state) => state.conversation);
  const isTyping = useStore(chat, (state) => state.draft !== '');
  const { actions } = chat.getState();
  const last = headOf(conversation);
  // It comes while the question is typed.
  const AnswerArticle = useLoaded(loadAnswerArticle, isTyping || last !== undefined);
  return (
    <main class="quick-ask">
      <h1 class="visually-hidden">{translate('extensionName')}</h1>
      <ChatNotice chat={chat} />
      <Composer chat={chat} label="quickQuestion" sendLabel="ask" />
      <div role="log" aria-live="off" aria-label={translate('answer')}>
        {last && (
          <>
            <p class="note quick-asked" dir="auto">
              {last.question.text.slice(0, 500)}
            </p>
            {AnswerArticle && (
              <AnswerArticle
                turn={last}
                actions={actions}
                onOpenPanel={() => onOpenPanel(conversation.id)}
              />
            )}
          </>
        )}
      </div>
      <AnswerStatus turn={last} />
      <button type="button" class="button" onClick={() => onOpenPanel(last && conversation.id)}>
        {translate('openInSidePanel')}
      </button>
    </main>
  );
}
