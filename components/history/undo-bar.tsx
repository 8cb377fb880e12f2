import { useEffect, useRef } from 'preact/hooks';
import { lastDeletion, undoMilliseconds } from '../../core/deletions.ts';
import type { HistoryStore } from '../../state/history-store.ts';
import { isFocusLost } from '../focus.ts';
import { IconButton } from '../icon-button.tsx';
import { useTranslate } from '../services.tsx';
import { useSecondsUntil } from '../use-seconds-until.ts';
import { useStore } from '../use-store.ts';

interface UndoBarProps {
  readonly history: HistoryStore;
  /**
   * What had the focus is gone: the way back, used, with what was brought back first, or too late;
   * or what could not be done, dismissed.
   */
  readonly onGone: (id?: string) => void;
}

/** What was deleted last, and the way back while there is one; and what could not be done. */
export function UndoBar({ history, onGone }: UndoBarProps) {
  const translate = useTranslate();
  const deleted = useStore(history, (state) => state.deleted);
  const failure = useStore(history, (state) => state.failure);
  const { restore, dismissFailure } = history.getState().actions;
  const focused = useRef(false);
  const undo = (ids: readonly string[]) => {
    focused.current = false;
    restore(ids);
    onGone(ids[0]);
  };
  const dismiss = () => {
    dismissFailure();
    onGone();
  };
  const last = lastDeletion(deleted, Date.now());
  useSecondsUntil(last && last.at + undoMilliseconds);
  useEffect(() => {
    if (last || !focused.current) return;
    focused.current = false;
    if (isFocusLost()) onGone();
  });
  return (
    <div class="undo">
      {failure && (
        <div role="alert" class="alert notice">
          <p>{translate(failure === 'not-saved' ? 'historyNotSaved' : 'historyNotThere')}</p>
          <IconButton icon="close" label={translate('dismiss')} onClick={dismiss} />
        </div>
      )}
      <div role="status">
        {last && (
          <p>
            {last.ids.length === 1
              ? translate('deletedOne')
              : translate('deletedMany', last.ids.length)}
            <button
              type="button"
              class="link-button"
              onFocus={() => {
                focused.current = true;
              }}
              onClick={() => undo(last.ids)}
            >
              {translate('undo')}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
