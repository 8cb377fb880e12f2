import { test as base } from 'vitest';
import { launchChromium } from './chromium.ts';
import { startDisplay } from './display.ts';
import { launchFirefox } from './firefox.ts';
import { startScriptedService } from './scripted-service.ts';
import { startTestPages } from './test-pages.ts';

/**
 * What every browser test may ask for by its name; it is started for that test and ended after it.
 * `test.extend('headful', true)` gives the browser a window on a display of its own, and
 * `test.extend('updatable', true)` a copy of the extension that can be updated.
 */
const withServers = base
  .extend('headful', false)
  .extend('updatable', false)
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what is needed
  .extend('service', async ({}, { onCleanup }) => {
    const service = await startScriptedService();
    onCleanup(service.close);
    return service;
  })
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what is needed
  .extend('site', async ({}, { onCleanup }) => {
    const site = await startTestPages();
    onCleanup(site.close);
    return site;
  })
  .extend('display', async ({ headful }, { onCleanup }) => {
    if (!headful) return undefined;
    const display = await startDisplay();
    onCleanup(display.close);
    return display.name;
  });

const withBrowser = (launch: typeof launchChromium) =>
  withServers.extend('browser', async ({ service, display, updatable, task }, { onCleanup }) => {
    const browser = await launch({ servicePort: service.port, display, updatable });
    onCleanup(async () => {
      try {
        if (task.result?.state === 'fail') await browser.saveScreenshots(task.name);
      } finally {
        await browser.close();
      }
    });
    return browser;
  });

export const chromiumTest = withBrowser(launchChromium);
export const firefoxTest = withBrowser(launchFirefox);

/** For tests that both browsers must pass: `describe.each(eachBrowser)('$kind', ({ test }) => ...)`. */
export const eachBrowser = [
  { kind: 'chromium', test: chromiumTest },
  { kind: 'firefox', test: firefoxTest },
] as const;
