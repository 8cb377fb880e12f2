import { useRef } from 'preact/hooks';
import { branchOf } from '../core/branches.ts';
import { brokeOff, type Turn } from '../core/conversation.ts';
import type { ChatStore } from '../state/chat-store.ts';
import type { TurnStore } from '../state/turn-store.ts';
import { AnswerStatus } from './answer-status.tsx';
import { EmptyChat } from './empty-chat.tsx';
import { Icon } from './icon.tsx';
import { useTranslate } from './services.tsx';
import { TurnGroup } from './turn-group.tsx';
import { useFollow } from './use-follow.ts';
import { useStore } from './use-store.ts';
import { useTurnGroups } from './use-turn-groups.ts';
import { useVersions } from './use-versions.ts';

interface ConversationLogProps {
  readonly chat: ChatStore;
  readonly turns: TurnStore;
  /** Called by the button of an empty conversation that shows the keyboard shortcuts. */
  readonly onShortcuts: () => void;
}

/** The branch of the conversation that is shown. */
export function ConversationLog({ chat, turns: store, onShortcuts }: ConversationLogProps) {
  const translate = useTranslate();
  const conversation = useStore(chat, (state) => state.conversation);
  const loading = useStore(chat, (state) => state.loading);
  const { actions } = chat.getState();
  const turns = branchOf(conversation);
  const versions = useVersions(conversation.turns);
  const last = turns.findLast(({ answer }) => answer.state !== 'queued');
  const heldId = turns.find(isHeld)?.id;
  const groups = useTurnGroups(turns);
  const scroller = useRef<HTMLElement>(null);
  // Not the last turn: one that was queued, or asked in another view, begins while the user reads.
  const askedId = useStore(chat, (state) => state.askedId);
  const { away, toEnd } = useFollow(scroller, askedId);
  return (
    <div class="log-frame">
      <main class="log-scroller" ref={scroller}>
        {/* Streamed text would be read out piece by piece; AnswerStatus speaks instead. */}
        <div role="log" aria-live="off" aria-label={translate('conversation')} class="log">
          {groups.map(({ start, ...group }) => (
            <TurnGroup key={start} {...group} {...{ actions, store, versions, heldId }} />
          ))}
        </div>
        {turns.length === 0 && !loading && <EmptyChat chat={chat} onShortcuts={onShortcuts} />}
      </main>
      {away && (
        <button
          type="button"
          class="button jump"
          onClick={() => {
            toEnd();
            actions.focus();
          }}
        >
          <Icon name="down" />
          {translate('jumpToLatest')}
        </button>
      )}
      <AnswerStatus turn={last} />
    </div>
  );
}

/** Whether a question waits for the user, as the answer before it broke off. */
const isHeld = (turn: Turn, index: number, branch: readonly Turn[]) =>
  turn.answer.state === 'queued' && brokeOff(branch[index - 1]);
