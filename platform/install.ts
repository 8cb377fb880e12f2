import { browser } from './browser.ts';

/** Called when the extension is installed or updated, and when the browser is. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
}

/** Has the browser start the background along with itself: there may be something to finish. */
export function startWithBrowser(): void {
  browser.runtime.onStartup.addListener(() => {});
}

/** Called when an update waits; to listen is to hold it back until `applyUpdate` or a restart. */
export function onUpdateReady(listener: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(listener);
}

export function applyUpdate(): void {
  browser.runtime.reload();
}
