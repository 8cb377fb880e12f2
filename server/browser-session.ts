import type { Page } from 'puppeteer-core';
import { changeSettings, settingsKey } from '../core/settings.ts';
import { buildExtension } from './browser-build.ts';
import { copyExtension } from './browser-extension-copy.ts';
import type { FoundBrowser } from './browser-find.ts';
import { type LaunchedBrowser, launchWithExtension, openAddress } from './browser-launch.ts';

/** The few calls of an extension page that are made from here; both browsers have them. */
declare const chrome: {
  storage: { local: { set(items: object): Promise<void> } };
  windows: { getCurrent(): Promise<{ id: number }> };
  sidePanel: { open(options: { windowId: number }): Promise<void> };
};

export interface SessionOptions {
  readonly found: FoundBrowser;
  readonly serverAddress: string;
  readonly headless: boolean;
  /** Ends what is under way and closes the browser. */
  readonly signal: AbortSignal;
  /** Takes what is to be undone at the end. */
  readonly cleanUp: AsyncDisposableStack;
}

export interface Session extends LaunchedBrowser {
  /** The side panel as a page in the first tab, set to the server. */
  readonly panel: Page;
}

/** Builds the extension, lets a copy of it reach the server, and opens a browser with that copy. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { found, serverAddress, headless, signal, cleanUp } = options;
  const build = await buildExtension(found.kind, signal);
  const copy = await copyExtension(build, `http://${new URL(serverAddress).hostname}/*`);
  cleanUp.defer(copy.remove);
  const extensionDirectory = copy.directory;
  signal.throwIfAborted();
  const launched = await launchWithExtension({ found, extensionDirectory, headless, signal });
  cleanUp.defer(() => launched.browser.close());
  const [firstPage] = await launched.browser.pages();
  const panel = firstPage ?? (await launched.browser.newPage());
  await openAddress(panel, `${launched.origin}/sidepanel.html`);
  const settings = changeSettings(undefined, { serverAddress });
  await panel.evaluate((items) => chrome.storage.local.set(items), { [settingsKey]: settings });
  return { ...launched, panel };
}

/** Opens Chromium's docked side panel, as a click would: `evaluate` counts as a user's gesture. */
export async function openDockedPanel(extensionPage: Page): Promise<void> {
  const windowId = await extensionPage.evaluate(() =>
    chrome.windows.getCurrent().then(({ id }) => id),
  );
  await extensionPage.evaluate((id) => chrome.sidePanel.open({ windowId: id }), windowId);
}
