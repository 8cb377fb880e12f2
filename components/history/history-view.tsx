import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GroupedEntries } from '../../core/day-groups.ts';
import { groupEntries } from '../../core/day-groups.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import type { SearchHit } from '../../state/search-hits.ts';
import type { SearchStore } from '../../state/search-store.ts';
import type { Selection } from '../../state/selection.ts';
import { useServices } from '../services.tsx';
import { useStore } from '../use-store.ts';
import { ConversationList } from './conversation-list.tsx';
import { HistoryBar } from './history-bar.tsx';
import { HistoryNotes } from './history-notes.tsx';
import { idAfter } from './list-keys.ts';
import { MoreButton } from './more-button.tsx';
import { SearchNotes } from './search-notes.tsx';
import { UndoBar } from './undo-bar.tsx';

interface HistoryViewProps {
  readonly history: HistoryStore;
  /** Searches all of them. */
  readonly search: SearchStore;
  /** The conversation on screen. */
  readonly currentId: string;
  readonly onOpen: (conversationId: string) => void;
}

/**
 * Earlier conversations: the pinned ones, then the newest, read on as the list is scrolled; or those
 * that are found, the best ones first.
 */
export function HistoryView({ history, search, currentId, onOpen }: HistoryViewProps) {
  const { translate, showTransfer } = useServices();
  const query = useStore(search, (state) => state.query);
  const hits = useStore(search, (state) => state.hits);
  const entries = useStore(history, (state) => state.entries);
  const tag = useStore(history, (state) => state.tag);
  const isSearch = query.trim() !== '';
  const searchbox = useRef<HTMLInputElement>(null);
  const [selection, setSelection] = useState<Selection>();
  const [returning, setReturning] = useState<{ readonly id: string }>();
  const groups = useMemo(
    () => (isSearch ? groupFound(hits) : groupEntries(entries, Date.now())),
    [isSearch, hits, entries],
  );
  const hitsById = useMemo(() => new Map(hits.map((hit) => [hit.entry.id, hit])), [hits]);
  const order = useMemo(() => groups.flatMap((each) => each.entries.map(({ id }) => id)), [groups]);

  // With the element itself, not after its first frame: what is typed at once is not lost.
  useLayoutEffect(() => searchbox.current?.focus(), []);
  useEffect(() => {
    const shown = [history.getState().actions, search.getState().actions];
    for (const { show } of shown) void show();
    return () => {
      for (const { hide } of shown) hide();
    };
  }, [history, search]);
  useEffect(() => {
    const { actions, query: typed } = search.getState();
    if (typed !== '') void actions.search(typed, tag);
  }, [search, tag]);

  return (
    <main class="history">
      <input
        ref={searchbox}
        type="search"
        // A whole book that is pasted would take long to be looked for.
        maxLength={500}
        aria-label={translate('searchHistory')}
        placeholder={translate('searchHistory')}
        value={query}
        onInput={(event) => void search.getState().actions.search(event.currentTarget.value, tag)}
      />
      <HistoryBar
        history={history}
        order={order}
        selection={selection}
        onSelect={setSelection}
        onDelete={(ids) => {
          setReturning({ id: idAfter(order, ids) ?? '' });
          setSelection(undefined);
          history.getState().actions.remove(ids);
        }}
      />
      <SearchNotes search={search} />
      {!isSearch && <HistoryNotes history={history} />}
      <ConversationList
        history={history}
        hits={hitsById}
        groups={groups}
        order={order}
        currentId={currentId}
        selection={selection}
        onSelect={setSelection}
        onOpen={onOpen}
        returning={returning}
        onEmpty={() => searchbox.current?.focus()}
      />
      {isSearch ? <MoreButton list={search} /> : <MoreButton list={history} />}
      <div ref={showTransfer ?? null} class="transfer" />
      <UndoBar history={history} onGone={(id = order[0] ?? '') => setReturning({ id })} />
    </main>
  );
}

const groupFound = (hits: readonly SearchHit[]): readonly GroupedEntries[] =>
  hits.length === 0 ? [] : [{ group: { kind: 'found' }, entries: hits.map(({ entry }) => entry) }];
