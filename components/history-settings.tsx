import { useCallback } from 'preact/hooks';
import type { StorageStore } from '../state/storage-store.ts';
import { useServices } from './services.tsx';

/** What the options say of the history. */
export function HistorySettings({ stored }: { readonly stored: StorageStore }) {
  const { translate, showTransfer } = useServices();
  const { count } = stored.getState().actions;
  const showIn = useCallback(
    (into: Element | null) => showTransfer?.(into, count),
    [showTransfer, count],
  );
  return (
    <section>
      <h2>{translate('sectionHistory')}</h2>
      <div ref={showIn} class="transfer" />
    </section>
  );
}
