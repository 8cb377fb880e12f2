import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { launch } from 'puppeteer-core';
import { inject } from 'vitest';
import { findBrowser } from '../../../server/browser-find.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a profile in which nothing was done but one start. */
    readonly firefoxProfile: string;
  }
}

/**
 * Starts Firefox once with a new profile: what it makes for itself at its first start takes as long
 * as half of a later one, and is the same each time. It is gone when this process ends.
 */
export async function makeFirefoxProfile(): Promise<string> {
  const found = findBrowser('firefox');
  if (!found) throw new Error('No firefox was found.');
  const directory = await mkdtemp(join(tmpdir(), 'aside-firefox-profile-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const browser = await launch({
    executablePath: found.path,
    browser: 'firefox',
    headless: true,
    userDataDir: directory,
    extraPrefsFirefox: { 'network.dns.forceResolve': '127.0.0.1' },
    // The first start of all, of a browser that may just have been installed.
    timeout: 120_000,
  });
  const child = browser.process();
  await browser.close();
  if (child?.signalCode) throw new Error(`Firefox did not end by itself: ${child.signalCode}.`);
  return directory;
}

/**
 * Puts a copy of it into a browser's own profile, without the preferences: those that the driver
 * finds there it would put back at the end, in place of what the browser has changed.
 */
export async function copyFirefoxProfile(directory: string): Promise<void> {
  const left = new Set(['prefs.js', 'user.js', 'lock']);
  const filter = (path: string) => !left.has(basename(path));
  await cp(inject('firefoxProfile'), directory, { recursive: true, filter });
}
