import { describe, expect } from 'vitest';
import { readStored, writeStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('a browser under test: $kind', ({ test }) => {
  test('an error in a page is among the errors', async ({ browser }) => {
    const panel = await browser.openPage('sidepanel.html');
    await panel.evaluate(() => {
      setTimeout(() => {
        throw new Error('seen by the test');
      });
    });
    await expect
      .poll(() => browser.readErrors())
      .toEqual([expect.stringContaining('seen by the test')]);
  });

  test('storage and origin outlive a kill and a restart', async ({ browser }) => {
    const { origin } = browser;
    const panel = await browser.openPage('sidepanel.html');
    await writeStored(panel, { kept: 'here' });
    await browser.restart();
    await browser.kill();
    await browser.restart();
    expect(browser.origin).toBe(origin);
    const panelAgain = await browser.openPage('sidepanel.html');
    expect(await readStored(panelAgain)).toMatchObject({ kept: '"here"' });
  });
});
