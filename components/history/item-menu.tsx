import { useEffect, useRef } from 'preact/hooks';
import type { HistoryEntry } from '../../core/history-pages.ts';
import type { StringKey } from '../../core/strings.ts';
import { useServices } from '../services.tsx';
import type { ItemAction, OnAct } from './conversation-item.tsx';

interface ItemMenuProps {
  readonly entry: HistoryEntry;
  /** Another object whenever the menu is opened. */
  readonly opening: object;
  readonly onAct: OnAct;
  readonly onExportFailed: () => void;
}

/** What can be done with one conversation, beside the button that opened it. */
export function ItemMenu({ entry, opening, onAct, onExportFailed }: ItemMenuProps) {
  const { translate, exportConversations } = useServices();
  const menu = useRef<HTMLDivElement>(null);
  const { id } = entry;

  useEffect(() => {
    const { current } = menu;
    if (!current || current.matches(':popover-open')) return;
    current.showPopover();
    place(current, openerOf(id));
    current.querySelector('button')?.focus();
  }, [id, opening]);

  const item = (label: StringKey, act: () => void) => (
    <button type="button" role="menuitem" tabIndex={-1} onClick={act}>
      {translate(label)}
    </button>
  );
  const action = (label: StringKey, name: ItemAction) => item(label, () => onAct(id, name));
  const exportAs = (label: StringKey, format: 'markdown' | 'json') =>
    exportConversations &&
    item(label, () => {
      onAct(id, 'close');
      exportConversations([id], format).catch(onExportFailed);
    });
  return (
    <div
      ref={menu}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={translate('more')}
      onKeyDown={(event) => moveInMenu(event)}
      onBeforeToggle={(event) => {
        if (event.newState !== 'closed') return;
        // The menu is gone before the browser would put the focus back.
        if (event.currentTarget.matches(':focus-within')) openerOf(id)?.focus();
        onAct(id, 'dismiss');
      }}
    >
      {action('rename', 'title')}
      {entry.pinned ? action('unpin', 'unpin') : action('pin', 'pin')}
      {action('tags', 'tags')}
      {exportAs('export', 'markdown')}
      {exportAs('exportJson', 'json')}
      {action('delete', 'delete')}
    </div>
  );
}

const openerOf = (id: string) =>
  document.querySelector<HTMLElement>(`[data-more="${CSS.escape(id)}"]`);

/** Below what opened it, or above where there is no room below. */
function place(menu: HTMLElement, opener: HTMLElement | null) {
  const from = opener?.getBoundingClientRect();
  if (!from) return;
  const { width, height } = menu.getBoundingClientRect();
  const fits = from.bottom + height <= innerHeight;
  const start = document.dir === 'rtl' ? from.left : from.right - width;
  menu.style.top = `${Math.max(0, fits ? from.bottom : from.top - height)}px`;
  menu.style.left = `${Math.max(0, Math.min(start, innerWidth - width))}px`;
}

/** Arrow keys go round; Tab leaves, which closes it. */
function moveInMenu(event: KeyboardEvent & { readonly currentTarget: HTMLElement }) {
  const items: HTMLElement[] = [...event.currentTarget.querySelectorAll('button')];
  const index = items.findIndex((each) => each.matches(':focus'));
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  else if (to === undefined) return;
  else items.at(to % items.length)?.focus();
  event.preventDefault();
}
