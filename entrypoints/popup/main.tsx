import '../../components/styles/page.css';
import '../../components/styles/chat.css';
import '../../components/styles/popup.css';
import { render } from 'preact';
import { enrichment, loadMarkdown } from '../../components/load-markdown.ts';
import { QuickAsk } from '../../components/quick-ask.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { createLink } from '../../core/link.ts';
import { newId, pageRoot } from '../../platform/page.ts';
import { pageServices } from '../../platform/page-services.ts';
import { currentWindowId, openPanel } from '../../platform/panel.ts';
import { lastDraft, rememberDraft } from '../../platform/popup-draft.ts';
import { connectToBackground } from '../../platform/ports.ts';
import { settingsStorage } from '../../platform/settings-storage.ts';
import { applyLastTheme, applyTheme } from '../../platform/theme.ts';
import { createChatStore } from '../../state/chat-store.ts';
import { createSettingsStore } from '../../state/settings-store.ts';

const link = createLink(connectToBackground);
const chat = createChatStore({ link, newId, now: Date.now, mayAttach: true });
const settings = createSettingsStore(settingsStorage);
settings.subscribe((state) => applyTheme(state.settings.theme));

// A click anywhere else closes a popup, with all that was typed.
chat.getState().actions.setDraft(lastDraft());
chat.subscribe(({ draft }, before) => {
  if (draft !== before.draft) rememberDraft(draft);
});

// Known before any click: a side panel opens only at once within one.
let windowId: number | undefined;
void currentWindowId().then((id) => {
  windowId = id;
});
const continueInPanel = (conversationId: string | undefined) => {
  if (windowId === undefined) return;
  openPanel(windowId);
  if (conversationId !== undefined) link.send({ type: 'panel-show', windowId, conversationId });
};

// The browser's question for access would close the popup: that is the side panel's to ask.
const { requestAccess: _, ...popupServices } = pageServices;

render(
  <ServicesProvider value={{ ...popupServices, enrichment, loadMarkdown }}>
    <QuickAsk chat={chat} onOpenPanel={continueInPanel} />
  </ServicesProvider>,
  pageRoot(),
);
// Reading it takes the browser a while, and there is nothing to be seen before this script is over.
applyLastTheme();
chat.getState().actions.listModels(false);
