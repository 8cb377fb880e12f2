import type { StringKey } from '../core/strings.ts';
import type { ChatStore } from '../state/chat-store.ts';
import { useTranslate } from './services.tsx';

const suggestions = [
  ['suggestionExplain', 'suggestionExplainDraft'],
  ['suggestionDraft', 'suggestionDraftDraft'],
  ['suggestionCompare', 'suggestionCompareDraft'],
] as const satisfies readonly (readonly [StringKey, StringKey])[];

interface EmptyChatProps {
  readonly chat: ChatStore;
  readonly onShortcuts: () => void;
}

/** What a new chat shows: beginnings of questions, put into the composer to be gone on with. */
export function EmptyChat({ chat, onShortcuts }: EmptyChatProps) {
  const translate = useTranslate();
  const { suggest } = chat.getState().actions;
  return (
    <div class="empty">
      <h2>{translate('emptyTitle')}</h2>
      <div class="suggestions">
        {suggestions.map(([label, draft]) => (
          <button key={label} type="button" onClick={() => suggest(translate(draft))}>
            {translate(label)}
          </button>
        ))}
      </div>
      <p class="note">{translate('emptyHint')}</p>
      <button type="button" class="link-button" onClick={onShortcuts}>
        {translate('shortcuts')}
      </button>
    </div>
  );
}
