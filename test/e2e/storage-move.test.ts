import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find } from './harness/find.ts';
import { answerNext, articles, askInPanel } from './harness/panel.ts';
import { clearStored, readStored, readStoredUnder } from './harness/stored.ts';
import { chromiumTest } from './harness/test.ts';

declare const chrome: {
  storage: {
    local: { get(keys: null): Promise<Record<string, unknown>>; set(items: object): Promise<void> };
  };
};

const readArea = (page: Page) => page.evaluate(() => chrome.storage.local.get(null));

// Firefox keeps all of it where it was.
describe('what was stored before there was a database', () => {
  chromiumTest('comes along, settings stay, and all goes on', async ({ browser, service }) => {
    let panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'What is cobalt?');
    await answerNext(panel, service, 'A blue metal.');
    await find(panel, 'textbox', 'Message').fill('Half a thought');
    await expect
      .poll(async () => Object.values(await readStoredUnder(panel, 'draft:')))
      .toEqual(['"Half a thought"']);
    const stored = Object.entries(await readStored(panel));
    const items = Object.fromEntries(stored.map(([key, json]) => [key, JSON.parse(json)]));
    const settings = { version: 1, theme: 'dark' };
    const page = await browser.openPage('options.html');
    await panel.close();
    await browser.endBackground();
    await clearStored(page);
    await page.evaluate((all) => chrome.storage.local.set(all), { ...items, settings });
    await page.close();
    await browser.restart();

    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual(['What is cobalt?', 'A blue metal.']);
    await expect.poll(() => panel.$eval('textarea', ({ value }) => value)).toBe('Half a thought');
    expect(await readArea(panel)).toEqual({ settings });
    const moved = await readStored(panel);
    for (const [key, json] of stored)
      expect(JSON.parse(moved[key] ?? '')).toEqual(JSON.parse(json));
    await find(panel, 'button', 'History').click();
    await expect
      .poll(() => panel.$$eval('main .conversation', (all) => all.map((one) => one.textContent)))
      .toEqual([expect.stringContaining('What is cobalt?')]);
    await find(panel, 'button', 'New chat').click();
    await askInPanel(panel, 'What is tea?');
    await answerNext(panel, service, 'Leaves.');
    expect(await readArea(panel)).toEqual({ settings });
  });
});
