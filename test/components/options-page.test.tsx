// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { OptionsPage } from '../../components/options-page.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import type { HistoryFigures } from '../../core/history-figures.ts';
import { createLink } from '../../core/link.ts';
import { createConnectionStore } from '../../state/connection-store.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { createStorageStore } from '../../state/storage-store.ts';
import { createBench, panel } from '../core/relay/relay-bench.ts';
import { settle } from '../doubles/settle.ts';

async function showOptions(read: () => Promise<unknown>) {
  const bench = createBench();
  const link = createLink(() => bench.connect(panel));
  const settings = createSettingsStore({
    read,
    update: () => Promise.resolve(true),
    watch: () => {},
  });
  const connection = createConnectionStore({
    link,
    requestPermission: () => Promise.resolve(true),
    saveAddress: () => Promise.resolve(true),
  });
  const counted: ((figures: HistoryFigures) => void)[] = [];
  const measure = () => new Promise<HistoryFigures>((resolve) => counted.push(resolve));
  const transfers: { into: Element | null; onImported: (() => void) | undefined }[] = [];
  const services = {
    translate: (key: string, ...rest: (string | number)[]) => [key, ...rest].join(' '),
    copyText: () => Promise.resolve(),
    loadMarkdown: () => Promise.reject(new Error('There is no Markdown in the options')),
    showTransfer: (into: Element | null, onImported?: () => void) =>
      void transfers.push({ into, onImported }),
  };
  const root = document.createElement('div');
  const happens = (what: () => unknown) =>
    act(async () => {
      await what();
      await settle();
    });
  await happens(() =>
    render(
      <ServicesProvider value={services}>
        <OptionsPage
          settings={settings}
          connection={connection}
          stored={createStorageStore({ link, measure, onClear: () => {} })}
        />
      </ServicesProvider>,
      root,
    ),
  );
  const count = (conversations: number) =>
    happens(() => counted.at(-1)?.({ conversations, bytes: 7, oldestAt: undefined }));
  return { root, settings, transfers, happens, counted, count };
}

test('settings that storage does not give are told, with what to do, instead of a blank page', async () => {
  const { root } = await showOptions(() => Promise.reject(new Error('Storage fails')));
  const alerts = [...root.querySelectorAll('[role="alert"]')];
  expect(alerts.map(({ textContent }) => textContent)).toEqual(['settingsReadFailed']);
  expect(root.querySelector('section')).toBeNull();
});

test('what is stored is counted again once an import is over', async () => {
  const { root, settings, transfers, happens, counted, count } = await showOptions(async () => {});
  await count(3);
  expect(root.textContent).toContain('storageFigures 3 ');
  await happens(() => settings.getState().actions.save({ theme: 'dark' }));
  expect(transfers).toHaveLength(1);
  await happens(() => transfers[0]?.onImported?.());
  expect(counted).toHaveLength(2);
  await count(5);
  expect(root.textContent).toContain('storageFigures 5 ');
});
