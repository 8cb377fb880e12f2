// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { OptionsPage } from '../../components/options-page.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { createLink } from '../../core/link.ts';
import { createConnectionStore } from '../../state/connection-store.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { createStorageStore } from '../../state/storage-store.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';

test('settings that storage does not give are told, with what to do, instead of a blank page', async () => {
  const bench = createBench();
  const link = createLink(() => bench.connect(panel));
  const settings = createSettingsStore({
    read: () => Promise.reject(new Error('Storage fails')),
    update: () => Promise.resolve(false),
    watch: () => {},
  });
  const connection = createConnectionStore({
    link,
    requestPermission: () => Promise.resolve(true),
    saveAddress: () => Promise.resolve(true),
  });
  const stored = createStorageStore({ link, measure: () => new Promise(() => {}) });
  const services = {
    translate: (key: string) => key,
    copyText: () => Promise.resolve(),
    loadMarkdown: () => Promise.reject(new Error('There is no Markdown in the options')),
  };
  const root = document.createElement('div');
  await act(async () => {
    render(
      <ServicesProvider value={services}>
        <OptionsPage settings={settings} connection={connection} stored={stored} />
      </ServicesProvider>,
      root,
    );
    await settle();
  });
  const alerts = [...root.querySelectorAll('[role="alert"]')];
  expect(alerts.map(({ textContent }) => textContent)).toEqual(['settingsReadFailed']);
  expect(root.querySelector('section')).toBeNull();
});
