import { browser } from './browser.ts';

/** Called when the extension is installed or updated, and when the browser is. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(() => listener());
}

/** Called when an update waits; to listen is to hold it back until `applyUpdate` or a restart. */
export function onUpdateReady(listener: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(() => listener());
}

export function applyUpdate(): void {
  browser.runtime.reload();
}
