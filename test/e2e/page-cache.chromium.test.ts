import { expect } from 'vitest';
import { openCardReader } from './harness/card.ts';
import { chooseFromMenu, waitForMenu } from './harness/menu.ts';
import { chromiumTest } from './harness/test.ts';

chromiumTest.extend('headful', true)(
  'a card that comes back from the page cache does not pretend that its answer still runs',
  async ({ browser, service, site, display = '' }) => {
    await waitForMenu(browser, 'card');
    const card = await openCardReader(browser);
    const elsewhere = site.add('/elsewhere', '<p>Elsewhere</p>');
    const page = await browser.openAddress(
      site.add('/page', '<p id="text" style="margin: 60px">Plants make food from light.</p>'),
    );
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted })),
    );
    const element = await page.waitForSelector('#text');
    if (!element) throw new Error('The test page has no text');
    await chooseFromMenu(browser, display, element, 'explain');
    const ask = await service.nextAsk();
    ask.write('Half of it');
    await card.waitForText('Half of it');
    await page.goto(elsewhere);
    ask.write(' and the rest.');
    ask.end();
    await page.goBack();
    expect(await page.evaluate(() => Reflect.get(globalThis, 'persisted'))).toBe(true);
    const busy = async () => {
      const tree = await page.accessibility.snapshot();
      return JSON.stringify(tree).includes('"busy":true');
    };
    await expect.poll(busy).toBe(false);
    expect(JSON.stringify(await page.accessibility.snapshot())).toContain('Interrupted');
  },
);
