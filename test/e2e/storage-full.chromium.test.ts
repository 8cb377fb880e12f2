import { expect } from 'vitest';
import { find, waitForText } from './harness/find.ts';
import { askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { chromiumTest } from './harness/test.ts';

declare const chrome: { storage: { local: { set(items: object): Promise<void> } } };

chromiumTest(
  'with storage full the answer stays on screen, is said to be unsaved, and goes on',
  async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    const target = await browser.puppeteer.waitForTarget(
      (each) => each.type() === 'service_worker' && each.url().startsWith(browser.origin),
    );
    const worker = await target.worker();
    await worker?.evaluate(() => {
      chrome.storage.local.set = () => Promise.reject(new Error('Quota exceeded'));
    });
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
