import type { SelectionOffer } from './protocol.ts';
import type { Relay } from './relay.ts';
import { chooseQuote, type MenuClick, routeSelection } from './selection-menu.ts';
import type { Settings } from './settings.ts';

export interface SelectionClickParts {
  readonly relay: Pick<Relay, 'offerToCard' | 'offerToPanel'>;
  getSettings(): Promise<Settings>;
  /** The language to translate into, by its English name. */
  languageName(): string;
  /** Opens a window's side panel; works only at once within the user's click. */
  openPanel(windowId: number): void;
  lastWindowId(): Promise<number>;
  /** The text selected in a tab's main frame. */
  readSelection(tabId: number): Promise<string>;
  /** Rejects where the page takes no script. */
  injectCard(tabId: number): Promise<void>;
}

/** Brings selected text to where the user's click sends it: a card in the page, or the side panel. */
export function createSelectionClicks(parts: SelectionClickParts): (click: MenuClick) => void {
  const { relay } = parts;

  const toPanel = async (click: MenuClick, selection: SelectionOffer) => {
    // Without a window the click was in a panel, which is open: no gesture is needed.
    if (click.windowId !== undefined) parts.openPanel(click.windowId);
    relay.offerToPanel(click.windowId ?? (await parts.lastWindowId()), selection);
  };

  const toCard = async (click: MenuClick, tabId: number, selection: SelectionOffer) => {
    const quote = chooseQuote(click.selection, await parts.readSelection(tabId));
    const { theme } = await parts.getSettings();
    relay.offerToCard(tabId, { ...selection, quote, theme });
    await parts.injectCard(tabId);
  };

  return (click) => {
    const route = routeSelection(click);
    if (!route) return;
    const { action } = route;
    const selection = { action, quote: click.selection, language: parts.languageName() };
    if (route.target === 'panel') return void toPanel(click, selection);
    void toCard(click, route.tabId, selection).catch(() => toPanel(click, selection));
  };
}
