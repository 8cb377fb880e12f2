import type { KeyValueStore } from '../core/key-value-store.ts';
import { browser } from './browser.ts';

const area = browser.storage.local;

/** `storage.local`: settings everywhere, and in Firefox all else that is stored. */
export const storageArea: KeyValueStore = {
  get: (keys) => area.get([...keys]),
  keys: listKeys,
  set: (items) => area.set({ ...items }),
  remove: (keys) => area.remove([...keys]),
};

/** Browsers before Chromium 130 and Firefox 143 tell keys with their values alone. */
async function listKeys(): Promise<readonly string[]> {
  if ('getKeys' in area && typeof area.getKeys === 'function') {
    const keys: unknown = await area.getKeys();
    if (Array.isArray(keys)) return keys.filter((key) => typeof key === 'string');
  }
  return Object.keys(await area.get(null));
}

/** Calls with the keys that changed, in this context or another. */
export function watchStorageArea(listener: (keys: readonly string[]) => void): void {
  area.onChanged.addListener((changes: object) => listener(Object.keys(changes)));
}

/** Shuts content scripts out of storage, where the browser can (Chromium; Firefox cannot). */
export async function shutContentScriptsOut(): Promise<void> {
  if ('setAccessLevel' in area && typeof area.setAccessLevel === 'function') {
    await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  }
}
