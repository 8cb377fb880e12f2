import { expect } from 'vitest';
import { firefoxTest } from './harness/test.ts';

declare const browser: {
  runtime: { getBackgroundPage(): Promise<Window> };
};

firefoxTest(
  'the extension starts in Firefox and asks the service nothing',
  async ({ browser: firefox, service }) => {
    const panel = await firefox.openPage('sidepanel.html');
    const background = await panel.evaluate(() =>
      browser.runtime.getBackgroundPage().then(({ document }) => document.readyState),
    );
    expect(background).toBe('complete');
    expect(await panel.title()).toBe('Aside');
    expect(await firefox.readErrors()).toEqual([]);
    expect(service.requests).toEqual([]);
  },
);
