import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from './extension-browser.ts';

declare const chrome: {
  storage: {
    local: { get(keys: null): Promise<Record<string, unknown>>; set(items: object): Promise<void> };
  };
};

/** Puts values into the extension's storage; resolves to all that it holds then. */
export async function plant(browser: ExtensionBrowser, items: object): Promise<StoredText> {
  const page = await browser.openPage('options.html');
  await page.evaluate((values) => chrome.storage.local.set(values), items);
  return readStored(page);
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
