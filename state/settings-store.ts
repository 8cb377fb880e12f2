import { createStore } from 'zustand/vanilla';
import type { Settings } from '../core/settings.ts';
import { defaultSettings, parseSettings } from '../core/settings.ts';

export interface SettingsState {
  readonly settings: Settings;
  /** False until the stored settings have been read. */
  readonly loaded: boolean;
  /** Stored settings that cannot be read: they are left alone, and saving is refused. */
  readonly unreadable: 'newer-version' | 'not-settings' | undefined;
  readonly saveFailed: boolean;
}

export interface SettingsActions {
  save(change: Partial<Omit<Settings, 'version'>>): Promise<void>;
}

export interface SettingsParts {
  read(): Promise<unknown>;
  write(settings: Settings): Promise<void>;
  /** Calls when the stored settings change. */
  watch(listener: () => void): void;
}

export type SettingsStore = ReturnType<typeof createSettingsStore>;

export function createSettingsStore({ read, write, watch }: SettingsParts) {
  return createStore<SettingsState & { readonly actions: SettingsActions }>()((set, get) => {
    const load = async () => {
      const { settings, unreadable } = parseSettings(await read());
      set({ settings, unreadable, loaded: true });
    };
    watch(() => void load());
    void load();

    return {
      settings: defaultSettings,
      loaded: false,
      unreadable: undefined,
      saveFailed: false,
      actions: {
        save: async (change) => {
          if (get().unreadable) return;
          const settings = { ...get().settings, ...change };
          set({ settings, saveFailed: false });
          await write(settings).catch(() => set({ saveFailed: true }));
        },
      },
    };
  });
}
