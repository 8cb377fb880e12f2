import '../../components/styles/page.css';
import '../../components/styles/chat.css';
import '../../components/styles/turns.css';
import '../../components/styles/history.css';
import '../../components/styles/transfer.css';
import { render } from 'preact';
import { enrichment, loadMarkdown } from '../../components/load-markdown.ts';
import { ServicesProvider } from '../../components/services.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { readHistoryList } from '../../core/history-index.ts';
import { isHistoryKey } from '../../core/history-pages.ts';
import { createLink } from '../../core/link.ts';
import { lastConversation, rememberConversation } from '../../platform/last-conversation.ts';
import { newId, onOnline, onPageRestored, pageRoot, textTyped } from '../../platform/page.ts';
import { pageServices } from '../../platform/page-services.ts';
import { currentWindowId } from '../../platform/panel.ts';
import { connectToBackground, onWake } from '../../platform/ports.ts';
import { settingsStorage } from '../../platform/settings-storage.ts';
import { storage, watchStorage } from '../../platform/storage.ts';
import { applyLastTheme, applyTheme } from '../../platform/theme.ts';
import { transferServices } from '../../platform/transfer-script.ts';
import { createChatStore } from '../../state/chat-store.ts';
import { createHistoryStore } from '../../state/history-store.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { createTurnStore } from '../../state/turn-store.ts';

const link = createLink(connectToBackground);
const chat = createChatStore({
  link,
  newId,
  now: Date.now,
  mayAttach: true,
  mayQueue: true,
  onShown: rememberConversation,
});
const turns = createTurnStore(chat, link);
const history = createHistoryStore({ link, list: (from) => readHistoryList(storage, { from }) });
const settings = createSettingsStore(settingsStorage);
settings.subscribe((state) => applyTheme(state.settings.theme));

chat.getState().actions.setDraft(textTyped());
render(
  <ServicesProvider value={{ ...pageServices, enrichment, loadMarkdown, ...transferServices }}>
    <SidePanel chat={chat} turns={turns} history={history} />
  </ServicesProvider>,
  pageRoot(),
);
// Reading it takes the browser a while, and there is nothing to be seen before this script is over.
applyLastTheme();

const { open, listModels, rejoin } = chat.getState().actions;
const last = lastConversation();
if (last !== undefined) open(last);
listModels(false);

const takeOffers = async () =>
  link.send({ type: 'panel-ready', windowId: await currentWindowId() });
void takeOffers();
onWake(() => {
  void takeOffers();
  rejoin();
});
onPageRestored(link.reset);
onOnline(link.open);
watchStorage((keys) => {
  if (keys.some(isHistoryKey)) history.getState().actions.changed();
});
