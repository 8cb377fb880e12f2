import { expect } from 'vitest';
import type { ExtensionBrowser } from './harness/extension-browser.ts';
import { find, findAll, waitForText } from './harness/find.ts';
import { askInPanel, waitForAnswer, waitForCheckpoint, waitForEnd } from './harness/panel.ts';
import { chromiumTest } from './harness/test.ts';

declare const chrome: {
  storage: { local: Record<'set' | 'realSet', (items: object) => Promise<void>> };
};

/** Has the background's storage take nothing from now on, until this is called with false. */
async function fillStorage(browser: ExtensionBrowser, full: boolean): Promise<void> {
  const target = await browser.puppeteer.waitForTarget(
    (each) => each.type() === 'service_worker' && each.url().startsWith(browser.origin),
  );
  const worker = await target.worker();
  await worker?.evaluate((isFull) => {
    const area = chrome.storage.local;
    area.realSet ??= area.set;
    area.set = isFull ? () => Promise.reject(new Error('Quota exceeded')) : area.realSet;
  }, full);
}

chromiumTest(
  'with storage full the answer stays on screen, is said to be unsaved, and goes on',
  async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    await fillStorage(browser, true);
    await askInPanel(panel, 'Will this be kept?');
    const ask = await service.nextAsk();
    ask.write('Only here.');
    ask.end();
    await waitForAnswer(panel, 'Only here.');
    await waitForEnd(panel);
    await waitForText(panel, 'This could not be saved');
    await find(panel, 'button', 'Dismiss').click();
    await askInPanel(panel, 'Do you remember?');
    const next = await service.nextAsk();
    expect(JSON.stringify(next.body)).toContain('Assistant: Only here.');
    next.write('I do.');
    next.end();
    await waitForAnswer(panel, 'I do.');
  },
);

chromiumTest.for(['beginning', 'checkpoint', 'end'] as const)(
  'where storage is full at the %s that is told, and all is stored when there is room',
  async (moment, { browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    if (moment === 'beginning') await fillStorage(browser, true);
    await askInPanel(panel, 'Will this be kept?');
    const ask = await service.nextAsk();
    if (moment === 'checkpoint') await fillStorage(browser, true);
    ask.write('Some of it, ');
    await waitForAnswer(panel, 'Some of it,');
    if (moment === 'end') {
      await waitForCheckpoint(panel, 'Some of it, ');
      await fillStorage(browser, true);
      ask.write('and the rest.');
      ask.end();
      await waitForEnd(panel);
    }
    await waitForText(panel, 'This could not be saved');
    await fillStorage(browser, false);
    if (moment === 'end') {
      await askInPanel(panel, 'Once more?');
      (await service.nextAsk()).end();
    } else {
      ask.write('and the rest.');
      await waitForCheckpoint(panel, 'Some of it, and the rest.');
      ask.end();
    }
    await waitForEnd(panel);
    await browser.kill();
    await browser.restart();
    const reopened = await browser.openPage('sidepanel.html');
    await find(reopened, 'button', 'History').click();
    await find(reopened, 'button', 'Will this be kept?').click();
    await waitForText(reopened, 'Some of it, and the rest.');
    await waitForText(reopened, 'Will this be kept?');
    expect(await findAll(reopened, 'button', 'Dismiss')).toEqual([]);
  },
);
