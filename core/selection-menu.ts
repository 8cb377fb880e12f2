import type { SelectionAction } from './actions.ts';
import { isSelectionAction } from './actions.ts';
import type { SelectionTarget } from './settings.ts';

export interface MenuClick {
  readonly menuItemId: string;
  readonly selection: string;
  readonly pageUrl: string;
  readonly frameUrl: string;
  /** Missing outside tabs, as in a side panel. */
  readonly tabId?: number;
  /** Missing where the click was in a side panel. */
  readonly windowId?: number;
}

/** What a click asks for, and where the answer goes. */
export type SelectionRoute =
  | { readonly target: 'card'; readonly action: SelectionAction; readonly tabId: number }
  | { readonly target: 'panel'; readonly action: SelectionAction };

/**
 * A menu item's id carries the setting of where answers go: a side panel opens only at once within
 * the click, with no time to read a setting first.
 */
export function formatMenuItem(target: SelectionTarget, action: SelectionAction): string {
  return `${target}:${action}`;
}

export function routeSelection(click: MenuClick): SelectionRoute | undefined {
  const [target, action] = click.menuItemId.split(':');
  if (!isSelectionAction(action)) return undefined;
  const { tabId } = click;
  const card = target === 'card' && tabId !== undefined && takesScripts(click);
  return card ? { target: 'card', action, tabId } : { target: 'panel', action };
}

/** Shops that browsers keep extensions out of. */
const closedHosts = [
  'chromewebstore.google.com',
  'microsoftedge.microsoft.com',
  'addons.mozilla.org',
];

/** Whether a script can run in the page, as far as its address tells. */
export function takesScripts({ pageUrl, frameUrl }: MenuClick): boolean {
  if (!/^https?:/.test(pageUrl) || !URL.canParse(pageUrl)) return false;
  const { hostname, pathname } = new URL(pageUrl);
  if (closedHosts.includes(hostname)) return false;
  if (hostname === 'chrome.google.com' && pathname.startsWith('/webstore')) return false;
  // The PDF viewer shows the document's own address and selects within a frame of its own.
  return !/^(chrome-extension|edge|resource):/.test(frameUrl) && !/\.pdf$/i.test(pathname);
}

/**
 * The text to ask about: what was clicked on, as the browser says, with the page's own line breaks
 * where the page's selection is that very text. An older selection beside a frame's or a field's
 * is not.
 */
export function chooseQuote(clicked: string, selectedInPage: string): string {
  const words = collapse(clicked);
  const inPage = collapse(selectedInPage);
  // Browsers may cut long selections short.
  return words !== '' && !inPage.startsWith(words) ? clicked : selectedInPage || clicked;
}

const collapse = (text: string) => text.replace(/\s+/g, ' ').trim();
