import { test as base, expect, type RunnerTask } from 'vitest';
import { launchChromium } from '../../e2e/harness/chromium.ts';
import { startDisplay } from '../../e2e/harness/display.ts';
import type { BrowserOptions, ExtensionBrowser } from '../../e2e/harness/extension-browser.ts';
import { launchFirefox } from '../../e2e/harness/firefox.ts';
import { startScriptedService } from '../../e2e/harness/scripted-service.ts';
import { startTestPages } from '../../e2e/harness/test-pages.ts';
import { startChat } from './chat.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What this case must show. Tests that promise something are rows of the table. */
    promise?: string;
    /** Why a case runs in one browser alone. */
    only?: string;
    /** What was seen, from figures and words of that very run. */
    seen?: string;
    browser?: string;
  }
}

/** What the browser of a file's cases is like: headless, with the build as it is, by default. */
interface BrowserChoice extends Omit<BrowserOptions, 'servicePort' | 'display'> {
  /** A window on a display of its own, for the mouse and the keyboard. */
  readonly headful?: boolean;
}

/**
 * A case of the table is a test with a `meta.promise` that calls `see`. What it asks for by its
 * name is shared by the cases of a file, but for the chat: each has one of its own.
 */
const withServers = (headful: boolean) =>
  base
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what is needed
    .extend('service', { scope: 'file' }, async ({}, { onCleanup }) => {
      const service = await startScriptedService();
      onCleanup(service.close);
      return service;
    })
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what is needed
    .extend('site', { scope: 'file' }, async ({}, { onCleanup }) => {
      const site = await startTestPages();
      onCleanup(site.close);
      return site;
    })
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what is needed
    .extend('display', { scope: 'file' }, async ({}, { onCleanup }) => {
      if (!headful) return '';
      const display = await startDisplay();
      onCleanup(display.close);
      return display.name;
    });

const withBrowser = (
  launch: typeof launchChromium,
  { headful = false, ...options }: BrowserChoice,
) =>
  withServers(headful)
    .extend('browser', { scope: 'file' }, async ({ service, display }, { onCleanup }) => {
      const place = { servicePort: service.port, display: display || undefined };
      const browser = await launch({ ...options, ...place });
      onCleanup(browser.close);
      return browser;
    })
    .extend('see', async ({ browser, task }, { onCleanup }) => {
      task.meta.browser = await nameOf(browser);
      onCleanup(async () => {
        await saveFailure(browser, task);
        if (!isFailed(task)) expect(task.meta.seen, 'what was seen').toBeTruthy();
      });
      return (seen: string) => {
        task.meta.seen = seen;
      };
    })
    .extend('chat', async ({ browser, service, task }, { onCleanup }) => {
      const chat = await startChat(browser, service, `What of “${task.name}” in ${browser.kind}?`);
      onCleanup(async () => {
        await saveFailure(browser, task);
        await chat.close();
        await service.door.open();
      });
      return chat;
    });

const isFailed = ({ result }: RunnerTask) => result?.state === 'fail';

const saved = new WeakSet<RunnerTask>();

/** Pictures of what a failed case leaves on screen, before anything of it is closed. */
async function saveFailure(browser: ExtensionBrowser, task: RunnerTask): Promise<void> {
  if (!isFailed(task) || saved.has(task)) return;
  saved.add(task);
  await browser.saveScreenshots(task.name);
}

const nameOf = async (browser: ExtensionBrowser) =>
  `${browser.kind === 'chromium' ? 'Chromium' : 'Firefox'} ${(await browser.puppeteer.version()).split('/').at(-1)}`;

const inBoth = (choice: BrowserChoice) =>
  [
    { kind: 'chromium', test: withBrowser(launchChromium, choice) },
    { kind: 'firefox', test: withBrowser(launchFirefox, choice) },
  ] as const;

/** `describe.each(inEachBrowser)('What goes wrong in $kind', ({ test }) => ...)`. */
export const inEachBrowser = inBoth({});

/** The same with a choice of one's own. */
export const inEachBrowserWith = inBoth;
