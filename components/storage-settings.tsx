import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from '../core/composing.ts';
import type { HistoryFigures } from '../core/history-figures.ts';
import { deletionTimes } from '../core/settings.ts';
import type { SettingsStore } from '../state/settings-store.ts';
import type { StorageState, StorageStore } from '../state/storage-store.ts';
import { useTranslate } from './services.tsx';
import { useStore } from './use-store.ts';

interface StorageSettingsProps {
  readonly settings: SettingsStore;
  readonly stored: StorageStore;
}

/** What is kept of conversations, for how long, and how to be rid of it. */
export function StorageSettings({ settings, stored }: StorageSettingsProps) {
  const translate = useTranslate();
  const { deleteAfterDays } = useStore(settings, (state) => state.settings);
  const figures = useStore(stored, (state) => state.figures);
  const { count } = stored.getState().actions;
  useEffect(count, [count]);
  const choose = (days: string) => {
    const chosen = deletionTimes.find((each) => String(each) === days);
    if (chosen !== undefined) void settings.getState().actions.save({ deleteAfterDays: chosen });
  };
  return (
    <section>
      <h2>{translate('sectionStorage')}</h2>
      <div role="status">
        <Figures figures={figures} />
      </div>
      <label for="delete-after">{translate('deleteAfter')}</label>
      <select
        id="delete-after"
        value={deleteAfterDays}
        aria-describedby="delete-after-hint"
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {deletionTimes.map((days) => (
          <option key={days} value={days}>
            {translate(`deleteAfter_${days}`)}
          </option>
        ))}
      </select>
      <p id="delete-after-hint" class="note">
        {translate('deleteAfterHint')}
      </p>
      <DeleteAll stored={stored} />
    </section>
  );
}

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

function Figures({ figures }: { readonly figures: StorageState['figures'] }) {
  const translate = useTranslate();
  if (figures === 'counting') return <p>{translate('storageCounting')}</p>;
  if (figures === 'failed') return <p class="wrong">{translate('storageFailed')}</p>;
  const { conversations, oldestAt } = figures;
  return (
    <>
      <p>
        {translate(
          'storageFigures',
          new Intl.NumberFormat().format(conversations),
          sizeOf(figures),
        )}
      </p>
      {oldestAt !== undefined && <p>{translate('storageOldest', dateFormat.format(oldestAt))}</p>}
    </>
  );
}

function sizeOf({ bytes }: HistoryFigures): string {
  const [unit, size] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  const format = { style: 'unit', unit, maximumSignificantDigits: 2 } as const;
  return new Intl.NumberFormat(undefined, format).format(size);
}

/** Asks for a word to be typed first: there is no way back. */
function DeleteAll({ stored }: { readonly stored: StorageStore }) {
  const translate = useTranslate();
  const clearing = useStore(stored, (state) => state.clearing);
  const { clear } = stored.getState().actions;
  const [typed, setTyped] = useState<string | undefined>();
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const open = typed !== undefined;
  useLayoutEffect(() => field.current?.focus(), [open]);
  const word = translate('deleteAllWord');
  const sure = typed?.trim() === word && clearing !== 'running';
  const close = () => {
    setTyped(undefined);
    opener.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!sure) return field.current?.focus();
    clear();
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isComposing(event)) close();
  };
  return (
    <>
      <div class="actions">
        <button
          ref={opener}
          type="button"
          class="button"
          aria-expanded={open}
          onClick={() => setTyped('')}
        >
          {translate('deleteAll')}
        </button>
      </div>
      {open && (
        <form onSubmit={submit} onKeyDown={onKeyDown}>
          <p id="delete-all-what" class="wrong">
            {translate('deleteAllWhat')}
          </p>
          <label for="delete-all-word">{translate('deleteAllType', word)}</label>
          <input
            ref={field}
            id="delete-all-word"
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={typed}
            aria-describedby="delete-all-what"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <div class="actions">
            <button type="submit" class="button" disabled={!sure}>
              {translate('deleteAllNow')}
            </button>
            <button type="button" class="button" onClick={close}>
              {translate('cancel')}
            </button>
          </div>
        </form>
      )}
      <div role="status">
        {clearing === 'done' && <p class="right">{translate('deleteAllDone')}</p>}
        {clearing === 'failed' && <p class="wrong">{translate('deleteAllFailed')}</p>}
      </div>
    </>
  );
}
