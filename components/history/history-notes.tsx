import { useEffect, useRef } from 'preact/hooks';
import type { HistoryStore } from '../../state/history-store.ts';
import { useTranslate } from '../services.tsx';
import { useStore } from '../use-store.ts';

/** Why the list is empty or not whole, where it is, and the way to make it whole again. */
export function HistoryNotes({ history }: { readonly history: HistoryStore }) {
  const translate = useTranslate();
  const { entries, tag, loading, failed, damaged, newer } = useStore(history, (state) => state);
  const empty = entries.length === 0 && !loading;
  if (failed) return <p role="alert">{translate('historyFailed')}</p>;
  return (
    <>
      <div role="status" class="note">
        {damaged && <p>{translate('historyDamaged')}</p>}
        {newer && <p>{translate('historyNewer')}</p>}
        {empty && <p>{translate(tag === undefined ? 'historyEmpty' : 'tagEmpty')}</p>}
      </div>
      <RebuildList history={history} offered={damaged || newer} />
    </>
  );
}

interface RebuildListProps {
  readonly history: HistoryStore;
  readonly offered: boolean;
}

function RebuildList({ history, offered }: RebuildListProps) {
  const translate = useTranslate();
  const rebuild = useStore(history, (state) => state.rebuild);
  const running = rebuild === 'running';
  const outcome = useRef<HTMLDivElement>(null);
  // The button may be gone with the damage, and the focus with it.
  useEffect(() => {
    if (rebuild && !running) outcome.current?.focus();
  }, [rebuild, running]);
  return (
    <>
      <div ref={outcome} role="status" tabIndex={-1} class="note">
        {running && <p>{translate('rebuildRunning')}</p>}
        {rebuild === 'failed' && <p>{translate('rebuildFailed')}</p>}
        {typeof rebuild === 'object' && <p>{translate('rebuildDone', rebuild.listed)}</p>}
        {typeof rebuild === 'object' && rebuild.unreadable > 0 && (
          <p>{translate('rebuildUnreadable', rebuild.unreadable)}</p>
        )}
      </div>
      {offered && !running && (
        <button type="button" class="button" onClick={history.getState().actions.rebuild}>
          {translate('rebuildList')}
        </button>
      )}
    </>
  );
}
