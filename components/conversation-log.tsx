import { useRef } from 'preact/hooks';
import type { ChatStore } from '../state/chat-store.ts';
import { AnswerStatus } from './answer-status.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { Icon } from './icon.tsx';
import { useTranslate } from './services.tsx';
import { TurnGroup } from './turn-group.tsx';
import { useFollow } from './use-follow.ts';
import { useStore } from './use-store.ts';
import { useTurnGroups } from './use-turn-groups.ts';

export function ConversationLog({ chat }: { readonly chat: ChatStore }) {
  const translate = useTranslate();
  const conversation = useStore(chat, (state) => state.conversation);
  const loading = useStore(chat, (state) => state.loading);
  const { actions } = chat.getState();
  const { turns } = conversation;
  const last = turns.at(-1);
  const groups = useTurnGroups(turns);
  const scroller = useRef<HTMLElement>(null);
  const { away, onScroll, toEnd } = useFollow(scroller, last?.answer, last?.askId);
  return (
    <div class="log-frame">
      <main class="log-scroller" ref={scroller} onScroll={onScroll}>
        {/* Streamed text would be read out piece by piece; AnswerStatus speaks instead. */}
        <div role="log" aria-live="off" aria-label={translate('conversation')} class="log">
          {groups.map(({ start, ...group }) => (
            <TurnGroup key={start} {...group} actions={actions} />
          ))}
        </div>
        {turns.length === 0 && !loading && <EmptyChat chat={chat} />}
      </main>
      {away && (
        <button type="button" class="button jump" onClick={toEnd}>
          <Icon name="down" />
          {translate('jumpToLatest')}
        </button>
      )}
      <AnswerStatus turn={last} />
    </div>
  );
}
