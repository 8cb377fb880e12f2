import { render } from 'preact';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { TransferPanel } from '../components/transfer/transfer-panel.tsx';
import { createLink } from '../core/link.ts';
import { createSink, pause } from '../platform/download.ts';
import { newId } from '../platform/page.ts';
import { connectToBackground } from '../platform/ports.ts';
import { storage } from '../platform/storage.ts';
import { translate } from '../platform/strings.ts';
import type { TransferScript } from '../platform/transfer-script.ts';
import { createTransferStore } from '../state/transfer-store.ts';

/**
 * Comes into a page of ours where something can be exported or imported. A script of its own, with a
 * Preact of its own: sharing parts with the pages would cut their scripts into smaller and, taken
 * together, larger ones.
 */
export default defineUnlistedScript(() => {
  let imported: (() => void) | undefined;
  const link = createLink(connectToBackground);
  const transfer = createTransferStore({
    link,
    store: storage,
    translate,
    newId,
    now: Date.now,
    pause,
    createSink,
    onImported: () => imported?.(),
  });
  let shownIn: Element | null = null;
  const script: TransferScript = {
    showTransfer: (into, onImported) => {
      imported = onImported;
      if (shownIn) render(null, shownIn);
      shownIn = into;
      if (into) render(<TransferPanel transfer={transfer} translate={translate} />, into);
    },
    exportConversations: transfer.getState().actions.exportThese,
  };
  globalThis.asideTransfer = script;
});
