import type { KeyValueStore } from '../core/key-value-store.ts';
import { browser } from './browser.ts';

const area = browser.storage.local;

export const storage: KeyValueStore = {
  get: (keys) => area.get([...keys]),
  set: (items) => area.set({ ...items }),
  remove: (keys) => area.remove([...keys]),
};

/** Calls with the keys that changed, in this context or another; returns what ends it. */
export function watchStorage(listener: (keys: readonly string[]) => void): () => void {
  const changed = (changes: object) => listener(Object.keys(changes));
  area.onChanged.addListener(changed);
  return () => area.onChanged.removeListener(changed);
}

/** Shuts content scripts out of storage, where the browser can (Chromium; Firefox cannot). */
export async function shutContentScriptsOut(): Promise<void> {
  if ('setAccessLevel' in area && typeof area.setAccessLevel === 'function') {
    await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  }
}
