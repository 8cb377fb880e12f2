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

type SettingsChange = Partial<Omit<Settings, 'version'>>;

export interface SettingsActions {
  /** Resolves to whether it was saved. */
  save(change: SettingsChange): Promise<boolean>;
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
    /** Changes on their way to storage: until the last is there, what is shown is newer. */
    let writing = 0;

    const load = async () => {
      const { settings, unreadable } = parseSettings(await read());
      if (writing === 0) set({ settings, unreadable, loaded: true });
    };
    // Where settings cannot be read they stay unloaded, and nothing is saved over them.
    const reload = () => load().catch(() => {});
    watch(() => void reload());
    const firstLoad = reload();

    const saveNow = async (change: SettingsChange) => {
      const settings = { ...get().settings, ...change };
      set({ settings, saveFailed: false });
      writing += 1;
      const saved = await write(settings).then(
        () => true,
        () => false,
      );
      writing -= 1;
      if (!saved) set({ saveFailed: true });
      return saved;
    };

    return {
      settings: defaultSettings,
      loaded: false,
      unreadable: undefined,
      saveFailed: false,
      actions: {
        save: async (change) => {
          if (!get().loaded) await firstLoad;
          const { loaded, unreadable } = get();
          if (!loaded) set({ saveFailed: true });
          return loaded && !unreadable && saveNow(change);
        },
      },
    };
  });
}
