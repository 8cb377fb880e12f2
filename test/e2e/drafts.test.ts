import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find } from './harness/find.ts';
import { takeFocus } from './harness/keyboard.ts';
import { askInPanel, readArticles, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { pressKeys } from './harness/pointer.ts';
import { readStored, readStoredUnder } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

const draft = (panel: Page) => expect.poll(() => panel.$eval('textarea', ({ value }) => value));
const height = (panel: Page) => panel.$eval('textarea', ({ clientHeight }) => clientHeight);

/** At once, as from a clipboard: typed, each new line would send. */
const paste = (panel: Page, text: string) =>
  panel.$eval(
    'textarea',
    (textbox, value) => {
      textbox.value = value;
      textbox.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    text,
  );

/** Measures how long the page goes without a frame from now on, in ms. */
async function watchFrames(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    const seen = { longest: 0, last: performance.now() };
    const onFrame = (now: number) => {
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    return seen;
  });
  return async () => (await watch.jsonValue()).longest;
}

describe.each(eachBrowser)('the composer, in $kind', ({ test }) => {
  test('each conversation keeps its draft, over a closed panel and a restart', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Hello');
    const ask = await service.nextAsk();
    ask.write('Hi.');
    ask.end();
    await waitForAnswer(panel, 'Hi.');
    await waitForEnd(panel);
    await find(panel, 'textbox', 'Message').fill('And then');
    await panel.close();
    panel = await browser.openPage('sidepanel.html');
    await draft(panel).toBe('And then');
    await find(panel, 'button', 'New chat').click();
    await draft(panel).toBe('');
    const options = await browser.openPage('options.html');
    await panel.bringToFront();
    await find(panel, 'textbox', 'Message').fill('Something new');
    await panel.close();
    const drafts = async () => Object.values(await readStoredUnder(options, 'draft:'));
    await expect.poll(drafts).toContain('"Something new"');
    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await draft(panel).toBe('Something new');
    await find(panel, 'button', 'History').click();
    await find(panel, 'button', 'Hello').click();
    await draft(panel).toBe('And then');
  });

  test('it grows with the text up to a third of the panel', async ({ browser }) => {
    const panel = await browser.openPage('sidepanel.html');
    const textbox = find(panel, 'textbox', 'Message');
    await textbox.fill('One line');
    const one = await height(panel);
    await paste(panel, 'Line\n'.repeat(4));
    await expect.poll(() => height(panel)).toBeGreaterThan(2 * one);
    await paste(panel, 'Line\n'.repeat(200));
    const third = await panel.evaluate(() => innerHeight / 3);
    await expect.poll(() => height(panel)).toBeGreaterThan(0.8 * third);
    expect(await height(panel)).toBeLessThanOrEqual(third);
  });

  test.extend('headful', true)(
    '200 KB are pasted without freezing it, and can be written on',
    async ({ browser, display = '' }) => {
      const panel = await browser.openPage('sidepanel.html');
      await find(panel, 'textbox', 'Message').click();
      const text = 'Words of a long text, một văn bản dài.\n'.repeat(5000);
      expect(Buffer.byteLength(text)).toBeGreaterThan(200_000);
      await panel.$eval(
        'textarea',
        (textbox, value) => {
          textbox.value = value;
          textbox.select();
        },
        text,
      );
      await takeFocus(panel);
      await pressKeys(display, 'ctrl+x');
      await draft(panel).toBe('');
      const pasteAndType = async () => {
        const readLongestFrame = await watchFrames(panel);
        await pressKeys(display, 'ctrl+v');
        await expect
          .poll(() => panel.$eval('textarea', ({ value }) => value.length))
          .toBe(text.length);
        await panel.keyboard.type('And so on.');
        await draft(panel).toBe(`${text}And so on.`);
        return readLongestFrame();
      };
      const frozen = [await pasteAndType()];
      // What freezes it does so every time; a machine that stands still does not.
      while (Math.min(...frozen) >= 2000 && frozen.length < 3) {
        await pressKeys(display, 'ctrl+a', 'Delete');
        await draft(panel).toBe('');
        frozen.push(await pasteAndType());
      }
      expect(Math.min(...frozen)).toBeLessThan(2000);
    },
  );

  test('of a temporary chat nothing is stored, and it ends with its last view', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await find(panel, 'button', 'Temporary chat').click();
    await panel.waitForSelector('.note.temporary');
    await askInPanel(panel, 'A secret question');
    const ask = await service.nextAsk();
    ask.write('A secret answer.');
    await waitForAnswer(panel, 'A secret answer.');
    await find(panel, 'textbox', 'Message').fill('A secret draft');
    ask.end();
    await waitForEnd(panel);
    await browser.endBackground();
    await find(panel, 'button', 'Send').click();
    const next = await service.nextAsk();
    expect(JSON.stringify(next.body)).toContain('Assistant: A secret answer.');
    next.write('More of the secret.');
    next.end();
    await waitForAnswer(panel, 'More of the secret.');
    await waitForEnd(panel);
    expect(await readAllStored(panel)).not.toMatch(/secret/i);
    await panel.close();
    panel = await browser.openPage('sidepanel.html');
    await find(panel, 'button', 'History').click();
    await find(panel, 'searchbox', 'Search history').wait();
    await find(panel, 'button', 'New chat').click();
    expect(await readArticles(panel)).toEqual([]);
    expect(await readAllStored(panel)).not.toMatch(/secret/i);
  });
});

declare const chrome: { storage: { session: { get(keys: null): Promise<object> } } };

/** All that an extension page can have stored. */
async function readAllStored(page: Page): Promise<string> {
  const others = await page.evaluate(async () => {
    const session = await chrome.storage.session.get(null);
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return [session, { ...localStorage }, { ...sessionStorage }, databases];
  });
  return JSON.stringify([await readStored(page), ...others]);
}
