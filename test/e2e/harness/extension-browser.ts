import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { buildDirectories } from '../../../server/browser-build.ts';
import { type BrowserKind, findBrowser } from '../../../server/browser-find.ts';
import {
  type LaunchChoice,
  type LaunchedBrowser,
  launchWithExtension,
  openAddress,
} from '../../../server/browser-launch.ts';

export interface BrowserOptions {
  /** Where the service's name leads. */
  readonly servicePort: number;
  /** The display for its window; headless without one. */
  readonly display?: string | undefined;
  /** The built extension of this kind by default. */
  readonly extensionDirectory?: string;
  /** Installs a copy of it, which `update` may change. */
  readonly updatable?: boolean;
  /** Installs a copy of it with another manifest. */
  readonly changeManifest?: ((manifest: Manifest) => Manifest) | undefined;
  /** Firefox only, as Chromium has no such thing. */
  readonly preferences?: Preferences | undefined;
}

type Preferences = Readonly<Record<string, string | number | boolean>>;

export type Manifest = Readonly<Record<string, unknown>>;

/** A browser with the extension in it; the same in Chromium and Firefox. */
export interface ExtensionBrowser {
  readonly kind: BrowserKind;
  /** Puppeteer's own handle; another one after a restart. */
  readonly puppeteer: Browser;
  /** `chrome-extension://id` or `moz-extension://uuid`; the same after a restart. */
  readonly origin: string;
  /** Opens a page of the extension, such as `sidepanel.html`, in a new tab or window. */
  openPage(name: string, where?: 'tab' | 'window'): Promise<Page>;
  /** Opens an address in a new tab. */
  openAddress(address: string): Promise<Page>;
  /** Errors on the console of every page opened by `openPage`, and in the background. */
  readErrors(): Promise<readonly string[]>;
  /** Ends the background as a crash or an idle kill does; the extension may start it again. */
  endBackground(): Promise<void>;
  /** Whether the background is alive; to ask does not wake it or keep it so. */
  isBackgroundRunning(): Promise<boolean>;
  /** Takes the network away from the background, which must be running, or gives it back. */
  setOffline(offline: boolean): Promise<void>;
  /** Updates the extension to a version with a higher number; `updatable` alone. */
  update(): Promise<void>;
  /**
   * Has the browser say that such an update waits, for the extension to apply; `updatable` alone.
   * The returned function resolves when the new version has taken over.
   */
  offerUpdate(): Promise<() => Promise<void>>;
  /** Closes the browser if it still runs, and starts it again with the same profile. */
  restart(): Promise<void>;
  /** Ends the browser's process with no chance to tidy up. */
  kill(): Promise<void>;
  /** Closes the browser and removes its profile. */
  close(): Promise<void>;
  /** Saves what every open page shows into the folder, one picture a page. */
  saveScreenshots(name: string): Promise<void>;
}

/** What the kinds of browsers do differently. */
export interface BrowserDriver {
  readonly kind: BrowserKind;
  /** How the service's name is made to lead to the port. */
  route(servicePort: number, preferences: Preferences): Pick<LaunchChoice, 'args' | 'preferences'>;
  /** Puts into a new profile what the browser needs to find there. */
  prepareProfile?(directory: string): Promise<void>;
  readBackgroundErrors(launched: LaunchedBrowser): Promise<readonly string[]>;
  endBackground(launched: LaunchedBrowser): Promise<void>;
  isBackgroundRunning(launched: LaunchedBrowser): Promise<boolean>;
  /**
   * Tells the extension that what is in its directory now waits to take over. The returned function
   * resolves when it has.
   */
  announceUpdate(
    launched: LaunchedBrowser,
    extensionDirectory: string,
  ): Promise<() => Promise<void>>;
  setOffline(launched: LaunchedBrowser, offline: boolean): Promise<void>;
}

const screenshotDirectory = join(import.meta.dirname, '../screenshots');

export async function launchExtensionBrowser(
  driver: BrowserDriver,
  options: BrowserOptions,
): Promise<ExtensionBrowser> {
  const { kind } = driver;
  const found = findBrowser(kind);
  if (!found) throw new Error(`No ${kind} was found.`);
  const profileDirectory = await mkdtemp(join(tmpdir(), `aside-${kind}-`));
  const pageErrors: string[] = [];
  const installed = options.extensionDirectory ?? buildDirectories[kind];
  const { updatable = false, changeManifest } = options;
  const isCopy = updatable || changeManifest !== undefined;
  const extensionDirectory = isCopy ? `${profileDirectory}-extension` : installed;
  const rewriteManifest = (change: (manifest: Manifest) => Manifest) =>
    rewriteJson(join(extensionDirectory, 'manifest.json'), change);
  if (isCopy) await cp(installed, extensionDirectory, { recursive: true });
  if (changeManifest) await rewriteManifest(changeManifest);
  const launch = () =>
    launchWithExtension({
      found,
      extensionDirectory,
      headless: options.display === undefined,
      display: options.display,
      profileDirectory,
      acceptInsecureCerts: true,
      ...driver.route(options.servicePort, options.preferences ?? {}),
    });
  await driver.prepareProfile?.(profileDirectory);
  let launched = await launch();

  const open = async (address: string, type: 'tab' | 'window' = 'tab') => {
    const page = await launched.browser.newPage({ type });
    collectErrors(page, pageErrors);
    await openAddress(page, address);
    return page;
  };
  const prepareUpdate = async () => {
    if (!updatable) throw new Error('The browser runs the build itself: update a copy.');
    await rewriteManifest(raiseVersion);
  };
  const closeBrowser = async () => {
    if (launched.browser.connected) await launched.browser.close();
  };
  return {
    kind,
    get puppeteer() {
      return launched.browser;
    },
    get origin() {
      return launched.origin;
    },
    openPage: (name, where) => open(`${launched.origin}/${name}`, where),
    openAddress: (address) => open(address),
    readErrors: async () => [...pageErrors, ...(await driver.readBackgroundErrors(launched))],
    endBackground: () => driver.endBackground(launched),
    isBackgroundRunning: () => driver.isBackgroundRunning(launched),
    setOffline: (offline) => driver.setOffline(launched, offline),
    update: async () => {
      await prepareUpdate();
      await launched.browser.installExtension(extensionDirectory);
    },
    offerUpdate: async () => {
      await prepareUpdate();
      return driver.announceUpdate(launched, extensionDirectory);
    },
    restart: async () => {
      await closeBrowser();
      launched = await launch();
    },
    kill: () => killProcess(launched.browser),
    close: async () => {
      await closeBrowser();
      await rm(profileDirectory, { recursive: true, force: true, maxRetries: 5 });
      if (isCopy) await rm(extensionDirectory, { recursive: true, force: true });
    },
    saveScreenshots: (name) => saveScreenshots(launched.browser, `${name} ${kind}`),
  };
}

async function rewriteJson(path: string, change: (value: Manifest) => Manifest): Promise<void> {
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')))));
}

function raiseVersion(manifest: Manifest): Manifest {
  const parts = String(manifest.version).split('.').map(Number);
  return { ...manifest, version: [...parts.slice(0, -1), (parts.at(-1) ?? 0) + 1].join('.') };
}

function collectErrors(page: Page, errors: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error}`));
}

async function killProcess(browser: Browser): Promise<void> {
  const child = browser.process();
  if (!child || child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const disconnected = new Promise<void>((resolve) =>
    browser.once('disconnected', () => resolve()),
  );
  child.kill('SIGKILL');
  await Promise.all([exited, disconnected]);
}

async function saveScreenshots(browser: Browser, name: string): Promise<void> {
  if (!browser.connected) return;
  await mkdir(screenshotDirectory, { recursive: true });
  const base = name.replace(/[^\w]+/g, '-').toLowerCase();
  const pages = (await browser.pages()).filter((page) => !page.isClosed());
  for (const [index, page] of pages.entries()) {
    const path = join(screenshotDirectory, `${base}-${index}.png`);
    // A tab that is not in front is never painted, and its picture would be waited for in vain.
    const saved = page.bringToFront().then(() => page.screenshot({ path }));
    // A page that is just going away has none, which must not hide what failed.
    await saved.catch(() => {});
  }
}
