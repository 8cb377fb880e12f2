import type { StorageStore } from '../state/storage-store.ts';
import { AnswerSettings } from './answer-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { HistorySettings } from './history-settings.tsx';
import type { OptionsProps } from './options-props.ts';
import { ServerSettings } from './server-settings.tsx';
import { useTranslate } from './services.tsx';
import { StorageSettings } from './storage-settings.tsx';
import { useStore } from './use-store.ts';

interface OptionsPageProps extends OptionsProps {
  readonly stored: StorageStore;
}

export function OptionsPage({ settings, connection, stored }: OptionsPageProps) {
  const translate = useTranslate();
  const { loaded, unreadable, readFailed, saveFailed } = useStore(settings, (state) => state);
  return (
    <main class="options">
      <h1>{translate('optionsTitle')}</h1>
      {readFailed && !loaded && (
        <p role="alert" class="alert">
          {translate('settingsReadFailed')}
        </p>
      )}
      {unreadable && (
        <p role="alert" class="alert">
          {translate('settingsUnreadable')}
        </p>
      )}
      {saveFailed && (
        <p role="alert" class="alert">
          {translate('settingsSaveFailed')}
        </p>
      )}
      {loaded && (
        <>
          <ServerSettings settings={settings} connection={connection} />
          <AnswerSettings settings={settings} connection={connection} />
          <AppearanceSettings settings={settings} />
          <StorageSettings settings={settings} stored={stored} />
          <HistorySettings stored={stored} />
        </>
      )}
    </main>
  );
}
