import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { isRecord } from '../core/guards.ts';
import type { FoundBrowser } from './browser-find.ts';

export interface LaunchChoice {
  readonly found: FoundBrowser;
  /** The folder of the built extension. */
  readonly extensionDirectory: string;
  readonly headless: boolean;
  /** A temporary profile, removed at the end, by default. */
  readonly profileDirectory?: string | undefined;
  readonly args?: readonly string[];
  /** For test servers, whose certificates nobody signed. */
  readonly acceptInsecureCerts?: boolean;
  /** Firefox only. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  /** Where a headful window appears: the DISPLAY of Linux; this process's own by default. */
  readonly display?: string | undefined;
  /** Closes the browser. */
  readonly signal?: AbortSignal;
}

export interface LaunchedBrowser {
  readonly browser: Browser;
  readonly extensionId: string;
  /** `chrome-extension://id` or `moz-extension://uuid`. */
  readonly origin: string;
}

/** Firefox makes up the host of an extension's pages at each installation unless told. */
const firefoxHost = '1d6b5c9e-3a0f-4c47-9a53-6d1f7a7e0a5d';

/** Launches the browser with the extension installed. Ctrl+C is left to the caller. */
export async function launchWithExtension(choice: LaunchChoice): Promise<LaunchedBrowser> {
  const isFirefox = choice.found.kind === 'firefox';
  const browser = await launch({
    executablePath: choice.found.path,
    headless: choice.headless,
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    acceptInsecureCerts: choice.acceptInsecureCerts ?? false,
    ...(choice.signal ? { signal: choice.signal } : {}),
    ...(choice.profileDirectory ? { userDataDir: choice.profileDirectory } : {}),
    env: choice.display ? { ...process.env, DISPLAY: choice.display } : process.env,
    ...(isFirefox ? await firefoxOptions(choice) : chromiumOptions(choice)),
  });
  try {
    const id = await browser.installExtension(choice.extensionDirectory);
    const origin = isFirefox ? `moz-extension://${firefoxHost}` : `chrome-extension://${id}`;
    return { browser, extensionId: id, origin };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function chromiumOptions({ args = [] }: LaunchChoice) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    pipe: true,
    enableExtensions: true,
    // With the second, Chromium takes every page for one in the background: it collects garbage
    // several times as often, to save memory.
    ignoreDefaultArgs: ['--enable-automation', '--disable-renderer-backgrounding'],
    args: ['--disable-component-update', ...sandbox, ...args],
  };
}

async function firefoxOptions({ args = [], preferences, extensionDirectory }: LaunchChoice) {
  const id = await readFirefoxId(extensionDirectory);
  return {
    browser: 'firefox' as const,
    args: ['--remote-allow-system-access', ...args],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [id]: firefoxHost }),
      ...preferences,
    },
  };
}

async function readFirefoxId(extensionDirectory: string): Promise<string> {
  const text = await readFile(join(extensionDirectory, 'manifest.json'), 'utf8');
  const manifest: unknown = JSON.parse(text);
  const settings = isRecord(manifest) ? manifest.browser_specific_settings : undefined;
  const gecko = isRecord(settings) ? settings.gecko : undefined;
  if (isRecord(gecko) && typeof gecko.id === 'string') return gecko.id;
  throw new Error(`The manifest in ${extensionDirectory} names no Firefox id.`);
}

/**
 * Goes to an address in a fresh page and waits until it is loaded. `goto` alone does not do for
 * Firefox: it loads an extension's or the browser's own page but never reports the load.
 * @throws Error if it cannot be loaded, or not within puppeteer's usual time.
 */
export async function openAddress(page: Page, address: string): Promise<void> {
  const finished = new AbortController();
  const { signal } = finished;
  const navigation = page.goto(address, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  try {
    await Promise.race([navigation, waitUntilLoaded(page, new URL(address).href, signal)]);
  } finally {
    finished.abort();
  }
  await navigation;
}

async function waitUntilLoaded(page: Page, address: string, signal: AbortSignal): Promise<void> {
  // Puppeteer's own waitForFunction compiles code in the page, which the browser's pages refuse.
  const isLoaded = (target: string) =>
    location.href.startsWith(target) && document.readyState === 'complete';
  // Between two documents there is none to ask, which is an error.
  while (!(await page.evaluate(isLoaded, address).catch(() => false))) {
    if (signal.aborted) return;
    await setTimeout(20);
  }
}
