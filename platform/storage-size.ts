import { browser } from './browser.ts';

const area = browser.storage.local;

/** The room that all that is stored takes, in bytes; undefined where the browser does not say. */
export async function bytesInUse(): Promise<number | undefined> {
  if (!('getBytesInUse' in area) || typeof area.getBytesInUse !== 'function') return undefined;
  const bytes: unknown = await area.getBytesInUse(null);
  return typeof bytes === 'number' ? bytes : undefined;
}
