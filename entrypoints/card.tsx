import { render } from 'preact';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { islandView } from '../components/markdown/island-view.tsx';
import type { MarkdownIsland } from '../components/markdown/markdown-props.ts';
import { SelectionCard } from '../components/selection-card.tsx';
import { ServicesProvider } from '../components/services.tsx';
import css from '../components/styles/card.css?inline';
import { createLink } from '../core/link.ts';
import { openCardHost } from '../platform/card-host.ts';
import { cardServices } from '../platform/card-services.ts';
import { takeOver } from '../platform/handover.ts';
import { newId, onPageRestored } from '../platform/page.ts';
import { connectToBackground } from '../platform/ports.ts';
import { createChatStore } from '../state/chat-store.ts';

const isIsland = (value: unknown): value is MarkdownIsland => typeof value === 'function';

const loadMarkdown = async () => {
  const island = await takeOver('markdown');
  if (!isIsland(island)) throw new Error('Another thing than Markdown was handed over');
  return islandView(island);
};

/**
 * Put into a page by the background when the user asks, and into no other. Its result says whether
 * the page lets the card show. No content script in WXT's sense: those announce themselves to the
 * page.
 */
export default defineUnlistedScript((): boolean => {
  const link = createLink(connectToBackground);
  const chat = createChatStore({ link, newId, now: Date.now, mayAttach: false });
  const host = openCardHost(css, cardServices.translate('cardTitle'), () => {
    stopListening();
    render(null, host.root);
    link.close();
  });
  const stopListening = onPageRestored(link.reset);
  link.onMessage((message) => {
    if (message.type !== 'ask-offer' || !('selection' in message)) return;
    host.root.dataset.theme = message.selection.theme;
  });
  render(
    <ServicesProvider value={{ ...cardServices, loadMarkdown }}>
      <SelectionCard
        chat={chat}
        onOpenPanel={(conversationId) => {
          link.send({ type: 'panel-open', conversationId });
          host.close();
        }}
        onClose={host.close}
      />
    </ServicesProvider>,
    host.root,
  );
  if (host.isReachable()) link.open();
  else host.close();
  return host.isReachable();
});
