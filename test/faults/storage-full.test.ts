import { describe, expect } from 'vitest';
import type { ExtensionBrowser, Manifest } from '../e2e/harness/extension-browser.ts';
import { find, findAll, waitForText } from '../e2e/harness/find.ts';
import { askInPanel, waitForAnswer, waitForCheckpoint, waitForEnd } from '../e2e/harness/panel.ts';
import { writeStored } from '../e2e/harness/stored.ts';
import { type Chat, waitForAsk } from './harness/chat.ts';
import { inEachBrowserWith } from './harness/test.ts';
import { paragraphs } from './harness/texts.ts';

interface Surroundings {
  readonly chat: Chat;
  readonly browser: ExtensionBrowser;
  readonly see: (seen: string) => void;
}

declare const chrome: {
  storage: {
    local: {
      get(keys: null): Promise<object>;
      set(items: object): Promise<void>;
      remove(keys: readonly string[]): Promise<void>;
    };
  };
};

/** The browser's own limit holds for extensions that may not have more. */
const withoutMore = ({ permissions, ...manifest }: Manifest): Manifest => ({
  ...manifest,
  permissions: Array.isArray(permissions)
    ? permissions.filter((name) => name !== 'unlimitedStorage')
    : [],
});

/** Firefox takes small values even where large ones find no room. */
const smallestPiece = 4000;

/** A fifth of Firefox's limit is for each. It is filled in ever smaller pieces of random letters. */
async function fillFirefox(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.openPage('options.html');
  await page.evaluate(async (end) => {
    const letters = (size: number) => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) {
        crypto.getRandomValues(bytes.subarray(at, at + 65_536));
      }
      return Array.from(bytes, (byte) => String.fromCharCode(35 + (byte % 56))).join('');
    };
    let pieces = 0;
    for (let size = 4_000_000; size >= end; size = Math.floor(size / 10)) {
      try {
        for (;;) {
          await chrome.storage.local.set({ [`filler:${pieces}`]: letters(size) });
          pieces += 1;
        }
      } catch {
        // There is no room for a piece of that size any more.
      }
    }
  }, smallestPiece);
  await page.close();
}

async function emptyFirefox(browser: ExtensionBrowser): Promise<void> {
  const page = await browser.openPage('options.html');
  await page.evaluate(async () => {
    const keys = Object.keys(await chrome.storage.local.get(null));
    await chrome.storage.local.remove(keys.filter((key) => key.startsWith('filler:')));
  });
  await page.close();
}

/** Leaves no room in storage; resolves to what makes room again. */
async function fillStorage(browser: ExtensionBrowser): Promise<() => Promise<void>> {
  if (browser.kind === 'firefox') {
    await fillFirefox(browser);
    return () => emptyFirefox(browser);
  }
  // Chromium's limit is a share of the disk, but it can be told another, as long as the page lives.
  const page = await browser.openPage('options.html');
  const session = await page.createCDPSession();
  await session.send('Storage.overrideQuotaForOrigin', { origin: browser.origin, quotaSize: 1 });
  // For half a minute it still gives out what it had counted before.
  const isRefused = () =>
    writeStored(page, { filler: 1 }).then(
      () => false,
      () => true,
    );
  await expect.poll(isRefused, { timeout: 45_000, interval: 500 }).toBe(true);
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin: browser.origin });
    await page.close();
  };
}

/** Firefox's limit is a share of the disk, unless it is told a size, in KB. */
const choice = {
  changeManifest: withoutMore,
  preferences: { 'dom.quotaManager.temporaryStorage.fixedLimit': 20_480 },
};

/** Chromium takes half a minute to know that it is full. */
const timeout = 120_000;

describe.each(inEachBrowserWith(choice))('Storage is full in $kind', ({ kind, test }) => {
  const promise =
    'told in words; nothing on screen is lost, and all is stored once there is room again';
  /** Larger than all the room that is left then. */
  const text = `Some of it, and ${paragraphs(300_000)}`;

  const endWell = async ({ chat, browser, see }: Surroundings, whole: string) => {
    await waitForEnd(chat.panel);
    await browser.kill();
    await browser.restart();
    await chat.reopenFromHistory();
    const outcome = await chat.expectOutcome({ text: whole, says: '' });
    expect(await findAll(chat.panel, 'button', 'Dismiss')).toEqual([]);
    see(`“This could not be saved…”; with room again and the browser killed: ${outcome}`);
  };

  if (kind === 'chromium') {
    test('before the question', {
      timeout,
      meta: { promise, only: 'Firefox takes small values even where large ones find no room' },
    }, async ({ chat, browser, see }) => {
      const makeRoom = await fillStorage(browser);
      const ask = await chat.ask();
      ask.write('Some of it, ');
      await chat.waitForText('Some of it,');
      await waitForText(chat.panel, 'This could not be saved');
      await makeRoom();
      ask.write('and the rest.');
      await waitForCheckpoint(chat.panel, 'Some of it, and the rest.');
      ask.end();
      await endWell({ chat, browser, see }, 'Some of it, and the rest.');
    });
  }

  test('in the middle', { timeout, meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    ask.write(text.slice(0, 12));
    await waitForCheckpoint(chat.panel, text.slice(0, 12));
    const makeRoom = await fillStorage(browser);
    ask.write(text.slice(12, -100));
    await waitForText(chat.panel, 'This could not be saved');
    await makeRoom();
    ask.write(text.slice(-100));
    await waitForCheckpoint(chat.panel, text);
    ask.end();
    await endWell({ chat, browser, see }, text);
  });

  test('at the end', { timeout, meta: { promise } }, async ({ chat, browser, service, see }) => {
    const ask = await chat.ask();
    ask.write(text);
    await waitForCheckpoint(chat.panel, text);
    const makeRoom = await fillStorage(browser);
    ask.end();
    await waitForText(chat.panel, 'This could not be saved');
    await makeRoom();
    // The next write that storage takes brings the others with it.
    const question = `Is there room in ${browser.kind}?`;
    const other = await browser.openPage('sidepanel.html');
    await find(other, 'button', 'New chat').click();
    await askInPanel(other, question);
    const next = await waitForAsk(service, question);
    next.write('There is.');
    next.end();
    await waitForAnswer(other, 'There is.');
    await waitForEnd(other);
    await other.close();
    await endWell({ chat, browser, see }, text);
  });
});
