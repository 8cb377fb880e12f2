import './unclobbered.ts';
import polyfilled from 'webextension-polyfill';

export type { Runtime } from 'webextension-polyfill';

/** What Chromium has beside it; the polyfill's types know Firefox's sidebar alone. */
interface ChromiumOnly {
  readonly sidePanel?: { open(options: { windowId: number }): Promise<void> };
}

export const browser: typeof polyfilled & ChromiumOnly = polyfilled;
