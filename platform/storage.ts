import type { KeyValueStore } from '../core/key-value-store.ts';
import { withMoved } from '../core/move-stored.ts';
import { settingsKey } from '../core/settings.ts';
import { createDatabase, watchDatabase } from './database.ts';
import { storageArea, watchStorageArea } from './storage-area.ts';

/**
 * All that is stored but the settings. Firefox's `storage.local` is a database; Chromium's takes
 * longer to write the more keys it has, so there it is one of our own.
 */
export const storage: KeyValueStore = import.meta.env.FIREFOX
  ? storageArea
  : withMoved(createDatabase(), {
      // Where it was kept before there was a database.
      from: storageArea,
      stays: (key) => key === settingsKey,
      alone: (act) => navigator.locks.request('move-stored', act),
    });

export const watchStorage = import.meta.env.FIREFOX ? watchStorageArea : watchDatabase;
