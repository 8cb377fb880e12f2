import { useServices } from './services.tsx';

/** What the options say of the history. */
export function HistorySettings() {
  const { translate, showTransfer } = useServices();
  return (
    <section>
      <h2>{translate('sectionHistory')}</h2>
      <div ref={showTransfer ?? null} class="transfer" />
    </section>
  );
}
