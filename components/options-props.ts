import type { ConnectionStore } from '../state/connection-store.ts';
import type { SettingsStore } from '../state/settings-store.ts';

/** What the parts of the options page share. */
export interface OptionsProps {
  readonly settings: SettingsStore;
  readonly connection: ConnectionStore;
}
