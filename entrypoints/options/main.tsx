import '../../components/styles/page.css';
import '../../components/styles/options.css';
import '../../components/styles/transfer.css';
import { render } from 'preact';
import { loadMarkdown } from '../../components/load-markdown.ts';
import { OptionsPage } from '../../components/options-page.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { measureHistory } from '../../core/history-figures.ts';
import { createLink } from '../../core/link.ts';
import { pageRoot } from '../../platform/page.ts';
import { pageServices } from '../../platform/page-services.ts';
import { rememberDraft } from '../../platform/popup-draft.ts';
import { connectToBackground } from '../../platform/ports.ts';
import { requestPermission } from '../../platform/request-permission.ts';
import { settingsStorage } from '../../platform/settings-storage.ts';
import { storage } from '../../platform/storage.ts';
import { bytesInUse } from '../../platform/storage-size.ts';
import { applyLastTheme, applyTheme } from '../../platform/theme.ts';
import { transferServices } from '../../platform/transfer-script.ts';
import { createConnectionStore } from '../../state/connection-store.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { createStorageStore } from '../../state/storage-store.ts';

applyLastTheme();
const settings = createSettingsStore(settingsStorage);
settings.subscribe((state) => applyTheme(state.settings.theme));
const link = createLink(connectToBackground);
const connection = createConnectionStore({
  link,
  requestPermission,
  saveAddress: (serverAddress) => settings.getState().actions.save({ serverAddress }),
});

const stored = createStorageStore({
  link,
  measure: (signal) => measureHistory(storage, bytesInUse, signal),
  onClear: () => rememberDraft(''),
});

render(
  <ServicesProvider value={{ ...pageServices, loadMarkdown, ...transferServices }}>
    <OptionsPage settings={settings} connection={connection} stored={stored} />
  </ServicesProvider>,
  pageRoot(),
);
