import { defineBackground } from 'wxt/utils/define-background';
import { createHistory } from '../core/history.ts';
import { createListedModels } from '../core/model-list.ts';
import type { SelectionOffer } from '../core/protocol.ts';
import { AI365VIP } from '../core/provider/ai365vip.ts';
import { createServerCheck } from '../core/provider/server-check.ts';
import { createRelay } from '../core/relay.ts';
import { chooseQuote, routeSelection } from '../core/selection-menu.ts';
import { parseSettings } from '../core/settings.ts';
import { injectCard, readSelection } from '../platform/card.ts';
import { clock } from '../platform/clock.ts';
import { onInstalled } from '../platform/install.ts';
import { holdAwake } from '../platform/keep-alive.ts';
import { createMenus, onMenuClick } from '../platform/menus.ts';
import { lastWindowId, openPanel } from '../platform/panel.ts';
import { hasPermission } from '../platform/permissions.ts';
import { onConnect, wakeViews } from '../platform/ports.ts';
import { setRequestHeaders } from '../platform/request-headers.ts';
import { settingsStorage } from '../platform/settings-storage.ts';
import { shutContentScriptsOut, storage } from '../platform/storage.ts';
import { uiLanguageName } from '../platform/strings.ts';

export default defineBackground(() => {
  const provider = AI365VIP;
  const listed = createListedModels(storage);
  const getSettings = async () => parseSettings(await settingsStorage.read()).settings;
  const server = { provider, listed, clock, getSettings, hasPermission, setRequestHeaders };
  const relay = createRelay({
    ...server,
    ...createServerCheck(server),
    history: createHistory(storage),
    isOnline: () => navigator.onLine,
    holdAwake,
    openPanel,
    wakeViews,
  });
  onConnect(relay.connect);

  const offer = (quote: string, action: SelectionOffer['action']): SelectionOffer => ({
    action,
    quote,
    language: uiLanguageName(),
  });
  onMenuClick((click) => {
    const route = routeSelection(click);
    if (!route) return;
    const { action } = route;
    const toPanel = () => {
      const selection = offer(click.selection, action);
      const { windowId } = click;
      if (windowId === undefined) {
        // Clicked in the panel itself, which is open.
        return void lastWindowId().then((id) => relay.offerToPanel(id, selection));
      }
      openPanel(windowId);
      relay.offerToPanel(windowId, selection);
    };
    if (route.target === 'panel') return toPanel();
    const toCard = async (tabId: number) => {
      const quote = chooseQuote(click.selection, await readSelection(tabId));
      const { theme } = await getSettings();
      relay.offerToCard(tabId, { ...offer(quote, action), theme });
      await injectCard(tabId);
    };
    toCard(route.tabId).catch(toPanel);
  });

  const refreshMenus = async () => createMenus((await getSettings()).selectionTarget);
  onInstalled(() => void refreshMenus());
  settingsStorage.watch(() => void refreshMenus());
  void shutContentScriptsOut();
});
