import { useRef } from 'preact/hooks';
import type { HistoryEntry } from '../../core/history-pages.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import type { SearchHit } from '../../state/search-hits.ts';
import { Icon } from '../icon.tsx';
import { memo } from '../markdown/memo.ts';
import { RelativeTime } from '../relative-time.tsx';
import { useTranslate } from '../services.tsx';
import { MarkedText } from './marked-text.tsx';
import { RenameField } from './rename-field.tsx';
import { TagEditor } from './tag-editor.tsx';

/**
 * What is done with an item: `title`, `tags` and `menu` open these; `close` closes what is open and
 * leads back to the item, `dismiss` does not, as the focus is where the user put it.
 */
export type ItemAction =
  | 'focus'
  | 'open'
  | 'select'
  | 'title'
  | 'tags'
  | 'menu'
  | 'close'
  | 'dismiss'
  | 'pin'
  | 'unpin'
  | 'delete';

export type OnAct = (id: string, action: ItemAction, range?: boolean) => void;

interface ItemProps {
  readonly entry: HistoryEntry;
  /** Where it was found; undefined where nothing is looked for. */
  readonly hit: SearchHit | undefined;
  /** Whether it is the conversation on screen. */
  readonly current: boolean;
  /** Whether the Tab key leads to it. */
  readonly active: boolean;
  readonly running: boolean;
  /** undefined where none is to be selected. */
  readonly selected: boolean | undefined;
  readonly editing: 'title' | 'tags' | undefined;
  readonly history: HistoryStore;
  readonly onAct: OnAct;
}

/** Memoized: a list may be long, and a key that is pressed is about two of its items. */
export const ConversationItem = memo((props: ItemProps) => <Item {...props} />);

function Item(props: ItemProps) {
  const { entry, active, running, selected, editing, history, onAct } = props;
  const translate = useTranslate();
  const { id, tags = [] } = entry;
  const title = entry.title || translate('untitled');
  const { rename } = history.getState().actions;
  if (editing === 'title') {
    return (
      <li class="item">
        <RenameField
          title={entry.title}
          onSave={(typed) => rename(id, typed)}
          onClose={(left) => onAct(id, left ? 'dismiss' : 'close')}
        />
      </li>
    );
  }
  const onContextMenu = (event: Event) => {
    if (selected !== undefined) return;
    event.preventDefault();
    onAct(id, 'menu');
  };
  return (
    <li class="item" onContextMenu={onContextMenu}>
      {selected === undefined ? (
        <OpenButton {...props} title={title} />
      ) : (
        <SelectBox {...props} title={title} selected={selected} />
      )}
      {selected === undefined && (
        <button
          type="button"
          class="icon-button"
          aria-label={translate('more')}
          aria-describedby={`title-${id}`}
          aria-haspopup="menu"
          title={translate('more')}
          tabIndex={active ? 0 : -1}
          data-more={id}
          onClick={() => onAct(id, 'menu')}
        >
          <Icon name="more" />
        </button>
      )}
      {running && (
        <span id={`running-${id}`} class="running" title={translate('answering')}>
          <span class="visually-hidden">{translate('answering')}</span>
        </span>
      )}
      {editing === 'tags' ? (
        <TagEditor history={history} entry={entry} onClose={() => onAct(id, 'close')} />
      ) : (
        tags.length > 0 && (
          <p id={`tags-${id}`} class="tags" dir="auto">
            {tags.join(' · ')}
          </p>
        )
      )}
    </li>
  );
}

type LineProps = ItemProps & { readonly title: string };

function OpenButton({ entry, hit, title, current, active, running, onAct }: LineProps) {
  const { id, updatedAt, tags } = entry;
  const about = [
    running && `running-${id}`,
    tags && `tags-${id}`,
    hit?.sentence && `found-${id}`,
  ].filter(Boolean);
  return (
    <button
      type="button"
      class="conversation"
      aria-label={title}
      aria-describedby={about.join(' ') || undefined}
      aria-current={current || undefined}
      data-id={id}
      tabIndex={active ? 0 : -1}
      onFocus={() => onAct(id, 'focus')}
      onClick={() => onAct(id, 'open')}
    >
      <span id={`title-${id}`} dir="auto">
        {hit && entry.title ? <MarkedText parts={hit.title} /> : title}
      </span>
      {updatedAt > 0 && <RelativeTime at={updatedAt} />}
      {hit?.sentence && (
        <span id={`found-${id}`} class="found" dir="auto">
          <MarkedText parts={hit.sentence} />
        </span>
      )}
    </button>
  );
}

function SelectBox({ entry, title, active, selected = false, onAct }: LineProps) {
  const { id, updatedAt } = entry;
  const range = useRef(false);
  return (
    <label class="conversation" onMouseDown={(event) => event.shiftKey && event.preventDefault()}>
      <input
        type="checkbox"
        aria-label={title}
        checked={selected}
        data-id={id}
        tabIndex={active ? 0 : -1}
        onFocus={() => onAct(id, 'focus')}
        // The change that follows does not say whether it is meant for a range.
        onClick={(event) => {
          range.current = event.shiftKey;
        }}
        onChange={() => onAct(id, 'select', range.current)}
      />
      <span dir="auto">{title}</span>
      {updatedAt > 0 && <RelativeTime at={updatedAt} />}
    </label>
  );
}
