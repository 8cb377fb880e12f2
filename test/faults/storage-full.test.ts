import { describe, expect } from 'vitest';
import type { ExtensionBrowser, Manifest } from '../e2e/harness/extension-browser.ts';
import { find, findAll, waitForText } from '../e2e/harness/find.ts';
import { waitForCheckpoint, waitForEnd } from '../e2e/harness/panel.ts';
import { waitForAsk } from './harness/chat.ts';
import { inEachBrowserWith } from './harness/test.ts';

declare const chrome: {
  storage: {
    local: {
      get(keys: null): Promise<object>;
      set(items: object): Promise<void>;
      remove(keys: readonly string[]): Promise<void>;
    };
  };
};

/** The browser's own limit holds for extensions that may not have more: 10 MB in Chromium. */
const withoutMore = ({ permissions, ...manifest }: Manifest): Manifest => ({
  ...manifest,
  permissions: Array.isArray(permissions)
    ? permissions.filter((name) => name !== 'unlimitedStorage')
    : [],
});

/** Fills storage to the last byte, in ever smaller pieces, of letters that nothing can compress. */
async function fillStorage(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.openPage('options.html');
  await page.evaluate(async () => {
    const letters = (size: number) => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) {
        crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      }
      return Array.from(bytes, (byte) => String.fromCharCode(35 + (byte % 56))).join('');
    };
    let pieces = 0;
    for (let size = 4_000_000; size >= 1; size = Math.floor(size / 10)) {
      try {
        for (;;) {
          await chrome.storage.local.set({ [`filler:${pieces}`]: letters(size) });
          pieces += 1;
        }
      } catch {
        // There is no room for a piece of that size any more.
      }
    }
  });
  await page.close();
}

async function makeRoom(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.openPage('options.html');
  await page.evaluate(async () => {
    const keys = Object.keys(await chrome.storage.local.get(null));
    await chrome.storage.local.remove(keys.filter((key) => key.startsWith('filler:')));
  });
  await page.close();
}

/** Firefox's limit is a share of the disk, unless it is told a size, in KB: a fifth is for each. */
const choice = {
  changeManifest: withoutMore,
  preferences: { 'dom.quotaManager.temporaryStorage.fixedLimit': 20_480 },
};

describe.each(inEachBrowserWith(choice))('Storage is full in $kind', ({ test }) => {
  const promise =
    'told in words; nothing on screen is lost, and all is stored once there is room again';

  test.for(['before the question', 'in the middle', 'before the end'] as const)(
    '%s',
    { meta: { promise } },
    async (moment, { chat, browser, service, see }) => {
      const { panel } = chat;
      if (moment === 'before the question') await fillStorage(browser);
      const ask = await chat.ask();
      if (moment === 'in the middle') await fillStorage(browser);
      ask.write('Some of it, ');
      await chat.waitForText('Some of it,');
      if (moment === 'before the end') {
        await waitForCheckpoint(panel, 'Some of it, ');
        await fillStorage(browser);
        ask.write('and the rest.');
        ask.end();
        await waitForEnd(panel);
      }
      await waitForText(panel, 'This could not be saved');
      await makeRoom(browser);
      if (moment === 'before the end') {
        // The next write that storage takes brings the others with it.
        const other = await browser.openPage('sidepanel.html');
        await find(other, 'button', 'New chat').click();
        await other.locator('textarea').fill(`Is there room? (${browser.kind})`);
        await other.keyboard.press('Enter');
        (await waitForAsk(service, `Is there room? (${browser.kind})`)).end();
        await waitForEnd(other);
        await other.close();
      } else {
        ask.write('and the rest.');
        await waitForCheckpoint(panel, 'Some of it, and the rest.');
        ask.end();
      }
      await waitForEnd(panel);
      await browser.kill();
      await browser.restart();
      await chat.reopenFromHistory();
      const outcome = await chat.expectOutcome({ text: 'Some of it, and the rest.', says: '' });
      expect(await findAll(chat.panel, 'button', 'Dismiss')).toEqual([]);
      see(`“This could not be saved…”; with room again and the browser killed: ${outcome}`);
    },
  );
});
