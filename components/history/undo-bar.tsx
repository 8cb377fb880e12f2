import { lastDeletion, undoMilliseconds } from '../../core/deletions.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import { IconButton } from '../icon-button.tsx';
import { useTranslate } from '../services.tsx';
import { useSecondsUntil } from '../use-seconds-until.ts';
import { useStore } from '../use-store.ts';

interface UndoBarProps {
  readonly history: HistoryStore;
  readonly onUndo: (ids: readonly string[]) => void;
}

/** What was deleted last, and the way back while there is one; and what could not be done. */
export function UndoBar({ history, onUndo }: UndoBarProps) {
  const translate = useTranslate();
  const deleted = useStore(history, (state) => state.deleted);
  const failure = useStore(history, (state) => state.failure);
  const { restore, dismissFailure } = history.getState().actions;
  const undo = (ids: readonly string[]) => {
    restore(ids);
    onUndo(ids);
  };
  const last = lastDeletion(deleted, Date.now());
  useSecondsUntil(last && last.at + undoMilliseconds);
  return (
    <div class="undo">
      {failure && (
        <div role="alert" class="alert notice">
          <p>{translate(failure === 'not-saved' ? 'historyNotSaved' : 'historyNotThere')}</p>
          <IconButton icon="close" label={translate('dismiss')} onClick={dismissFailure} />
        </div>
      )}
      <div role="status">
        {last && (
          <p>
            {last.ids.length === 1
              ? translate('deletedOne')
              : translate('deletedMany', last.ids.length)}
            <button type="button" class="link-button" onClick={() => undo(last.ids)}>
              {translate('undo')}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
