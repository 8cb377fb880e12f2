import type { Page, Target } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { cardHost, openCardReader } from './harness/card.ts';
import { find, waitForText } from './harness/find.ts';
import { chooseFromMenu, waitForMenu } from './harness/menu.ts';
import { askInPanel, readArticles, waitForAnswer, waitForCheckpoint } from './harness/panel.ts';
import { chromiumTest, eachBrowser } from './harness/test.ts';

declare const chrome: {
  contextMenus: { update(id: string, properties: object): Promise<void> };
  runtime: {
    getManifest(): { version: string };
    onUpdateAvailable: { dispatch(details: object): void };
  };
};

/** The items of the right-click menu that there are, of all that there could be. */
async function readMenu(page: Page): Promise<string[]> {
  const actions = ['ask', 'explain', 'summarize', 'translate', 'rewrite'];
  const possible = ['aside', ...actions.flatMap((each) => [`card:${each}`, `panel:${each}`])];
  const exists = (id: string) =>
    chrome.contextMenus.update(id, {}).then(
      () => true,
      () => false,
    );
  const found = await Promise.all(possible.map((id) => page.evaluate(exists, id)));
  return possible.filter((_, index) => found[index]);
}

const readBox = (page: Page) =>
  page.$eval(cardHost, (host) => {
    const { left, top, height } = host.getBoundingClientRect();
    return { left, top, height };
  });

const menu = [
  'aside',
  'card:ask',
  'card:explain',
  'card:summarize',
  'card:translate',
  'card:rewrite',
];

describe.each(eachBrowser)('in $kind', ({ test }) => {
  test.extend('updatable', true)(
    'an update in the middle of an answer keeps the question and the text, and the one menu',
    async ({ browser, service }) => {
      await waitForMenu(browser, 'card');
      const panel = await browser.openPage('sidepanel.html');
      const readVersion = (page: Page) => page.evaluate(() => chrome.runtime.getManifest().version);
      const before = await readVersion(panel);
      await askInPanel(panel, 'Will you be the same?');
      const ask = await service.nextAsk();
      ask.write('In a new version');
      await waitForAnswer(panel, 'In a new version');
      await waitForCheckpoint(panel, 'In a new version');
      await browser.update();
      await ask.abandoned;
      await waitForMenu(browser, 'card');

      const reopened = await browser.openPage('sidepanel.html');
      expect(await readVersion(reopened)).not.toBe(before);
      await waitForAnswer(reopened, 'Interrupted');
      const [question, answer] = await readArticles(reopened);
      expect(question).toBe('Will you be the same?');
      expect(answer).toContain('In a new version');
      expect(service.asks).toHaveLength(1);
      expect(await readMenu(reopened)).toEqual(menu);
      await browser.endBackground();
      await find(reopened, 'button', 'Continue').click();
      (await service.nextAsk()).end();
      expect(await readMenu(reopened)).toEqual(menu);
    },
  );

  test.extend('updatable', true).extend('headful', true)(
    'a card that is open says so, can be closed, and the page’s console stays empty',
    async ({ browser, service, site, display = '' }) => {
      await waitForMenu(browser, 'card');
      const card = await openCardReader(browser);
      const html = '<body style="margin: 60px"><p id="text">Plants eat light.</p>';
      const page = await browser.openAddress(site.add('/page', html));
      const element = await page.waitForSelector('#text');
      if (!element) throw new Error('The test page has no text');
      await chooseFromMenu(browser, display, element, 'explain');
      const ask = await service.nextAsk();
      ask.write('They turn light into');
      await card.waitForText('They turn light into');
      const logged: string[] = [];
      page.on('console', (message) => logged.push(message.text()));
      page.on('pageerror', (error) => logged.push(String(error)));
      const before = await readBox(page);
      await browser.update();
      await ask.abandoned;
      await page.bringToFront();

      // Nobody can look into the card any more, but Chromium tells what a screen reader would say.
      // In Firefox the card's script is gone: that it has grown is by its style sheet alone.
      const says = async () =>
        browser.kind === 'chromium'
          ? JSON.stringify(await page.accessibility.snapshot()).includes('Aside was updated')
          : (await readBox(page)).height > before.height + 20;
      await expect.poll(says).toBe(true);
      // Its own button to close stands at the start, below what is said.
      const click = async () => {
        const { left, top } = await readBox(page);
        for (let y = 60; y < 160; y += 16) await page.mouse.click(left + 40, top + y);
      };
      const isInTheWay = () =>
        page.$eval(cardHost, (host) => {
          const { left, top } = host.getBoundingClientRect();
          return document.elementFromPoint(left + 20, top + 20) === host;
        });
      expect(await isInTheWay()).toBe(true);
      await click();
      await expect.poll(isInTheWay).toBe(false);
      expect(logged).toEqual([]);
    },
  );

  test('the menu is there once after a restart of the browser', async ({ browser }) => {
    await waitForMenu(browser, 'card');
    await browser.restart();
    await waitForMenu(browser, 'card');
    expect(await readMenu(await browser.openPage('options.html'))).toEqual(menu);
  });
});

// Firefox lets nothing but itself say that an update waits.
chromiumTest(
  'an update that waits is told, and comes after the answer',
  async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'First this');
    const ask = await service.nextAsk();
    ask.write('Almost');
    await waitForAnswer(panel, 'Almost');
    const isWorker = (each: Target) => each.type() === 'service_worker';
    const target = await browser.puppeteer.waitForTarget(isWorker);
    const worker = await target.worker();
    await worker?.evaluate(() => chrome.runtime.onUpdateAvailable.dispatch({ version: '9' }));
    await waitForText(panel, 'A new version of Aside is ready');
    const closed = new Promise((resolve) => panel.once('close', resolve));
    await find(panel, 'button', 'Update now').click();
    ask.write(' done.');
    await waitForAnswer(panel, 'Almost done.');
    ask.end();
    await closed;
    await browser.puppeteer.waitForTarget((each) => isWorker(each) && each !== target);
    const reopened = await browser.openPage('sidepanel.html');
    await waitForAnswer(reopened, 'Almost done.');
    expect(await readArticles(reopened)).toEqual(['First this', 'Almost done.']);
  },
);
