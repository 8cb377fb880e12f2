import { isRecord } from '../core/guards.ts';
import { browser } from './browser.ts';

const area = browser.storage.local;

/** The room that all that is stored takes, in bytes; undefined where the browser does not say. */
export async function bytesInUse(): Promise<number | undefined> {
  if (!('getBytesInUse' in area) || typeof area.getBytesInUse !== 'function') return undefined;
  const bytes: unknown = await area.getBytesInUse(null);
  if (typeof bytes !== 'number') return undefined;
  return import.meta.env.FIREFOX ? bytes : bytes + (await bytesInDatabase());
}

/** Chromium tells the room of each kind of storage, and none where there is nothing. */
async function bytesInDatabase(): Promise<number> {
  const estimate: object = await navigator.storage.estimate();
  const details = 'usageDetails' in estimate ? estimate.usageDetails : undefined;
  return isRecord(details) && typeof details.indexedDB === 'number' ? details.indexedDB : 0;
}
