import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from './extension-browser.ts';

declare const chrome: {
  storage: {
    local: {
      get(keys: null): Promise<Record<string, unknown>>;
      set(items: object): Promise<void>;
      clear(): Promise<void>;
    };
  };
};

/** JSON text by key. */
export type StoredText = Readonly<Record<string, string>>;

/** All that the extension has stored, as one of its pages sees it. */
export const readStored = (page: Page): Promise<StoredText> => page.evaluate(useStored, {});

/** What of it stands under keys that begin so. */
export async function readStoredUnder(page: Page, prefix: string): Promise<StoredText> {
  const stored = Object.entries(await readStored(page));
  return Object.fromEntries(stored.filter(([key]) => key.startsWith(prefix)));
}

/** The settings as they are stored; none before the first is changed. */
export async function readSettings(page: Page): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse((await readStored(page)).settings ?? '{}');
}

/** Puts values beside all that is there, each where the extension keeps its like. */
export async function writeStored(page: Page, items: object): Promise<void> {
  await page.evaluate(useStored, { items });
}

export async function clearStored(page: Page): Promise<void> {
  await page.evaluate(useStored, { clear: true });
}

/**
 * Puts values into the extension's storage in place of all that was there, and ends the background,
 * so that nothing remembers what was; resolves to what storage holds then.
 */
export async function replaceStored(browser: ExtensionBrowser, items: object): Promise<StoredText> {
  const page = await browser.openPage('options.html');
  const stored = await page.evaluate(useStored, { clear: true, items });
  await page.close();
  await browser.endBackground();
  return stored;
}

/** Runs in a page of the extension: what `platform/storage.ts` says of each browser. */
async function useStored({ clear = false, items = {} }: { clear?: boolean; items?: object }) {
  const area = chrome.storage.local;
  const inDatabase = (key: string) =>
    !navigator.userAgent.includes('Firefox') && key !== 'settings';
  const resultOf = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opening = indexedDB.open('aside');
  opening.onupgradeneeded = () => opening.result.createObjectStore('values');
  const database = await resultOf(opening);
  const transaction = database.transaction('values', 'readwrite');
  const values = transaction.objectStore('values');
  const over = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error(`Storage takes nothing: ${transaction.error}`));
  });
  const entries = Object.entries(items);
  const before = clear ? await resultOf(values.getAllKeys()) : [];
  if (clear) values.clear();
  for (const [key, value] of entries) if (inDatabase(key)) values.put(value, key);
  const keys = await resultOf(values.getAllKeys());
  const all = await resultOf(values.getAll());
  await over.finally(() => database.close());
  const changed = [...before.map(String), ...Object.keys(items)];
  if (changed.length > 0) new BroadcastChannel('database').postMessage(changed);
  if (clear) await area.clear();
  await area.set(Object.fromEntries(entries.filter(([key]) => !inDatabase(key))));
  const stored = [
    ...keys.map((key, index) => [String(key), all[index]] as const),
    ...Object.entries(await area.get(null)),
  ];
  return Object.fromEntries(stored.map(([key, value]) => [key, JSON.stringify(value)]));
}
