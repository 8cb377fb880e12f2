import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { groupEntries } from '../../core/day-groups.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import type { Selection } from '../../state/selection.ts';
import { useServices } from '../services.tsx';
import { useStore } from '../use-store.ts';
import { ConversationList } from './conversation-list.tsx';
import { HistoryBar } from './history-bar.tsx';
import { HistoryNotes } from './history-notes.tsx';
import { MoreButton } from './more-button.tsx';
import { UndoBar } from './undo-bar.tsx';

interface HistoryViewProps {
  readonly history: HistoryStore;
  /** The conversation on screen. */
  readonly currentId: string;
  readonly onOpen: (conversationId: string) => void;
}

/** Earlier conversations: the pinned ones, then the newest, read on as the list is scrolled. */
export function HistoryView({ history, currentId, onOpen }: HistoryViewProps) {
  const { translate, showTransfer } = useServices();
  const query = useStore(history, (state) => state.query);
  const entries = useStore(history, (state) => state.entries);
  const { search, show, hide } = history.getState().actions;
  const searchbox = useRef<HTMLInputElement>(null);
  const [selection, setSelection] = useState<Selection>();
  const [returning, setReturning] = useState<string | undefined>();
  const groups = useMemo(() => groupEntries(entries, Date.now()), [entries]);
  const order = useMemo(() => groups.flatMap((each) => each.entries.map(({ id }) => id)), [groups]);

  useEffect(() => {
    searchbox.current?.focus();
    void show();
    return hide;
  }, [show, hide]);

  return (
    <main class="history">
      <input
        ref={searchbox}
        type="search"
        aria-label={translate('searchHistory')}
        placeholder={translate('searchHistory')}
        value={query}
        onInput={(event) => void search(event.currentTarget.value)}
      />
      <HistoryBar history={history} order={order} selection={selection} onSelect={setSelection} />
      <HistoryNotes history={history} />
      <ConversationList
        history={history}
        groups={groups}
        order={order}
        currentId={currentId}
        selection={selection}
        onSelect={setSelection}
        onOpen={onOpen}
        returning={returning}
        onEmpty={() => searchbox.current?.focus()}
      />
      <MoreButton history={history} />
      <div ref={showTransfer ?? null} class="transfer" />
      <UndoBar history={history} onUndo={(ids) => setReturning(ids[0])} />
    </main>
  );
}
