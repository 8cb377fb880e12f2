import '../../components/styles/page.css';
import '../../components/styles/chat.css';
import '../../components/styles/turns.css';
import '../../components/styles/history.css';
import '../../components/styles/transfer.css';
import { render } from 'preact';
import { enrichment, loadMarkdown } from '../../components/load-markdown.ts';
import { ServicesProvider } from '../../components/services.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { createLink } from '../../core/link.ts';
import { clock } from '../../platform/clock.ts';
import { lastConversation, rememberConversation } from '../../platform/last-conversation.ts';
import {
  focusTextbox,
  newId,
  onOnline,
  onPageHidden,
  onPageRestored,
  pageRoot,
  textTyped,
} from '../../platform/page.ts';
import { pageServices } from '../../platform/page-services.ts';
import { currentWindowId } from '../../platform/panel.ts';
import { connectToBackground, onWake } from '../../platform/ports.ts';
import { settingsStorage } from '../../platform/settings-storage.ts';
import { storage } from '../../platform/storage.ts';
import { applyLastTheme, applyTheme } from '../../platform/theme.ts';
import { transferServices } from '../../platform/transfer-script.ts';
import { type ChatStore, createChatStore } from '../../state/chat-store.ts';
import { keepDrafts } from '../../state/drafts.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { withTemporaryKept } from '../../state/temporary-link.ts';
import { createTurnStore } from '../../state/turn-store.ts';

focusTextbox();
const link = withTemporaryKept(createLink(connectToBackground), () => chat.getState().conversation);
const chat: ChatStore = createChatStore({
  link,
  newId,
  now: Date.now,
  mayAttach: true,
  mayQueue: true,
  onShown: rememberConversation,
});
const turns = createTurnStore(chat, link);
const loadHistory = async () => {
  const { createHistoryScreen } = await import('./history.tsx');
  return createHistoryScreen(link);
};
const settings = createSettingsStore(settingsStorage);
settings.subscribe((state) => applyTheme(state.settings.theme));

chat.getState().actions.setDraft(textTyped());
render(
  <ServicesProvider value={{ ...pageServices, enrichment, loadMarkdown, ...transferServices }}>
    <SidePanel chat={chat} turns={turns} loadHistory={loadHistory} />
  </ServicesProvider>,
  pageRoot(),
);
// Reading it takes the browser a while, and there is nothing to be seen before this script is over.
applyLastTheme();

const { open, listModels, rejoin } = chat.getState().actions;
const last = lastConversation();
if (last !== undefined) open(last);
onPageHidden(keepDrafts(chat, storage, clock));
listModels(false);

const takeOffers = async () =>
  link.send({ type: 'panel-ready', windowId: await currentWindowId() });
void takeOffers();
onWake(() => {
  void takeOffers();
  rejoin();
});
onPageRestored(link.reset);
// A question that waits may be known to no worker, as one of a temporary chat is.
onOnline(() => {
  link.open();
  rejoin();
});
