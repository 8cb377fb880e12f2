import { useEffect, useRef } from 'preact/hooks';
import { groupByDay } from '../core/day-groups.ts';
import type { HistoryEntry } from '../core/history-pages.ts';
import type { HistoryStore } from '../state/history-store.ts';
import { HistoryNotes } from './history-notes.tsx';
import { RelativeTime } from './relative-time.tsx';
import { useServices, useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

interface HistoryViewProps {
  readonly history: HistoryStore;
  /** The conversation on screen. */
  readonly currentId: string;
  readonly onOpen: (conversationId: string) => void;
}

/** Earlier conversations, newest first, read on as the list is scrolled. */
export function HistoryView({ history, currentId, onOpen }: HistoryViewProps) {
  const { translate, showTransfer } = useServices();
  const query = useStore(history, (state) => state.query);
  const entries = useStore(history, (state) => state.entries);
  const { search, show, hide } = history.getState().actions;
  const searchbox = useRef<HTMLInputElement>(null);

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
      <HistoryNotes history={history} />
      <ul aria-label={translate('conversations')}>
        {groupByDay(entries, Date.now()).flatMap(({ group, entries: inGroup }) => [
          <li key={group} class="group">
            {translate(`group_${group}`)}
          </li>,
          ...inGroup.map((entry) => (
            <HistoryItem
              key={entry.id}
              entry={entry}
              current={entry.id === currentId}
              onOpen={onOpen}
            />
          )),
        ])}
      </ul>
      <MoreButton history={history} />
      <div ref={showTransfer ?? null} class="transfer" />
    </main>
  );
}

interface HistoryItemProps {
  readonly entry: HistoryEntry;
  readonly current: boolean;
  readonly onOpen: (conversationId: string) => void;
}

function HistoryItem({ entry, current, onOpen }: HistoryItemProps) {
  const translate = useTranslate();
  const title = entry.title || translate('untitled');
  return (
    <li>
      <button
        type="button"
        class="conversation"
        aria-label={title}
        aria-current={current || undefined}
        onClick={() => onOpen(entry.id)}
      >
        <span dir="auto">{title}</span>
        {entry.updatedAt > 0 && <RelativeTime at={entry.updatedAt} />}
      </button>
    </li>
  );
}

/** Loads on when it is scrolled to, and by a click. */
function MoreButton({ history }: { readonly history: HistoryStore }) {
  const translate = useTranslate();
  const more = useStore(history, (state) => state.more);
  const { loadMore } = history.getState().actions;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!more || !button.current) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void loadMore();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [more, loadMore]);
  if (!more) return null;
  return (
    <button ref={button} type="button" class="link-button" onClick={() => void loadMore()}>
      {translate('loadMore')}
    </button>
  );
}
