import type { SelectionAction } from './actions.ts';
import type { SelectionOffer } from './protocol.ts';
import type { Relay } from './relay.ts';
import { chooseQuote, type MenuClick, routeSelection, takesScripts } from './selection-menu.ts';
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

  const offerOf = async (click: MenuClick, action: SelectionAction): Promise<SelectionOffer> => {
    const { selection, tabId } = click;
    const reads = tabId !== undefined && takesScripts(click);
    const inPage = reads ? await parts.readSelection(tabId).catch(() => '') : '';
    return { action, quote: chooseQuote(selection, inPage), language: parts.languageName() };
  };

  const toPanel = async ({ windowId }: MenuClick, offer: Promise<SelectionOffer>) => {
    // Without a window the click was in a panel, which is open: no gesture is needed.
    if (windowId !== undefined) parts.openPanel(windowId);
    relay.offerToPanel(windowId ?? (await parts.lastWindowId()), await offer);
  };

  const toCard = async (tabId: number, offer: Promise<SelectionOffer>) => {
    const { theme } = await parts.getSettings();
    relay.offerToCard(tabId, { ...(await offer), theme });
    await parts.injectCard(tabId);
  };

  return (click) => {
    const route = routeSelection(click);
    if (!route) return;
    const offer = offerOf(click, route.action);
    if (route.target === 'panel') return void toPanel(click, offer);
    void toCard(route.tabId, offer).catch(() => toPanel(click, offer));
  };
}
