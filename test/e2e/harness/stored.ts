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

/**
 * Puts values into the extension's storage in place of all that was there, and ends the background,
 * so that nothing remembers what was; resolves to what storage holds then.
 */
export async function replaceStored(browser: ExtensionBrowser, items: object): Promise<StoredText> {
  const page = await browser.openPage('options.html');
  await page.evaluate(async (values) => {
    await chrome.storage.local.clear();
    await chrome.storage.local.set(values);
  }, items);
  const stored = await readStored(page);
  await page.close();
  await browser.endBackground();
  return stored;
}

/** JSON text by key. */
export type StoredText = Readonly<Record<string, string>>;

/** What the extension's storage holds, as one of its pages sees it. */
export async function readStored(page: Page): Promise<StoredText> {
  const texts = await page.evaluate(async () => {
    const stored = Object.entries(await chrome.storage.local.get(null));
    return stored.map(([key, value]) => [key, JSON.stringify(value)] as const);
  });
  return Object.fromEntries(texts);
}
