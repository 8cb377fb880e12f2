import type { ElementHandle } from 'puppeteer-core';
import { expect } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';
import { openMenu, pressKeys, rightClick, selectText } from './pointer.ts';

declare const chrome: {
  contextMenus: { update(id: string, properties: object): Promise<void> };
};

/** Waits until the extension has made its menu, with answers going to the card or the panel. */
export async function waitForMenu(
  browser: ExtensionBrowser,
  target: 'card' | 'panel',
): Promise<void> {
  const page = await browser.openPage('options.html');
  const exists = () =>
    page.evaluate(
      (id) =>
        chrome.contextMenus.update(id, {}).then(
          () => true,
          () => false,
        ),
      `${target}:rewrite`,
    );
  await expect.poll(exists).toBe(true);
  await page.close();
}

/** The keys that choose each item of the menu: the first letters of their names. */
const letters = { ask: 'a', explain: 'e', summarize: 's', translate: 't', rewrite: 'r' };

/** Selects an element's text and chooses from the browser's own right-click menu. */
export async function chooseFromMenu(
  browser: ExtensionBrowser,
  display: string,
  element: ElementHandle,
  action: keyof typeof letters,
): Promise<void> {
  await selectText(element);
  await rightClick(display, element);
  if (browser.kind === 'chromium') {
    await openMenu(display, 'a');
  } else {
    await pressKeys(display, 'Up');
    await openMenu(display, 'Right');
  }
  await pressKeys(display, letters[action]);
}
