import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { GroupedEntries, ListGroup } from '../../core/day-groups.ts';
import { keyOf } from '../../core/day-groups.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import type { SearchHit } from '../../state/search-hits.ts';
import type { Selection } from '../../state/selection.ts';
import { selectedIn, selectTo, toggleSelected } from '../../state/selection.ts';
import { isFocusLost } from '../focus.ts';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';
import type { ItemAction } from './conversation-item.tsx';
import { ConversationItem } from './conversation-item.tsx';
import { ItemMenu } from './item-menu.tsx';
import { actionOf, idAfter, idAt, idInstead, neighbour } from './list-keys.ts';

interface ConversationListProps {
  readonly history: HistoryStore;
  /** Where they were found, by their ids. */
  readonly hits: ReadonlyMap<string, SearchHit>;
  readonly groups: readonly GroupedEntries[];
  /** The ids in the order of the groups. */
  readonly order: readonly string[];
  readonly currentId: string;
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onOpen: (conversationId: string) => void;
  /** What takes the focus that went with the button for it: one that was brought back, or the next. */
  readonly returning: { readonly id: string } | undefined;
  /** The focus was in the list, and there is nothing left in it. */
  readonly onEmpty: () => void;
}

/** What is open of an item, apart from its line. */
interface Opened {
  readonly id: string;
  readonly what: 'title' | 'tags' | 'menu';
}

/** One Tab stop: arrow keys move in it, F2 renames, Delete deletes. */
export function ConversationList(props: ConversationListProps) {
  const { history, hits, groups, order, currentId, selection, onSelect } = props;
  const translate = useTranslate();
  const running = useStore(history, (state) => state.running);
  const [active, setActive] = useState<string | undefined>();
  const [opened, setOpened] = useState<Opened>();
  const [exportFailed, setExportFailed] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  /** The item that has the focus, or had it when the list changed. */
  const focused = useRef<string | undefined>(undefined);
  const focusNext = useRef<string | undefined>(undefined);
  /** The order before the change. */
  const earlier = useRef(order);
  /** What has taken the focus already. */
  const returned = useRef<ConversationListProps['returning']>(undefined);
  const { pin, remove } = history.getState().actions;
  const current = active !== undefined && order.includes(active) ? active : order[0];
  const menuEntry = opened?.what === 'menu' ? entryIn(groups, opened.id) : undefined;

  // What had the focus may be gone with the change, or have moved, which takes the focus off it.
  useEffect(() => {
    const isLost = isFocusLost();
    // What is open goes with its line, and does not come back with it.
    const isGone = opened !== undefined && !order.includes(opened.id);
    if (isGone) setOpened(undefined);
    if (isGone && isLost) focusNext.current ??= idInstead(earlier.current, order) ?? '';
    earlier.current = order;
    const returning = props.returning === returned.current ? undefined : props.returning?.id;
    const id = focusNext.current ?? (isLost ? (focused.current ?? returning) : undefined);
    if (id === undefined || (opened && !isGone)) return;
    const preventScroll = focusNext.current === undefined;
    focusNext.current = undefined;
    const item = itemIn(list.current, id);
    if (item) item.focus({ preventScroll });
    else if (order.length === 0) props.onEmpty();
    if (id === returning && (item || order.length === 0)) returned.current = props.returning;
  });

  const latest = useRef({ order, selection, onOpen: props.onOpen });
  latest.current = { order, selection, onOpen: props.onOpen };

  const act = useCallback(
    (id: string, action: ItemAction, range = false) => {
      const { order: ids, selection: chosen, onOpen } = latest.current;
      if (action === 'focus') {
        focused.current = id;
        return setActive(id);
      }
      if (action === 'open') return onOpen(id);
      if (action === 'dismiss') return setOpened(undefined);
      if (action === 'select') {
        const selecting = chosen ?? { ids: new Set<string>(), anchor: undefined };
        return onSelect(range ? selectTo(selecting, id, ids) : toggleSelected(selecting, id));
      }
      if (action === 'close') {
        focusNext.current = id;
        return setOpened(undefined);
      }
      if (action === 'pin' || action === 'unpin') {
        focusNext.current = id;
        setOpened(undefined);
        return pin(id, action === 'pin');
      }
      if (action === 'delete') {
        const several = chosen ? selectedIn(chosen, ids) : [];
        const gone = several.length > 0 ? several : [id];
        focusNext.current = idAfter(ids, gone) ?? '';
        setOpened(undefined);
        if (several.length > 0) onSelect(undefined);
        return remove(gone);
      }
      setExportFailed(false);
      setOpened({ id, what: action });
    },
    [onSelect, pin, remove],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const id = idAt(event.target);
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const moved = neighbour(order, id, event.key);
    const action = actionOf(event.key, selection !== undefined);
    if (moved !== undefined) {
      setActive(moved);
      itemIn(list.current, moved)?.focus();
    } else if (action === 'leave') onSelect(undefined);
    else if (action) act(id, action);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <ul
        ref={list}
        aria-label={translate('conversations')}
        onKeyDown={onKeyDown}
        onFocusOut={(event) => {
          if (event.relatedTarget) focused.current = undefined;
        }}
      >
        {groups.flatMap(({ group, entries }) => [
          <li key={keyOf(group)} class="group">
            <GroupName group={group} />
          </li>,
          ...entries.map((entry) => (
            <ConversationItem
              key={entry.id}
              entry={entry}
              hit={hits.get(entry.id)}
              current={entry.id === currentId}
              active={entry.id === current}
              running={running.has(entry.id)}
              selected={selection?.ids.has(entry.id)}
              editing={opened?.id === entry.id && opened.what !== 'menu' ? opened.what : undefined}
              history={history}
              onAct={act}
            />
          )),
        ])}
      </ul>
      {exportFailed && <p role="alert">{translate('exportFailed')}</p>}
      {opened && menuEntry && (
        <ItemMenu
          entry={menuEntry}
          opening={opened}
          onAct={act}
          onExportFailed={() => setExportFailed(true)}
        />
      )}
    </>
  );
}

const itemIn = (list: HTMLElement | null, id: string) =>
  list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);

function entryIn(groups: readonly GroupedEntries[], id: string): HistoryEntry | undefined {
  return groups.flatMap(({ entries }) => entries).find((entry) => entry.id === id);
}

const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });

function GroupName({ group }: { readonly group: ListGroup }) {
  const translate = useTranslate();
  if (group.kind === 'month') return <>{monthName.format(group.at)}</>;
  return <>{translate(`group_${group.kind}`)}</>;
}
