import { defineBackground } from 'wxt/utils/define-background';
import { createHistory } from '../core/history-storage.ts';
import { createListedModels, modelsKey } from '../core/model-list.ts';
import { AI365VIP } from '../core/provider/ai365vip.ts';
import { createServerCheck } from '../core/provider/server-check.ts';
import { createRelay } from '../core/relay.ts';
import { startIndexing } from '../core/search/indexing.ts';
import { createSearchIndex } from '../core/search/search-index.ts';
import { createSelectionClicks } from '../core/selection-clicks.ts';
import { reachServer } from '../core/server-access.ts';
import { parseSettings, settingsKey, settingsToAskWith } from '../core/settings.ts';
import { withTemporary } from '../core/temporary.ts';
import { createAlarm } from '../platform/alarm.ts';
import { injectCard, readSelection } from '../platform/card.ts';
import { clock } from '../platform/clock.ts';
import { connection } from '../platform/connection.ts';
import { applyUpdate, onInstalled, onUpdateReady, startWithBrowser } from '../platform/install.ts';
import { holdAwake } from '../platform/keep-alive.ts';
import { createMenus, onMenuClick } from '../platform/menus.ts';
import { lastWindowId, openPanel } from '../platform/panel.ts';
import { hasPermission } from '../platform/permissions.ts';
import { onConnect, wakeViews } from '../platform/ports.ts';
import { setRequestHeaders } from '../platform/request-headers.ts';
import { settingsStorage } from '../platform/settings-storage.ts';
import { storage } from '../platform/storage.ts';
import { shutContentScriptsOut } from '../platform/storage-area.ts';
import { uiLanguageName } from '../platform/strings.ts';

/** What is no history: it stays when all of that is deleted. */
const keptKeys = [settingsKey, modelsKey];

export default defineBackground(() => {
  const provider = AI365VIP;
  const listed = createListedModels(storage);
  const getSettings = async () => parseSettings(await settingsStorage.read()).settings;
  const server = { provider, listed, clock, getSettings, hasPermission, setRequestHeaders };
  const index = createSearchIndex(storage);
  const isKept = (key: string) => keptKeys.includes(key);
  const relay = createRelay({
    ...server,
    ...createServerCheck(server),
    getSettings: async () => settingsToAskWith(await settingsStorage.read()),
    history: withTemporary(createHistory(storage, { index, isKept })),
    rebuildIndex: () => void index.rebuild().catch(() => {}),
    connection,
    alarm: createAlarm('keep-house'),
    holdAwake,
    openPanel,
    wakeViews,
    applyUpdate,
  });
  onConnect(relay.connect);
  // A worker wakes when a view opens: what its first question needs is in place by then.
  getSettings()
    .then(({ serverAddress }) => reachServer(server, serverAddress))
    .catch(() => {});
  onUpdateReady(relay.announceUpdate);
  startIndexing({ index, clock, holdAwake, idle: relay.idle });
  startWithBrowser();

  const shut = shutContentScriptsOut();
  const languageName = uiLanguageName;
  const clicks = { relay, getSettings, languageName, openPanel, lastWindowId };
  const injectShutOut = (tabId: number) => shut.then(() => injectCard(tabId));
  onMenuClick(createSelectionClicks({ ...clicks, readSelection, injectCard: injectShutOut }));

  const makeMenus = async () => createMenus((await getSettings()).selectionTarget);
  onInstalled(makeMenus);
  settingsStorage.watch(makeMenus);
});
