import { useLayoutEffect, useRef } from 'preact/hooks';
import { isBlank } from '../core/actions.ts';
import { runningTurn } from '../core/conversation.ts';
import type { StringKey } from '../core/strings.ts';
import { writtenQuestion } from '../state/chat-merging.ts';
import type { ChatStore } from '../state/chat-store.ts';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { ModelSelect } from './model-select.tsx';
import { Quote } from './quote.tsx';
import { sendOnEnter } from './send-on-enter.ts';
import { useServices, useTranslate } from './services.tsx';
import { useLoaded } from './use-loaded.ts';
import { useStore } from './use-store.ts';

interface ComposerProps {
  readonly chat: ChatStore;
  /** The accessible names of the textbox and of the button that sends. */
  readonly label: StringKey;
  readonly sendLabel: StringKey;
  /** Called by Up in an empty textbox. */
  readonly onEditLast?: () => void;
  /** Whether a question may be sent while an answer runs. */
  readonly mayQueue?: boolean;
}

/** Where a question is written. Enter sends, Shift+Enter breaks the line. */
export function Composer({ chat, label, sendLabel, onEditLast, mayQueue = false }: ComposerProps) {
  const { translate, loadMarkdown } = useServices();
  const draft = useStore(chat, (state) => state.draft);
  const selection = useStore(chat, (state) => state.selection);
  const focusCount = useStore(chat, (state) => state.focusCount);
  const { setDraft, send, dropSelection } = chat.getState().actions;
  const textbox = useRef<HTMLTextAreaElement>(null);
  // Whoever writes will read an answer: by then it is there, and takes no time from its first words.
  useLoaded(loadMarkdown, draft !== '');

  // With the element itself, not after its first frame: what is typed at once is not lost.
  useLayoutEffect(() => {
    const { current } = textbox;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [focusCount]);

  return (
    <div class="composer">
      {selection && (
        <div class="quoted">
          <Quote text={selection.quote} label={translate('selectedText')} />
          <IconButton icon="close" label={translate('removeQuote')} onClick={dropSelection} />
        </div>
      )}
      <textarea
        ref={textbox}
        // Chromium takes seconds to lay out a megabyte of text of either direction.
        dir={draft.length > 20_000 ? undefined : 'auto'}
        rows={1}
        aria-label={translate(label)}
        placeholder={translate('messagePlaceholder')}
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' && draft === '' && onEditLast) {
            event.preventDefault();
            onEditLast();
          } else sendOnEnter(event, send);
        }}
      />
      <div class="composer-bar">
        <ModelSelect chat={chat} />
        <SendButtons chat={chat} label={sendLabel} mayQueue={mayQueue} />
      </div>
    </div>
  );
}

interface SendButtonsProps {
  readonly chat: ChatStore;
  readonly label: StringKey;
  readonly mayQueue: boolean;
}

/** Stops the answer that runs, or sends; both, where a question may wait for that answer. */
function SendButtons({ chat, label, mayQueue }: SendButtonsProps) {
  const translate = useTranslate();
  const running = useStore(chat, (state) => runningTurn(state.conversation) !== undefined);
  const blank = useStore(chat, (state) => state.loading || isBlank(writtenQuestion(state)));
  const { send, stop } = chat.getState().actions;
  const button = (name: string, icon: IconName, onClick: () => void, disabled = false) => (
    <button
      type="button"
      class="send"
      aria-label={name}
      title={name}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <>
      {running && button(translate('stop'), 'stop', () => stop())}
      {(!running || (mayQueue && !blank)) && button(translate(label), 'up', send, blank)}
    </>
  );
}
