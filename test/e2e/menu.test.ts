import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { waitForMenu } from './harness/menu.ts';
import { askInPanel, waitForEnd } from './harness/panel.ts';
import { eachBrowser } from './harness/test.ts';

declare const chrome: {
  contextMenus: { update(id: string, properties: object): Promise<void> };
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

describe.each(eachBrowser)('the right-click menu in $kind', ({ test }) => {
  test.extend('updatable', true)(
    'is there once after an update, and after the worker’s death',
    async ({ browser, service }) => {
      await waitForMenu(browser, 'card');
      await browser.update();
      await waitForMenu(browser, 'card');
      const panel = await browser.openPage('sidepanel.html');
      expect(await readMenu(panel)).toEqual(menu);
      await browser.endBackground();
      await askInPanel(panel, 'Awake?');
      (await service.nextAsk()).end();
      await waitForEnd(panel);
      expect(await readMenu(panel)).toEqual(menu);
    },
  );

  test('is there once after a restart of the browser', async ({ browser }) => {
    await waitForMenu(browser, 'card');
    await browser.restart();
    await waitForMenu(browser, 'card');
    expect(await readMenu(await browser.openPage('options.html'))).toEqual(menu);
  });
});
