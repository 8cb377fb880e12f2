import type { Browser } from 'webextension-polyfill';

export type { Runtime } from 'webextension-polyfill';

/** What Chromium has beside it; the types know Firefox's sidebar alone. */
interface ChromiumOnly {
  readonly sidePanel?: { open(options: { windowId: number }): Promise<void> };
}

declare global {
  var chrome: Browser & ChromiumOnly;
  var browser: Browser & ChromiumOnly;
}

/**
 * The browser's own API, which returns promises in both. `chrome` is Chromium's at every version:
 * by the other name a script in a page would find the page's element of that name, if there is one.
 */
// biome-ignore lint/suspicious/noRedeclare: Firefox has it by the same name
export const browser: Browser & ChromiumOnly = import.meta.env.FIREFOX
  ? globalThis.browser
  : globalThis.chrome;
