import { useState } from 'preact/hooks';
import { ExportPanel } from './export-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import type { TransferProps } from './transfer-props.ts';

/** The buttons for exporting and importing, and what they open. */
export function TransferPanel(props: TransferProps) {
  const { translate } = props;
  const [mode, setMode] = useState<'exportAll' | 'import'>();
  const button = (which: 'exportAll' | 'import') => (
    <button
      type="button"
      class="button"
      aria-expanded={mode === which}
      onClick={() => setMode(mode === which ? undefined : which)}
    >
      {translate(which)}
    </button>
  );
  return (
    <>
      <div class="actions">
        {button('exportAll')}
        {button('import')}
      </div>
      {mode === 'exportAll' && <ExportPanel {...props} />}
      {mode === 'import' && <ImportPanel {...props} />}
    </>
  );
}
