import type { Browser, Page } from 'puppeteer-core';
import type { LaunchedBrowser } from '../../../server/browser-launch.ts';
import { openAddress } from '../../../server/browser-launch.ts';
import {
  type BrowserDriver,
  type BrowserOptions,
  type ExtensionBrowser,
  launchExtensionBrowser,
} from './extension-browser.ts';
import { copyFirefoxProfile } from './firefox-profile.ts';

const driver: BrowserDriver = {
  kind: 'firefox',
  route: (servicePort, preferences) => ({
    preferences: {
      'network.dns.forceResolve': '127.0.0.1',
      'network.socket.forcePort': `443=${servicePort}`,
      // Whether there is a network is for tests to say.
      'network.manage-offline-status': false,
      // Tells of every name that is looked up.
      'network.dns.notifyResolution': true,
      // Firefox keeps its own lists up to date: not from here.
      'services.settings.server': 'https://127.0.0.1/',
      // Its own question for a permission is out of a test's reach: it is answered with yes.
      'extensions.webextOptionalPermissionPrompts': false,
      // A temporary add-on is gone after a restart, and its storage with it unless kept.
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
      ...preferences,
    },
  }),
  prepareProfile: copyFirefoxProfile,
  readBackgroundErrors: (launched) =>
    evaluateInBrowser(launched, (_id, origin) =>
      Services.console
        .getMessageArray()
        .filter((entry) => entry instanceof Ci.nsIScriptError)
        .filter(({ flags, sourceName }) => !(flags & 1) && sourceName.startsWith(origin))
        // Of what a page stored as it was closed: nobody is there any more to hear that it is done.
        .filter(({ errorMessage }) => !errorMessage.includes('resolved after context unloaded'))
        .map(({ sourceName, errorMessage }) => `${sourceName}: ${errorMessage}`),
    ),
  setOffline: async (launched, offline) => {
    await evaluateInBrowser(launched, offline ? goOffline : goOnline);
  },
  isBackgroundRunning: (launched) =>
    evaluateInBrowser(
      launched,
      (id) => WebExtensionPolicy.getByID(id).extension.backgroundState === 'running',
    ),
  announceUpdate: async ({ browser, extensionId }, extensionDirectory) => {
    // The page stays open until then: what it is to run later would go with it.
    const page = await openBrowserPage(browser);
    const update = await page.evaluateHandle(announceUpdate, extensionId, extensionDirectory);
    return async () => {
      await update.evaluate(({ installed }) => installed);
      await page.close();
    };
  },
  endBackground: (launched) =>
    evaluateInBrowser(launched, (id) =>
      WebExtensionPolicy.getByID(id).extension.terminateBackground({
        disableResetIdleForTest: true,
      }),
    ),
};

export function launchFirefox(options: BrowserOptions): Promise<ExtensionBrowser> {
  return launchExtensionBrowser(driver, options);
}

/** Every name that Firefox looks up from now on, as far as it has when the function is called. */
export async function watchLookups({
  puppeteer,
}: ExtensionBrowser): Promise<() => Promise<readonly string[]>> {
  const page = await openBrowserPage(puppeteer);
  const names = await page.evaluateHandle(() => {
    const seen: string[] = [];
    const observe = (_subject: unknown, _topic: string, name: string) => void seen.push(name);
    Services.obs.addObserver({ observe }, 'dns-resolution-request');
    return seen;
  });
  return () => names.jsonValue();
}

/** What the browser's own pages can name, as far as it is used here. */
interface ScriptError {
  /** The lowest bit says that it is only a warning. */
  readonly flags: number;
  readonly sourceName: string;
  readonly errorMessage: string;
}
declare const Ci: { readonly nsIScriptError: new () => ScriptError; readonly nsIFile: object };
declare const Cc: {
  readonly '@mozilla.org/file/local;1': {
    createInstance(type: object): { initWithPath(path: string): void };
  };
};
declare const Services: {
  readonly console: { getMessageArray(): readonly object[] };
  readonly io: { offline: boolean };
  readonly obs: { addObserver(observer: object, topic: string): void };
};
declare const WebExtensionPolicy: {
  getByID(id: string): {
    extension: {
      readonly backgroundState: string;
      terminateBackground(options: object): Promise<void>;
    };
  };
};
declare const ChromeUtils: { importESModule(address: string): AddonModule };
interface AddonModule {
  readonly AddonManager: { installTemporaryAddon(file: object): Promise<unknown> };
  readonly AddonManagerPrivate: {
    getUpgradeListener(id: string): (upgrade: { version: string; install(): void }) => void;
  };
}

/**
 * Runs in one of the browser's own pages: tells the extension as Firefox does when it has fetched
 * an update, and installs it when the extension says that it may.
 */
function announceUpdate(id: string, directory: string): { readonly installed: Promise<unknown> } {
  const { promise: installed, resolve } = Promise.withResolvers<unknown>();
  const address = 'resource://gre/modules/AddonManager.sys.mjs';
  const { AddonManager, AddonManagerPrivate } = ChromeUtils.importESModule(address);
  AddonManagerPrivate.getUpgradeListener(id)({
    version: 'next',
    install: () => {
      const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
      file.initWithPath(directory);
      resolve(AddonManager.installTemporaryAddon(file));
    },
  });
  return { installed };
}

const goOffline = () => {
  Services.io.offline = true;
};
const goOnline = () => {
  Services.io.offline = false;
};

/** One of the browser's own pages, with nothing on it, in the background. */
export async function openBrowserPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ background: true });
  await openAddress(page, 'chrome://browser/content/blanktab.html');
  return page;
}

/** Runs a function in one of the browser's own pages, which may do all that the browser may. */
async function evaluateInBrowser<Result>(
  { browser, extensionId, origin }: LaunchedBrowser,
  run: (extensionId: string, origin: string) => Result,
): Promise<Awaited<Result>> {
  const page = await openBrowserPage(browser);
  try {
    return await page.evaluate(run, extensionId, origin);
  } finally {
    await page.close();
  }
}
