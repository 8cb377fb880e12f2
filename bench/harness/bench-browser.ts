import type { Browser, Page } from 'puppeteer-core';
import { launchWithExtension, openAddress } from '../../server/browser-launch.ts';
import type { Bench } from '../theme.ts';

export interface BenchBrowser {
  readonly browser: Browser;
  /** Opens a page of the extension in a new tab. */
  openPage(name: string): Promise<Page>;
}

export interface BenchBrowserOptions {
  /** Frames come as fast as they are made, not at the screen's pace. */
  readonly unpaced?: boolean;
}

/** Chromium with the benchmark's own pages, closed when the caller is done. */
export async function openBenchBrowser(
  { found, pages }: Bench,
  cleanUp: AsyncDisposableStack,
  { unpaced = false }: BenchBrowserOptions = {},
): Promise<BenchBrowser> {
  const { browser, origin } = await launchWithExtension({
    found,
    extensionDirectory: pages,
    headless: true,
    args: unpaced ? ['--disable-frame-rate-limit', '--disable-gpu-vsync'] : [],
  });
  cleanUp.defer(() => browser.close());
  return {
    browser,
    openPage: async (name) => {
      const page = await browser.newPage();
      await page.setViewport(panelSize);
      await openAddress(page, `${origin}/${name}`);
      return page;
    },
  };
}

/** A side panel as most have it, in CSS pixels. */
export const panelSize = { width: 400, height: 800 };

export async function readBrowserVersion(bench: Bench): Promise<string> {
  await using cleanUp = new AsyncDisposableStack();
  const { browser } = await openBenchBrowser(bench, cleanUp);
  return browser.version();
}
