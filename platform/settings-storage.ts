import { readValue } from '../core/key-value-store.ts';
import { settingsKey } from '../core/settings.ts';
import { storageArea, watchStorageArea } from './storage-area.ts';

const read = () => readValue(storageArea, settingsKey);

/** The stored settings, unparsed, for a settings store. */
export const settingsStorage = {
  read,
  /** Of all pages that change the settings at once, each finds what the one before it has stored. */
  update: (change: (stored: unknown) => unknown): Promise<boolean> =>
    navigator.locks.request('settings', async () => {
      const changed = change(await read());
      if (changed !== undefined) await storageArea.set({ [settingsKey]: changed });
      return changed !== undefined;
    }),
  watch: (listener: () => void): void => {
    watchStorageArea((keys) => {
      if (keys.includes(settingsKey)) listener();
    });
  },
};
