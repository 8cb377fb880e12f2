import { expect, test } from 'vitest';
import { createQueue } from '../../core/queue.ts';
import type { Settings } from '../../core/settings.ts';
import { changeSettings, defaultSettings, settingsKey } from '../../core/settings.ts';
import { createSettingsStore } from '../../state/settings-store.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';
import { settle } from '../doubles/settle.ts';

function setUp(fields?: unknown) {
  const storage = createMemoryStore();
  if (fields !== undefined) storage.plant(settingsKey, fields);
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const inTurn = createQueue();
  const read = async () => (await storage.get([settingsKey]))[settingsKey];
  const open = () =>
    createSettingsStore({
      read,
      update: (change) =>
        inTurn(async () => {
          const next = change(await read());
          if (next !== undefined) await storage.set({ [settingsKey]: next });
          changed();
          return next !== undefined;
        }),
      watch: (listener) => void listeners.push(listener),
    });
  return { storage, open, changed, stored: () => JSON.parse(storage.contents()[settingsKey]!) };
}

const storedSettings = (change: Partial<Settings> = {}) => changeSettings(undefined, change);

test('stored settings are read', async () => {
  const { open } = setUp(storedSettings({ theme: 'dark' }));
  const store = open();
  expect(store.getState()).toMatchObject({ settings: defaultSettings, loaded: false });
  await settle();
  expect(store.getState()).toMatchObject({ settings: { theme: 'dark' }, loaded: true });
});

test('a change is shown at once and stored, with all the rest', async () => {
  const { open, stored } = setUp(storedSettings({ theme: 'dark' }));
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
  expect(stored()).toEqual(storedSettings({ theme: 'dark', temperature: 0.5 }));
});

test('every page shows what another one has stored', async () => {
  const { open } = setUp();
  const [one, two] = [open(), open()];
  await settle();
  await one.getState().actions.save({ theme: 'light' });
  await settle();
  expect(two.getState().settings.theme).toBe('light');
});

test('two pages that change different fields at once lose neither', async () => {
  const { open, stored } = setUp();
  const [one, two] = [open(), open()];
  await settle();
  const saves = [
    one.getState().actions.save({ theme: 'dark' }),
    two.getState().actions.save({ temperature: 0.5 }),
    one.getState().actions.save({ systemPrompt: 'Be brief.' }),
    two.getState().actions.save({ systemPrompt: 'Be long.' }),
  ];
  expect(await Promise.all(saves)).toEqual([true, true, true, true]);
  const expected = { theme: 'dark', temperature: 0.5, systemPrompt: 'Be long.' } as const;
  expect(stored()).toEqual(storedSettings(expected));
  await settle();
  for (const page of [one, two]) {
    expect(page.getState().settings).toEqual({ ...defaultSettings, ...expected });
  }
});

test('settings that a newer version stores meanwhile are left to it', async () => {
  const { storage, open, changed } = setUp();
  const store = open();
  await settle();
  storage.plant(settingsKey, { version: 99 });
  expect(await store.getState().actions.save({ theme: 'dark' })).toBe(false);
  expect(storage.contents()[settingsKey]).toBe('{"version":99}');
  changed();
  await settle();
  expect(store.getState()).toMatchObject({ unreadable: 'newer-version', saveFailed: true });
});

test('a change that comes before the settings have been read keeps the rest', async () => {
  const { open, stored } = setUp(storedSettings({ theme: 'dark', systemPrompt: 'Be brief.' }));
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
  const expected = { theme: 'dark', temperature: 0.5, stallSeconds: 60 } as const;
  expect(stored()).toEqual(storedSettings(expected));
  expect(store.getState().settings).toEqual({ ...defaultSettings, ...expected });
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
  { unreadable: 'newer-version', stored: { ...defaultSettings, version: 99, extra: true } },
  { unreadable: 'damaged', stored: ['surprise'] },
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

test('a change that storage does not take is told, and stored with the next one', async () => {
  const { storage, open, stored } = setUp(storedSettings({ stallSeconds: 60 }));
  const systemPrompt = 'Be brief. '.repeat(20);
  const store = open();
  await settle();
  const before = storage.contents();
  storage.setQuota(10);
  expect(await store.getState().actions.save({ systemPrompt })).toBe(false);
  expect(storage.contents()).toEqual(before);
  await settle();
  expect(store.getState()).toMatchObject({
    saveFailed: true,
    settings: { systemPrompt, stallSeconds: 60 },
  });
  storage.setQuota();
  expect(await store.getState().actions.save({ temperature: 0 })).toBe(true);
  expect(store.getState().saveFailed).toBe(false);
  expect(stored()).toMatchObject({ systemPrompt, temperature: 0, stallSeconds: 60 });
});

test('where storage cannot be read nothing is saved over what is there', async () => {
  const { storage, open, changed } = setUp(storedSettings({ theme: 'dark' }));
  const before = storage.contents();
  storage.failCall(1);
  const store = open();
  await store.getState().actions.save({ temperature: 0.5 });
  expect(store.getState()).toMatchObject({ loaded: false, readFailed: true, saveFailed: true });
  expect(storage.contents()).toEqual(before);
  changed();
  await settle();
  expect(store.getState()).toMatchObject({
    loaded: true,
    readFailed: false,
    settings: { theme: 'dark' },
  });
});
