import { useEffect, useRef } from 'preact/hooks';
import { isBlank } from '../core/actions.ts';
import { runningTurn } from '../core/conversation.ts';
import type { StringKey } from '../core/strings.ts';
import type { ChatStore } from '../state/chat-store.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { ModelSelect } from './model-select.tsx';
import { sendOnEnter } from './send-on-enter.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

interface ComposerProps {
  readonly chat: ChatStore;
  /** The accessible names of the textbox and of the button that sends. */
  readonly label: StringKey;
  readonly sendLabel: StringKey;
}

/** Where a question is written. Enter sends, Shift+Enter breaks the line. */
export function Composer({ chat, label, sendLabel }: ComposerProps) {
  const translate = useTranslate();
  const draft = useStore(chat, (state) => state.draft);
  const selection = useStore(chat, (state) => state.selection);
  const focusCount = useStore(chat, (state) => state.focusCount);
  const { setDraft, send, dropSelection } = chat.getState().actions;
  const textbox = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const { current } = textbox;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [focusCount]);

  return (
    <div class="composer">
      {selection && (
        <div class="quoted">
          <blockquote dir="auto" aria-label={translate('selectedText')}>
            {selection.quote.slice(0, 500)}
          </blockquote>
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
        onKeyDown={(event) => sendOnEnter(event, send)}
      />
      <div class="composer-bar">
        <ModelSelect chat={chat} />
        <SendButton chat={chat} label={sendLabel} />
      </div>
    </div>
  );
}

/** Sends, or stops the answer that runs. */
function SendButton({ chat, label }: { readonly chat: ChatStore; readonly label: StringKey }) {
  const translate = useTranslate();
  const running = useStore(chat, (state) => runningTurn(state.conversation) !== undefined);
  const blank = useStore(chat, (state) => state.loading || isBlank({ text: state.draft }));
  const { send, stop } = chat.getState().actions;
  const name = translate(running ? 'stop' : label);
  return (
    <button
      type="button"
      class="send"
      aria-label={name}
      title={name}
      disabled={blank && !running}
      onClick={running ? () => stop() : send}
    >
      <Icon name={running ? 'stop' : 'up'} />
    </button>
  );
}
