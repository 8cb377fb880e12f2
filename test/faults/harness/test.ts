import { test as base, expect, type RunnerTask } from 'vitest';
import { launchChromium } from '../../e2e/harness/chromium.ts';
import type { ExtensionBrowser } from '../../e2e/harness/extension-browser.ts';
import { launchFirefox } from '../../e2e/harness/firefox.ts';
import { startScriptedService } from '../../e2e/harness/scripted-service.ts';
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

/**
 * A case of the table is a test with a `meta.promise` that calls `see`. The browser and the service
 * are shared by the cases of a file: each has a chat of its own.
 */
const withService = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what is needed
  .extend('service', { scope: 'file' }, async ({}, { onCleanup }) => {
    const service = await startScriptedService();
    onCleanup(service.close);
    return service;
  });

const withBrowser = (launch: typeof launchChromium) =>
  withService
    .extend('browser', { scope: 'file' }, async ({ service }, { onCleanup }) => {
      const browser = await launch({ servicePort: service.port });
      onCleanup(browser.close);
      return browser;
    })
    .extend('see', async ({ browser, task }, { onCleanup }) => {
      task.meta.browser = await nameOf(browser);
      onCleanup(() => {
        if (!isFailed(task)) expect(task.meta.seen, 'what was seen').toBeTruthy();
      });
      return (seen: string) => {
        task.meta.seen = seen;
      };
    })
    .extend('chat', async ({ browser, service, task }, { onCleanup }) => {
      const chat = await startChat(browser, service, `What of “${task.name}” in ${browser.kind}?`);
      onCleanup(async () => {
        if (isFailed(task)) await browser.saveScreenshots(task.name);
        await chat.panel.close();
        await service.door.open();
      });
      return chat;
    });

const isFailed = ({ result }: RunnerTask) => result?.state === 'fail';

const nameOf = async (browser: ExtensionBrowser) =>
  `${browser.kind === 'chromium' ? 'Chromium' : 'Firefox'} ${(await browser.puppeteer.version()).split('/').at(-1)}`;

/** `describe.each(inEachBrowser)('What goes wrong in $kind', ({ test }) => ...)`. */
export const inEachBrowser = [
  { kind: 'chromium', test: withBrowser(launchChromium) },
  { kind: 'firefox', test: withBrowser(launchFirefox) },
] as const;
