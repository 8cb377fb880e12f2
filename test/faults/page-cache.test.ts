import { describe, expect } from 'vitest';
import { addHostPermission } from '../../server/browser-extension-copy.ts';
import { openCardReader } from '../e2e/harness/card.ts';
import { find } from '../e2e/harness/find.ts';
import { chooseFromMenu, waitForMenu } from '../e2e/harness/menu.ts';
import { waitForAnswer } from '../e2e/harness/panel.ts';
import { waitForAsk } from './harness/chat.ts';
import { inEachBrowserWith } from './harness/test.ts';

/** The click that lets scripts of ours into a page counts no more when the page comes back. */
const choice = {
  headful: true,
  changeManifest: (manifest: object) => addHostPermission(manifest, 'http://127.0.0.1/*'),
};

describe.each(inEachBrowserWith(choice))(
  'A page comes back from the cache in $kind',
  ({ test }) => {
    test('with a card whose answer has ended since', {
      meta: {
        promise: 'the card does not pretend that the answer runs; the history has all of it',
      },
    }, async ({ browser, service, site, display, see }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const elsewhere = site.add('/elsewhere', '<p id="elsewhere">Elsewhere</p>');
      const page = await browser.openAddress(
        site.add('/page', '<p id="text" style="margin: 60px">Plants make food from light.</p>'),
      );
      await page.evaluate(() =>
        addEventListener('pageshow', ({ persisted }) => Object.assign(globalThis, { persisted })),
      );
      const element = await page.waitForSelector('#text');
      if (!element) throw new Error('The test page has no text');
      await chooseFromMenu(browser, display, element, 'explain');
      const ask = await waitForAsk(service, 'Plants make food');
      ask.write('Half of it');
      await card.waitForText('Half of it');
      await page.goto(elsewhere);
      await page.waitForSelector('#elsewhere');
      ask.write(' and the rest.');
      ask.end();
      await page.evaluate(() => history.back());
      const persisted = () => page.evaluate(() => Reflect.get(globalThis, 'persisted'));
      await expect.poll(persisted).toBe(true);
      await card.waitForText('Interrupted');
      const shown = await card.readText();
      expect(shown).toContain('open the side panel to go on');

      const panel = await browser.openPage('sidepanel.html');
      await find(panel, 'button', 'History').click();
      await find(panel, 'button', 'Plants make food from light.').click();
      await waitForAnswer(panel, 'Half of it and the rest.');
      await panel.close();
      see('“Interrupted … open the side panel to go on”; in the side panel it is complete');
    });
  },
);
