import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
 * as the rest of a start, and is the same each time.
 */
export async function makeFirefoxProfile(): Promise<string> {
  const found = findBrowser('firefox');
  if (!found) throw new Error('No firefox was found.');
  const directory = await mkdtemp(join(tmpdir(), 'aside-firefox-profile-'));
  const choice = { executablePath: found.path, browser: 'firefox', headless: true } as const;
  const browser = await launch({ ...choice, userDataDir: directory });
  await browser.close();
  return directory;
}

export const removeFirefoxProfile = (directory: string): Promise<void> =>
  rm(directory, { recursive: true, force: true, maxRetries: 5 });

/** Puts a copy of it into a browser's own profile. */
export const copyFirefoxProfile = (directory: string): Promise<void> =>
  cp(inject('firefoxProfile'), directory, { recursive: true });
