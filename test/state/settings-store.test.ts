import { expect, test } from 'vitest';
import { defaultSettings, settingsKey } from '../../core/settings.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { settle } from '../doubles/settle.ts';

function setUp(stored?: unknown) {
  const storage = createMemoryStore();
  if (stored !== undefined) storage.plant(settingsKey, stored);
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const open = () =>
    createSettingsStore({
      read: async () => (await storage.get([settingsKey]))[settingsKey],
      write: async (settings) => {
        await storage.set({ [settingsKey]: settings });
        changed();
      },
      watch: (listener) => void listeners.push(listener),
    });
  return { storage, open, changed, stored: () => JSON.parse(storage.contents()[settingsKey]!) };
}

test('stored settings are read', async () => {
  const { open } = setUp({ ...defaultSettings, theme: 'dark' });
  const store = open();
  expect(store.getState()).toMatchObject({ settings: defaultSettings, loaded: false });
  await settle();
  expect(store.getState()).toMatchObject({ settings: { theme: 'dark' }, loaded: true });
});

test('a change is shown at once and stored, with all the rest', async () => {
  const { open, stored } = setUp({ ...defaultSettings, theme: 'dark' });
  const store = open();
  await settle();
  const saved = store.getState().actions.save({ temperature: 0.5 });
  await Promise.resolve();
  expect(store.getState().settings).toEqual({
    ...defaultSettings,
    theme: 'dark',
    temperature: 0.5,
  });
  await saved;
  expect(stored()).toEqual({ ...defaultSettings, theme: 'dark', temperature: 0.5 });
});

test('every page shows what another one has stored', async () => {
  const { open } = setUp();
  const [one, two] = [open(), open()];
  await settle();
  await one.getState().actions.save({ theme: 'light' });
  await settle();
  expect(two.getState().settings.theme).toBe('light');
});

test('a change that comes before the settings have been read keeps the rest', async () => {
  const { open, stored } = setUp({ ...defaultSettings, theme: 'dark', systemPrompt: 'Be brief.' });
  await open().getState().actions.save({ temperature: 0.5 });
  expect(stored()).toMatchObject({ theme: 'dark', systemPrompt: 'Be brief.', temperature: 0.5 });
});

test('changes one upon the other are all kept', async () => {
  const { open, stored } = setUp();
  const store = open();
  await settle();
  const { save } = store.getState().actions;
  const changes = [{ theme: 'dark' }, { temperature: 0.5 }, { stallSeconds: 60 }] as const;
  await Promise.all(changes.map(save));
  await settle();
  const expected = { ...defaultSettings, theme: 'dark', temperature: 0.5, stallSeconds: 60 };
  expect(stored()).toEqual(expected);
  expect(store.getState().settings).toEqual(expected);
});

test('a change made while an earlier one is written is neither lost nor shown back and forth', async () => {
  const { open, stored } = setUp();
  const store = open();
  await settle();
  const { save } = store.getState().actions;
  const seen: string[] = [];
  store.subscribe(({ settings }) => seen.push(settings.systemPrompt));
  const typed = ['B', 'Be', 'Be b', 'Be brief'];
  const saves: Promise<boolean>[] = [];
  for (const systemPrompt of typed) {
    saves.push(save({ systemPrompt }));
    await Promise.resolve();
  }
  await Promise.all(saves);
  await settle();
  expect(stored().systemPrompt).toBe('Be brief');
  expect(seen.filter((text, index) => text !== seen[index - 1])).toEqual(typed);
});

test.each([
  { unreadable: 'newer-version', stored: { ...defaultSettings, version: 2, extra: true } },
  { unreadable: 'not-settings', stored: ['surprise'] },
])(
  'settings that cannot be read are told and left as they are: $unreadable',
  async ({ unreadable, stored }) => {
    const { storage, open } = setUp(stored);
    const before = storage.contents();
    const early = open();
    await early.getState().actions.save({ theme: 'dark' });
    const store = open();
    await settle();
    expect(store.getState()).toMatchObject({ settings: defaultSettings, loaded: true, unreadable });
    await store.getState().actions.save({ theme: 'dark' });
    expect(storage.contents()).toEqual(before);
    expect(store.getState().settings).toEqual(defaultSettings);
  },
);

test('a change that storage does not take is told, and the next one may succeed', async () => {
  const { storage, open } = setUp();
  const store = open();
  await settle();
  storage.setQuota(10);
  await store.getState().actions.save({ theme: 'dark' });
  expect(store.getState()).toMatchObject({ saveFailed: true, settings: { theme: 'dark' } });
  storage.setQuota();
  await store.getState().actions.save({ temperature: 0 });
  expect(store.getState().saveFailed).toBe(false);
});

test('where storage cannot be read nothing is saved over what is there', async () => {
  const { storage, open, changed } = setUp({ ...defaultSettings, theme: 'dark' });
  const before = storage.contents();
  storage.failCall(1);
  const store = open();
  await store.getState().actions.save({ temperature: 0.5 });
  expect(store.getState()).toMatchObject({ loaded: false, saveFailed: true });
  expect(storage.contents()).toEqual(before);
  changed();
  await settle();
  expect(store.getState()).toMatchObject({ loaded: true, settings: { theme: 'dark' } });
});
