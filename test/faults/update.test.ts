import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { addHostPermission } from '../../server/browser-extension-copy.ts';
import { cardHost, openCardReader } from '../e2e/harness/card.ts';
import type { ExtensionBrowser } from '../e2e/harness/extension-browser.ts';
import { find, waitForText } from '../e2e/harness/find.ts';
import { chooseFromMenu, waitForMenu } from '../e2e/harness/menu.ts';
import { type Chat, waitForAsk } from './harness/chat.ts';
import { sendAtPace } from './harness/paced-answer.ts';
import { inEachBrowserWith } from './harness/test.ts';

declare const chrome: { runtime: { getManifest(): { version: string } } };

const readVersion = (page: Page) => page.evaluate(() => chrome.runtime.getManifest().version);

/** Opens the panel of the new version, once that has started. */
const reopenUpdated = async (chat: Chat, browser: ExtensionBrowser, before: string) => {
  await waitForMenu(browser, 'card');
  await chat.reopen();
  expect(await readVersion(chat.panel)).not.toBe(before);
};

/** The click that let a script of the old version into a page does not count for the new one. */
const choice = {
  headful: true,
  updatable: true,
  changeManifest: (manifest: object) => addHostPermission(manifest, 'http://127.0.0.1/*'),
};

describe.each(inEachBrowserWith(choice))('Aside is updated in $kind', ({ test }) => {
  test('while an answer runs, by “Update now”', {
    meta: { promise: 'the update is told and waits; it applies when the answer is complete' },
  }, async ({ chat, browser, see }) => {
    const { panel } = chat;
    const before = await readVersion(panel);
    const ask = await chat.ask();
    ask.write('Almost');
    await chat.waitForText('Almost');
    const takenOver = await browser.offerUpdate();
    await waitForText(panel, 'A new version of Aside is ready');
    await waitForText(panel, 'your conversations stay, but a temporary chat ends.');
    await find(panel, 'button', 'Update now').click();
    ask.write(' done.');
    await chat.waitForText('Almost done.');
    expect(await readVersion(panel)).toBe(before);
    ask.end();
    await takenOver();
    await reopenUpdated(chat, browser, before);
    const outcome = await chat.expectOutcome({ text: 'Almost done.', says: '' });
    see(`“A new version of Aside is ready…”, applied after the end; ${outcome}`);
  });

  test('while an answer runs, by force', {
    meta: { promise: 'the question is kept, at most a second of text is lost, never asked again' },
  }, async ({ chat, browser, see }) => {
    const before = await readVersion(chat.panel);
    const ask = await chat.ask();
    const answer = sendAtPace(ask);
    await answer.reach(12);
    await browser.update();
    await ask.abandoned;
    const text = answer.afterKill();
    await reopenUpdated(chat, browser, before);
    const says = /^Interrupted · the browser stopped before the answer ended$/;
    see(await chat.expectOutcome({ text, says }));
  });

  test('while a card is open', {
    meta: { promise: 'the card says so and can be closed; the page’s console stays empty' },
  }, async ({ browser, service, site, display, see }) => {
    await waitForMenu(browser, 'card');
    const old = await openCardReader(browser);
    const html = '<body style="margin: 60px"><p id="text">Plants eat light.</p>';
    const page = await browser.openAddress(site.add('/page', html));
    const element = await page.waitForSelector('#text');
    if (!element) throw new Error('The test page has no text');
    await chooseFromMenu(browser, display, element, 'explain');
    const ask = await waitForAsk(service, 'Plants eat light.');
    ask.write('They turn light into');
    await old.waitForText('They turn light into');
    const logged: string[] = [];
    page.on('console', (message) => logged.push(message.text()));
    page.on('pageerror', (error) => logged.push(String(error)));
    await browser.update();
    await ask.abandoned;
    await waitForMenu(browser, 'card');
    const card = await openCardReader(browser);
    await page.bringToFront();
    await card.waitForText('Aside was updated, and this card is cut off from it.');
    expect(await card.readText()).toContain('They turn light into');
    const isInTheWay = () =>
      page.$eval(cardHost, (host) => {
        const { left, top } = host.getBoundingClientRect();
        return document.elementFromPoint(left + 20, top + 20) === host;
      });
    expect(await isInTheWay()).toBe(true);
    // Its own button to close stands at the start, below what is said.
    const { left, top } = await page.$eval(cardHost, (host) => {
      const box = host.getBoundingClientRect();
      return { left: box.left, top: box.top };
    });
    for (let y = 60; y < 160; y += 16) await page.mouse.click(left + 40, top + y);
    await expect.poll(isInTheWay).toBe(false);
    expect(logged).toEqual([]);
    await page.close();
    see('“Aside was updated, and this card is cut off from it.”; closed by its button');
  });
});
