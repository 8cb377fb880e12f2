import { expect } from 'vitest';
import { chromiumTest } from './harness/test.ts';

declare const chrome: {
  developerPrivate: {
    getExtensionInfo(id: string): Promise<{ manifestErrors: object[]; runtimeErrors: object[] }>;
  };
};

chromiumTest(
  'the extension starts in Chromium and asks the service nothing',
  async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    const worker = await browser.puppeteer.waitForTarget(
      (target) => target.type() === 'service_worker' && target.url().startsWith(browser.origin),
    );
    expect(worker.url()).toBe(`${browser.origin}/background.js`);
    expect(await panel.title()).toBe('Aside');
    expect(await browser.readErrors()).toEqual([]);
    expect(service.requests).toEqual([]);
  },
);

chromiumTest('Chromium has nothing to say against the manifest', async ({ browser }) => {
  const extensions = await browser.openAddress('chrome://extensions');
  const { host } = new URL(browser.origin);
  const info = await extensions.evaluate(
    (id) => chrome.developerPrivate.getExtensionInfo(id),
    host,
  );
  expect(info).toMatchObject({ manifestErrors: [], runtimeErrors: [] });
});
