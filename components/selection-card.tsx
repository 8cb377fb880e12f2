import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isBlank } from '../core/actions.ts';
import { headOf } from '../core/branches.ts';
import type { Turn } from '../core/conversation.ts';
import { runningTurn } from '../core/conversation.ts';
import { writtenQuestion } from '../state/chat-merging.ts';
import type { ChatStore } from '../state/chat-store.ts';
import { AnswerArticle } from './answer-article.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { ChatNotice } from './chat-notice.tsx';
import { IconButton } from './icon-button.tsx';
import { takeOwnWords } from './own-words.ts';
import { Quote } from './quote.tsx';
import { sendOnEnter } from './send-on-enter.ts';
import { useTranslate } from './services.tsx';
import { useFollow } from './use-follow.ts';
import { useStore } from './use-store.ts';

interface SelectionCardProps {
  readonly chat: ChatStore;
  readonly onOpenPanel: (conversationId: string) => void;
  readonly onClose: () => void;
}

/** The card beside a selection: the quote, the question where one is needed, and the answer. */
export function SelectionCard({ chat, onOpenPanel, onClose }: SelectionCardProps) {
  const translate = useTranslate();
  const conversation = useStore(chat, (state) => state.conversation);
  const selection = useStore(chat, (state) => state.selection);
  const cutOff = useStore(chat, (state) => state.cutOff);
  const focusCount = useStore(chat, (state) => state.focusCount);
  const { actions } = chat.getState();
  const turn = headOf(conversation);
  const scroller = useRef<HTMLDivElement>(null);
  useFollow(scroller, turn?.askId);
  // A button that was pressed is gone: the focus stays in the card.
  useEffect(() => {
    if (focusCount > 0) scroller.current?.focus();
  }, [focusCount]);
  const question = turn?.question ?? selection;
  const action = question?.action;
  return (
    <>
      <header>
        <h1>{action ? translate(`menu_${action}`) : translate('extensionName')}</h1>
        {runningTurn(conversation) && (
          <IconButton icon="stop" label={translate('stop')} onClick={() => actions.stop()} />
        )}
        {turn && (
          <IconButton
            icon="panel"
            label={translate('openInSidePanel')}
            onClick={() => onOpenPanel(conversation.id)}
          />
        )}
        <IconButton icon="close" label={translate('close')} onClick={onClose} />
      </header>
      <div class="card-gone">
        <p>{translate('cardGone')}</p>
        <button type="button" class="button">
          {translate('close')}
        </button>
      </div>
      <div class="card-scroller" ref={scroller} tabIndex={-1}>
        <div class="card-content">
          {question?.quote && <Quote text={question.quote} />}
          {turn?.question.text && <p dir="auto">{turn.question.text}</p>}
          <ChatNotice chat={chat} />
          {selection && <CardQuestion chat={chat} />}
          <div role="log" aria-live="off" aria-label={translate('answer')}>
            {turn && (
              <AnswerArticle
                turn={turn}
                actions={actions}
                mayContinue={!cutOff}
                onOpenPanel={() => onOpenPanel(conversation.id)}
              />
            )}
          </div>
          <AnswerStatus turn={turn} />
          {wasLost(turn) && <p class="note">{translate('cardInterrupted')}</p>}
        </div>
      </div>
    </>
  );
}

/** A card cannot ask the background what became of an answer; the side panel can. */
function wasLost(turn: Turn | undefined): boolean {
  return turn?.answer.state === 'interrupted';
}

function CardQuestion({ chat }: { readonly chat: ChatStore }) {
  const translate = useTranslate();
  const draft = useStore(chat, (state) => state.draft);
  const blank = useStore(chat, (state) => isBlank(writtenQuestion(state)));
  const { setDraft, send } = chat.getState().actions;
  const [words] = useState(() => takeOwnWords(() => chat.getState().draft, setDraft));
  const textbox = useRef<HTMLTextAreaElement>(null);
  // With the element itself, not after its first frame: keys that come before go nowhere.
  useLayoutEffect(() => textbox.current?.focus(), []);
  // No form: a page that gets hold of one could submit it, and that event counts as the user's.
  return (
    <div class="card-question">
      <textarea
        dir="auto"
        rows={1}
        ref={textbox}
        aria-label={translate('question')}
        placeholder={translate('messagePlaceholder')}
        value={draft}
        {...words}
        onKeyDown={(event) => sendOnEnter(event, send)}
      />
      <button type="button" class="button main" disabled={blank} onClick={send}>
        {translate('ask')}
      </button>
    </div>
  );
}
