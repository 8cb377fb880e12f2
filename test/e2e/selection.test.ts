import type { ElementHandle, Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { cardHost, openCardReader } from './harness/card.ts';
import { compose } from './harness/compose.ts';
import type { ExtensionBrowser } from './harness/extension-browser.ts';
import { chooseFromMenu, waitForMenu } from './harness/menu.ts';
import { waitForAnswer } from './harness/panel.ts';
import { pressKeys } from './harness/pointer.ts';
import { chromiumTest, eachBrowser } from './harness/test.ts';

const text = 'Plants make food from light.';
const asked = (words: string) => ({
  messages: [{ content: `${words}\n\n"""\n${text}\n"""` }],
});
const html = `<body style="margin: 60px"><p id="text">${text}</p><input id="field"></body>`;

async function openWithText(
  browser: ExtensionBrowser,
  address: string,
): Promise<{ page: Page; element: ElementHandle }> {
  const page = await browser.openAddress(address);
  const element = await page.waitForSelector('#text');
  if (!element) throw new Error('The test page has no text');
  return { page, element };
}

/** Runs in the page: whether anything stands in the 11 pixels at the window's upper or lower edge. */
function findInMargins(): boolean {
  const isPage = (x: number, y: number) => document.elementFromPoint(x, y)?.tagName !== 'DIV';
  const xs = Array.from({ length: 20 }, (_, index) => (innerWidth / 20) * index);
  return !xs.every((x) => isPage(x, 11) && isPage(x, innerHeight - 11));
}

describe.each(eachBrowser)('selected text in $kind', ({ test }) => {
  const withWindow = test.extend('headful', true);

  withWindow(
    'is explained in a card beside it, by the browser’s own right-click menu',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const { page, element } = await openWithText(browser, site.add('/page', html));
      expect(await page.$(cardHost)).toBeNull();
      await chooseFromMenu(browser, display, element, 'explain');
      const ask = await service.nextAsk();
      expect(JSON.stringify(ask.body)).toContain(text);
      expect(JSON.stringify(ask.body)).toContain('Explain');
      ask.write('They turn **light** into');
      await card.waitForText('Explain');
      await card.waitForText('They turn light into');
      ask.write(' sugar.');
      await card.waitForText('sugar.');
      ask.end();
      expect(await card.readText()).toContain(text);
      // Nothing of the card can be reached by the page.
      expect(await page.$eval(cardHost, ({ shadowRoot }) => shadowRoot)).toBeNull();
      expect(await page.evaluate(() => document.body.innerHTML)).not.toContain('sugar');
    },
  );

  withWindow(
    'is asked about in the words that are typed; Escape closes the card',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const { page, element } = await openWithText(browser, site.add('/page', html));
      await page.evaluate(() => {
        const typed: string[] = [];
        Object.assign(globalThis, { typed });
        addEventListener('keydown', ({ key }) => typed.push(key));
      });
      await page.focus('#field');
      await chooseFromMenu(browser, display, element, 'ask');
      await card.waitForText('Ask about selection…');
      await pressKeys(display, 'w', 'h', 'y', 'Return');
      const ask = await service.nextAsk();
      expect(ask.body).toMatchObject(asked('why'));
      ask.write('Because.');
      await card.waitForText('Because.');
      // What is typed into the card is none of the page's shortcuts.
      expect(await page.evaluate(() => Reflect.get(globalThis, 'typed'))).toEqual([]);
      await pressKeys(display, 'Escape');
      await expect.poll(() => page.$(cardHost)).toBeNull();
      ask.write(' The rest.');
      ask.end();
      // Closing the card loses nothing: the conversation is in the history.
      const panel = await browser.openPage('sidepanel.html');
      await panel.locator('button[aria-label="History"]').click();
      await panel.locator('button[aria-label="why"]').click();
      await waitForAnswer(panel, 'Because. The rest.');
    },
  );

  withWindow(
    'is asked about in words that are deleted, undone, done again, moved and composed as well',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const { page, element } = await openWithText(browser, site.add('/page', html));
      await chooseFromMenu(browser, display, element, 'ask');
      await card.waitForText('Ask about selection…');
      await pressKeys(display, 'w', 'o', 'n', 'BackSpace', 'ctrl+z', 'ctrl+shift+z', 'w');
      await pressKeys(display, 'ctrl+a', 'ctrl+x', 'ctrl+v', 'shift+Return', 'ctrl+v');
      await card.waitForDraft('wow\nwow');
      await compose(browser, page, ['n', 'ni', 'nih'], '你好');
      await compose(browser, page, ['x', ''], '');
      await card.waitForDraft('wow\nwow你好');
      await pressKeys(display, 'Return');
      expect((await service.nextAsk()).body).toMatchObject(asked('wow\nwow你好'));
    },
  );

  withWindow(
    'is answered at length wherever it stands; the whole answer is within the window',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      for (const top of ['100vh - 340px', '50vh', '100vh - 90px']) {
        const style = `position: absolute; margin: 0; top: calc(${top})`;
        const path = `/${encodeURIComponent(top)}`;
        const { page, element } = await openWithText(
          browser,
          site.add(path, `<p id="text" style="${style}">${text}</p>`),
        );
        await chooseFromMenu(browser, display, element, 'explain');
        const ask = await service.nextAsk();
        ask.write('A line of a long answer.\n\n'.repeat(60));
        ask.end();
        // Its button is below the last line.
        await card.click('Copy');
        await card.waitForText('Copied');
        expect(await page.evaluate(findInMargins)).toBe(false);
      }
    },
  );

  withWindow(
    'stops in the card, and a failure says in the card what happened',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const { element } = await openWithText(browser, site.add('/page', html));
      await chooseFromMenu(browser, display, element, 'summarize');
      const first = await service.nextAsk();
      first.write('Half');
      await card.waitForText('Half');
      await card.click('Stop');
      await first.abandoned;
      await card.waitForText('Stopped');
      await card.click('Retry');
      (await service.nextAsk()).respond(502, {}, 'No model');
      await card.waitForText('The server says: No model');
      expect(service.asks).toHaveLength(2);
    },
  );

  withWindow(
    'is what was clicked on, in a frame too, not an older selection of the page',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      site.add('/frame', `<p id="inner">${text}</p>`);
      const page = await browser.openAddress(
        site.add('/page', '<p id="old">Old words.</p><iframe id="frame" src="/frame"></iframe>'),
      );
      const old = await page.waitForSelector('#old');
      await old?.evaluate((node) => getSelection()?.selectAllChildren(node));
      const holder = await page.waitForSelector('#frame');
      const frame = await holder?.contentFrame();
      const inner = await frame?.waitForSelector('#inner');
      if (!inner) throw new Error('The frame has no text');
      await chooseFromMenu(browser, display, inner, 'translate');
      const ask = await service.nextAsk();
      expect(JSON.stringify(ask.body)).toContain(text);
      expect(JSON.stringify(ask.body)).toContain('Translate');
      expect(JSON.stringify(ask.body)).not.toContain('Old words');
      ask.write('Cây làm ra thức ăn.');
      await card.waitForText('Cây làm ra thức ăn.');
      ask.end();
    },
  );

  withWindow(
    'is answered in a page that hides everything and has a modal dialog open',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const page = await browser.openAddress(
        site.add(
          '/page',
          `<style>div, div * { display: none !important; color: red !important }
          dialog { z-index: 2147483647 }</style>
          <dialog id="modal"><p id="text">${text}</p></dialog>
          <script>document.querySelector('dialog').showModal()</script>`,
        ),
      );
      const element = await page.waitForSelector('#text');
      if (!element) throw new Error('The dialog has no text');
      await chooseFromMenu(browser, display, element, 'rewrite');
      const ask = await service.nextAsk();
      ask.write('Light feeds plants.');
      await card.waitForText('Light feeds plants.');
      // The middle of the card is the card: neither hidden nor covered nor inert.
      const isHit = await page.$eval(cardHost, (host) => {
        const box = host.getBoundingClientRect();
        return document.elementFromPoint(box.x + box.width / 2, box.y + 20) === host;
      });
      expect(isHit).toBe(true);
      ask.end();
      await pressKeys(display, 'Escape');
      await expect.poll(() => page.$(cardHost)).toBeNull();
      expect(await page.$eval('dialog', (dialog) => dialog.open)).toBe(true);
    },
  );
});

const inChromium = chromiumTest
  .extend('headful', true)
  .extend('answeredPage', async ({ browser, service, site, display = '' }) => {
    await waitForMenu(browser, 'card');
    const card = await openCardReader(browser);
    const { page, element } = await openWithText(browser, site.add('/page', html));
    await chooseFromMenu(browser, display, element, 'explain');
    (await service.nextAsk()).write('Light feeds plants.');
    await card.waitForText('Light feeds plants.');
    return page;
  });

inChromium('the card has an edge where colours are the user’s', async ({ answeredPage: page }) => {
  const { x, y } = await page.$eval(cardHost, (host) => host.getBoundingClientRect().toJSON());
  const pictureOf = (column: number) =>
    page.screenshot({
      clip: { x: x + column, y: y + 60, width: 1, height: 1 },
      captureBeyondViewport: false,
      encoding: 'base64',
    });
  const session = await page.createCDPSession();
  const features = [{ name: 'forced-colors', value: 'active' }];
  await session.send('Emulation.setEmulatedMedia', { features });
  expect(await pictureOf(0)).not.toBe(await pictureOf(4));
});

inChromium('the card is not printed', async ({ answeredPage: page }) => {
  await page.emulateMediaType('print');
  expect(await page.$eval(cardHost, (host) => getComputedStyle(host).display)).toBe('none');
});
