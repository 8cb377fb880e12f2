import type { Settings } from '../core/settings.ts';
import { settingsKey } from '../core/settings.ts';
import { storage, watchStorage } from './storage.ts';

/** The stored settings, unparsed, for a settings store. */
export const settingsStorage = {
  read: async (): Promise<unknown> => (await storage.get([settingsKey]))[settingsKey],
  write: (settings: Settings): Promise<void> => storage.set({ [settingsKey]: settings }),
  watch: (listener: () => void): void => {
    watchStorage((keys) => {
      if (keys.includes(settingsKey)) listener();
    });
  },
};
