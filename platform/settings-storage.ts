import { settingsKey } from '../core/settings.ts';
import { storage, watchStorage } from './storage.ts';

const read = async (): Promise<unknown> => (await storage.get([settingsKey]))[settingsKey];

/** The stored settings, unparsed, for a settings store. */
export const settingsStorage = {
  read,
  /** Of all pages that change the settings at once, each finds what the one before it has stored. */
  update: (change: (stored: unknown) => unknown): Promise<boolean> =>
    navigator.locks.request('settings', async () => {
      const changed = change(await read());
      if (changed !== undefined) await storage.set({ [settingsKey]: changed });
      return changed !== undefined;
    }),
  watch: (listener: () => void): void => {
    watchStorage((keys) => {
      if (keys.includes(settingsKey)) listener();
    });
  },
};
