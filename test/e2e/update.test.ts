import type { Page, Target } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find, waitForText } from './harness/find.ts';
import { waitForMenu } from './harness/menu.ts';
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
