import type { ComponentChildren } from 'preact';
import type { StringKey } from '../core/strings.ts';
import type { Notice } from '../state/chat-state.ts';
import type { ChatStore } from '../state/chat-store.ts';
import { IconButton } from './icon-button.tsx';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

function noticeKey(notice: Notice, empty: boolean): StringKey {
  if (notice.kind === 'save-failed') return 'noticeSaveFailed';
  if (notice.kind === 'unreadable') return 'noticeUnreadable';
  if (notice.kind === 'newer-version') return 'noticeNewerVersion';
  const refused = {
    busy: 'noticeBusy',
    blank: 'noticeBlank',
    'too-large': 'noticeTooLarge',
    'not-allowed': 'noticeNotAllowed',
    unreadable: 'noticeConversationUnreadable',
    // With nothing before it, a question is only kept from what is deleted as it comes.
    'not-saved': empty ? 'noticeDeleting' : 'noticeNotSaved',
  } as const;
  return refused[notice.reason];
}

/** What the user must know apart from any turn; it stays until it is dismissed. */
export function ChatNotice({ chat }: { readonly chat: ChatStore }) {
  const translate = useTranslate();
  const notice = useStore(chat, (state) => state.notice);
  const updateReady = useStore(chat, (state) => state.updateReady);
  const empty = useStore(chat, (state) => state.conversation.turns.length === 0);
  const { dismissNotice, dismissUpdate, applyUpdate } = chat.getState().actions;
  return (
    <>
      {updateReady && (
        <NoticeBox text="noticeUpdateReady" onDismiss={dismissUpdate}>
          <button type="button" class="button main" onClick={applyUpdate}>
            {translate('updateNow')}
          </button>
        </NoticeBox>
      )}
      {notice && (
        <NoticeBox text={noticeKey(notice, empty)} onDismiss={dismissNotice}>
          {(notice.kind === 'unreadable' || notice.kind === 'newer-version') && (
            <p>{translate(empty ? 'noticeNewChat' : 'noticeStaysShown')}</p>
          )}
        </NoticeBox>
      )}
    </>
  );
}

interface NoticeBoxProps {
  readonly text: StringKey;
  readonly onDismiss: () => void;
  readonly children?: ComponentChildren;
}

function NoticeBox({ text, onDismiss, children }: NoticeBoxProps) {
  const translate = useTranslate();
  return (
    <div role="alert" class="alert notice">
      <p>{translate(text)}</p>
      {children}
      <IconButton icon="close" label={translate('dismiss')} onClick={onDismiss} />
    </div>
  );
}
