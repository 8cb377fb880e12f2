import { createStore } from 'zustand/vanilla';
import type { ParsedSettings, Settings } from '../core/settings.ts';
import { changeSettings, defaultSettings, parseSettings } from '../core/settings.ts';

export interface SettingsState {
  readonly settings: Settings;
  /** False until the stored settings have been read. */
  readonly loaded: boolean;
  /** Stored settings that cannot be read: they are left alone, and saving is refused. */
  readonly unreadable: ParsedSettings['unreadable'];
  /** Whether storage failed to tell what the stored settings are. */
  readonly readFailed: boolean;
  readonly saveFailed: boolean;
}

export interface SettingsActions {
  /** Resolves to whether it was saved. */
  save(change: Partial<Settings>): Promise<boolean>;
}

export interface SettingsParts {
  read(): Promise<unknown>;
  /**
   * Stores what `change` makes of what is stored, with no other change between; nothing where that
   * is undefined. Resolves to whether it was stored.
   */
  update(change: (stored: unknown) => unknown): Promise<boolean>;
  /** Calls when the stored settings change. */
  watch(listener: () => void): void;
}

export type SettingsStore = ReturnType<typeof createSettingsStore>;

export function createSettingsStore({ read, update, watch }: SettingsParts) {
  return createStore<SettingsState & { readonly actions: SettingsActions }>()((set, get) => {
    /** What is not in storage yet, or could not be: by this much the screen is ahead. */
    let unsaved: Partial<Settings> = {};

    const load = async () => {
      const { settings, unreadable } = parseSettings(await read());
      set({ settings: { ...settings, ...unsaved }, unreadable, loaded: true, readFailed: false });
    };
    // Where settings cannot be read they stay unloaded, and nothing is saved over them.
    const reload = () => load().catch(() => set({ readFailed: true }));
    watch(() => void reload());
    const firstLoad = reload();

    const saveNow = async (change: Partial<Settings>) => {
      unsaved = { ...unsaved, ...change };
      set({ settings: { ...get().settings, ...change }, saveFailed: false });
      let saving = unsaved;
      const saved = await update((stored) => {
        saving = unsaved;
        return changeSettings(stored, saving);
      }).catch(() => false);
      if (!saved) set({ saveFailed: true });
      else if (unsaved === saving) unsaved = {};
      return saved;
    };

    return {
      settings: defaultSettings,
      loaded: false,
      unreadable: undefined,
      readFailed: false,
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
