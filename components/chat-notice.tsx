import type { StringKey } from '../core/strings.ts';
import type { Notice } from '../state/chat-state.ts';
import type { ChatStore } from '../state/chat-store.ts';
import { IconButton } from './icon-button.tsx';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

function noticeKey(notice: Notice): StringKey {
  if (notice.kind === 'save-failed') return 'noticeSaveFailed';
  if (notice.kind === 'unreadable') return 'noticeUnreadable';
  if (notice.kind === 'update-ready') return 'noticeUpdateReady';
  if (notice.kind === 'newer-version') return 'noticeNewerVersion';
  const refused = {
    busy: 'noticeBusy',
    blank: 'noticeBlank',
    'too-large': 'noticeTooLarge',
    'not-allowed': 'noticeNotAllowed',
    unreadable: 'noticeConversationUnreadable',
    'not-saved': 'noticeNotSaved',
  } as const;
  return refused[notice.reason];
}

/** What the user must know apart from any turn; it stays until it is dismissed. */
export function ChatNotice({ chat }: { readonly chat: ChatStore }) {
  const translate = useTranslate();
  const notice = useStore(chat, (state) => state.notice);
  const { dismissNotice, applyUpdate } = chat.getState().actions;
  if (!notice) return null;
  return (
    <div role="alert" class="alert notice">
      <p>{translate(noticeKey(notice))}</p>
      {notice.kind === 'update-ready' && (
        <button type="button" class="button main" onClick={applyUpdate}>
          {translate('updateNow')}
        </button>
      )}
      <IconButton icon="close" label={translate('dismiss')} onClick={dismissNotice} />
    </div>
  );
}
