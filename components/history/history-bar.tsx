import { useLayoutEffect, useRef } from 'preact/hooks';
import type { HistoryStore } from '../../state/history-store.ts';
import type { Selection } from '../../state/selection.ts';
import { nothingSelected, selectAll, selectedIn } from '../../state/selection.ts';
import { isFocusLost } from '../focus.ts';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';
import { ExportButtons } from './export-buttons.tsx';

interface HistoryBarProps {
  readonly history: HistoryStore;
  /** The ids of the list, in its order. */
  readonly order: readonly string[];
  /** undefined where none is to be made. */
  readonly selection: Selection | undefined;
  readonly onSelect: (selection: Selection | undefined) => void;
  /** Called with those that are to be deleted. */
  readonly onDelete: (ids: readonly string[]) => void;
}

/** What is done with the list as a whole: which tag is shown, and what is done with several. */
export function HistoryBar(props: HistoryBarProps) {
  const { history, order, selection, onSelect, onDelete } = props;
  const translate = useTranslate();
  const bar = useRef<HTMLDivElement & HTMLFieldSetElement>(null);
  const selecting = selection !== undefined;
  const deleting = useRef(false);
  const filtered = useStore(history, ({ tags, tag }) => tags.length > 0 || tag !== undefined);
  const focusFirst = () => bar.current?.querySelector('button')?.focus();
  // One button makes way for the other, and would take the focus along. After a deletion the list
  // has it.
  useLayoutEffect(() => {
    if (isFocusLost() && !deleting.current) focusFirst();
    deleting.current = false;
  }, [selecting]);
  // So does the filter, once all are shown and none has a tag.
  useLayoutEffect(() => {
    if (!filtered && isFocusLost()) focusFirst();
  }, [filtered]);
  if (!selection) {
    return (
      <div ref={bar} class="history-bar">
        <TagFilter history={history} />
        {order.length > 0 && (
          <button type="button" class="link-button" onClick={() => onSelect(nothingSelected)}>
            {translate('select')}
          </button>
        )}
      </div>
    );
  }
  const ids = selectedIn(selection, order);
  const remove = () => {
    deleting.current = true;
    onDelete(ids);
  };
  return (
    <fieldset ref={bar} class="history-bar" aria-label={translate('selection')}>
      <span role="status">{translate('selected', ids.length)}</span>
      <button
        type="button"
        class="link-button"
        onClick={() => onSelect(selectAll(selection, order))}
      >
        {translate('selectAllShown')}
      </button>
      {ids.length > 0 && <ExportButtons ids={ids} />}
      <button type="button" class="link-button" disabled={ids.length === 0} onClick={remove}>
        {translate('delete')}
      </button>
      <button type="button" class="link-button" onClick={() => onSelect(undefined)}>
        {translate('done')}
      </button>
    </fieldset>
  );
}

/** There where there are tags. */
function TagFilter({ history }: { readonly history: HistoryStore }) {
  const translate = useTranslate();
  const tags = useStore(history, (state) => state.tags);
  const tag = useStore(history, (state) => state.tag);
  const { showTag } = history.getState().actions;
  const known = tag === undefined || tags.includes(tag) ? tags : [...tags, tag];
  if (known.length === 0) return null;
  return (
    <select
      aria-label={translate('tagFilter')}
      value={tag ?? ''}
      onChange={(event) => void showTag(event.currentTarget.value || undefined)}
    >
      <option value="">{translate('allTags')}</option>
      {known.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
