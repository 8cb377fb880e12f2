import { useEffect, useRef } from 'preact/hooks';
import type { StringKey, Translate } from '../../core/strings.ts';
import type { ImportEnding, ImportState } from '../../state/transfer-store.ts';
import { isFocusLost } from '../focus.ts';
import { useStore } from '../use-store.ts';
import { describeProblem } from './describe-problem.ts';
import { ImportPreview } from './import-preview.tsx';
import { TransferOutcome } from './transfer-outcome.tsx';
import { TransferProgress } from './transfer-progress.tsx';
import type { TransferProps } from './transfer-props.ts';

const endings: Readonly<Record<ImportEnding, StringKey>> = {
  complete: 'importDone',
  cancelled: 'importCancelled',
  'broke-off': 'importBrokeOff',
  'not-saved': 'importNotSaved',
};

/** A file is chosen, looked through and then, once the user has seen what is in it, brought in. */
export function ImportPanel({ transfer, translate }: TransferProps) {
  const state = useStore(transfer, ({ importing }) => importing);
  const { check, start, cancelImport, forgetImport } = transfer.getState().actions;
  const input = useRef<HTMLInputElement>(null);
  const idle = state === undefined;
  const wasIdle = useRef(true);
  // What was cancelled took its button along, and the focus with it.
  useEffect(() => {
    if (idle && !wasIdle.current && isFocusLost()) input.current?.focus();
    wasIdle.current = idle;
  }, [idle]);
  // Whoever closes it has seen what came of it.
  useEffect(() => forgetImport, [forgetImport]);
  const choose = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    const file = currentTarget.files?.[0];
    if (file) void check(file);
    // The same file may be chosen again.
    currentTarget.value = '';
  };
  return (
    <section aria-label={translate('import')}>
      {isReading(state) ? (
        <TransferProgress
          id="import-progress"
          label={translate(state.kind)}
          done={state.read}
          total={state.size}
          said={translate('percent', Math.floor((100 * state.read) / Math.max(1, state.size)))}
          cancelLabel={translate('cancel')}
          onCancel={cancelImport}
        />
      ) : (
        <>
          <p id="import-hint" class="note">
            {translate('importHint')}
          </p>
          <label for="import-file">{translate('chooseFile')}</label>
          <input
            ref={input}
            id="import-file"
            type="file"
            aria-describedby="import-hint"
            onChange={choose}
          />
        </>
      )}
      {state?.kind === 'checked' && (
        <ImportPreview
          preview={state.preview}
          translate={translate}
          onStart={() => void start()}
          onCancel={cancelImport}
        />
      )}
      <TransferOutcome {...outcomeOf(state, translate)} />
    </section>
  );
}

type Reading = Extract<ImportState, { kind: 'checking' | 'importing' }>;

const isReading = (state: ImportState | undefined): state is Reading =>
  state?.kind === 'checking' || state?.kind === 'importing';

function outcomeOf(state: ImportState | undefined, translate: Translate) {
  switch (state?.kind) {
    case 'imported': {
      const sentence = translate(endings[state.ending], state.added);
      const isWrong = state.ending === 'broke-off' || state.ending === 'not-saved';
      return isWrong ? { said: [], wrong: [sentence] } : { said: [sentence], wrong: [] };
    }
    case 'refused': {
      const sentences = describeProblem(state.problem).map((words) => translate(...words));
      return { said: [], wrong: [...sentences, translate('importNothingIn')] };
    }
    case 'failed':
      return { said: [], wrong: [translate('importFailed'), translate('importNothingIn')] };
    default:
      return { said: [], wrong: [] };
  }
}
