import { selectionActions } from '../core/actions.ts';
import type { MenuClick } from '../core/selection-menu.ts';
import { formatMenuItem } from '../core/selection-menu.ts';
import type { SelectionTarget } from '../core/settings.ts';
import { browser } from './browser.ts';
import { translate } from './strings.ts';

const parentId = 'aside';

let making: Promise<void> = Promise.resolve();
let made: SelectionTarget | undefined;

/** Makes the right-click menu anew where it changes: exactly one, however often this is called. */
export function createMenus(target: SelectionTarget): Promise<void> {
  if (target === made) return making;
  made = target;
  making = making.catch(() => {}).then(() => makeMenus(target));
  return making;
}

async function makeMenus(target: SelectionTarget): Promise<void> {
  const create = (id: string, title: string, place?: { parentId: string }) =>
    browser.contextMenus.create({ id, title, contexts: ['selection'], ...place });
  await browser.contextMenus.removeAll();
  create(parentId, translate('extensionName'));
  for (const action of selectionActions) {
    create(formatMenuItem(target, action), translate(`menu_${action}`), { parentId });
  }
}

/** The listener is called at once, so that it may open the side panel within the user's click. */
export function onMenuClick(listener: (click: MenuClick) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    listener({
      menuItemId: String(info.menuItemId),
      selection: info.selectionText ?? '',
      pageUrl: info.pageUrl ?? tab?.url ?? '',
      frameUrl: info.frameUrl ?? '',
      // In a side panel there is no tab: both are missing or negative.
      ...(tab?.id === undefined || tab.id < 0 ? {} : { tabId: tab.id }),
      ...(tab?.windowId === undefined || tab.windowId < 0 ? {} : { windowId: tab.windowId }),
    });
  });
}
