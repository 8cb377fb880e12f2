import { browser } from './browser.ts';

/** Called when the extension is installed or updated, and when the browser is. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(() => listener());
}
