import { useEffect } from 'preact/hooks';
import { useStore } from '../use-store.ts';
import { TransferOutcome } from './transfer-outcome.tsx';
import { TransferProgress } from './transfer-progress.tsx';
import type { TransferProps } from './transfer-props.ts';

/** All conversations as one file. */
export function ExportPanel({ transfer, translate }: TransferProps) {
  const state = useStore(transfer, ({ exporting }) => exporting);
  const { exportAll, cancelExport, forgetExport } = transfer.getState().actions;
  // Whoever closes it has seen what came of it.
  useEffect(() => forgetExport, [forgetExport]);
  return (
    <section aria-label={translate('exportAll')}>
      <p class="note">{translate('exportHint')}</p>
      {state?.kind === 'running' ? (
        <TransferProgress
          id="export-progress"
          label={translate('exporting')}
          done={state.done}
          total={state.total}
          said={translate('exportProgress', state.done, state.total)}
          cancelLabel={translate('cancel')}
          onCancel={cancelExport}
        />
      ) : (
        <div class="actions">
          <button type="button" class="button main" onClick={() => void exportAll('json')}>
            {translate('asJson')}
          </button>
          <button type="button" class="button" onClick={() => void exportAll('markdown')}>
            {translate('asMarkdown')}
          </button>
        </div>
      )}
      <TransferOutcome
        said={[
          state?.kind === 'done' && translate('exportDone', state.exported),
          state?.kind === 'done' &&
            state.unreadable > 0 &&
            translate('exportUnreadable', state.unreadable),
          state?.kind === 'cancelled' && translate('exportCancelled'),
        ]}
        wrong={[state?.kind === 'failed' && translate('exportFailed')]}
      />
    </section>
  );
}
