import type { ExportFormat } from '../core/transfer/export-all.ts';
import { browser } from './browser.ts';

/** What `entrypoints/transfer.tsx` provides to a page of ours. */
export interface TransferScript {
  /** @param onImported Called when an import is over that was begun there. */
  showTransfer(into: Element | null, onImported?: () => void): void;
  exportConversations(ids: readonly string[], format: ExportFormat): Promise<void>;
}

declare global {
  /** There once the script has run; the only name that a script of ours gives to a page of ours. */
  var asideTransfer: TransferScript;
}

/** The script's services, which load it when one is first used. */
export const transferServices = {
  showTransfer: (into: Element | null, onImported?: () => void): void =>
    void load().then((script) => script.showTransfer(into, onImported)),
  exportConversations: (ids: readonly string[], format: ExportFormat): Promise<void> =>
    load().then((script) => script.exportConversations(ids, format)),
};

const load = (): Promise<TransferScript> =>
  import(/* @vite-ignore */ browser.runtime.getURL('/transfer.js')).then(() => asideTransfer);
