import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { chooseOption, find, waitForText } from './harness/find.ts';
import { askInPanel, readArticles, waitForAnswer } from './harness/panel.ts';
import { chooseInItem, listed, openHistory, seedHistory } from './harness/seeded-history.ts';
import { readStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

const seeded = { 'Red skies': 0, 'Blue seas': 1, 'Green hills': 3, 'Grey rocks': 60, Old: 500 };

/** Longer than a deletion can be undone. */
const afterUndo = { timeout: 60_000 };

/** The keys of all that storage holds of a conversation. */
const holding = async (page: Page, text: string) =>
  Object.entries(await readStored(page))
    .filter((entry) => entry.join(' ').includes(text))
    .map(([key]) => key);

describe.each(eachBrowser)('deleting conversations in $kind', ({ test }) => {
  test('can be undone, also where the panel was closed and the background ended in between', {
    timeout: 120_000,
  }, async ({ browser }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await chooseInItem(panel, 'Blue seas', 'Delete');
    await find(panel, 'button', 'Undo').wait();
    expect(await listed(panel)).not.toContain('Blue seas');
    await panel.close();
    await browser.endBackground();
    const later = await openHistory(browser);
    await find(later, 'button', 'Undo').click();
    await expect.poll(() => listed(later)).toContain('Blue seas');
    await find(later, 'button', 'Blue seas').click();
    await waitForAnswer(later, 'Secret text of Blue seas.');
    expect(await browser.readErrors()).toEqual([]);
  });

  test('leaves nothing once it cannot be undone, and shows a new chat where it was shown', {
    timeout: 120_000,
  }, async ({ browser, service }) => {
    const shows = await browser.openPage('sidepanel.html');
    await askInPanel(shows, 'Secret question');
    const ask = await service.nextAsk();
    ask.write('Secret answer');
    await waitForAnswer(shows, 'Secret answer');
    const list = await openHistory(browser);
    await chooseInItem(list, 'Secret question', 'Delete');
    await ask.abandoned;
    await expect.poll(() => readArticles(shows)).toEqual([]);
    await (await find(list, 'button', 'Undo').waitHandle()).focus();
    expect(await holding(list, 'Secret')).not.toEqual([]);
    await expect.poll(() => holding(list, 'Secret'), afterUndo).toEqual([]);
    await expect.poll(() => list.$$('.undo button'), afterUndo).toEqual([]);
    await waitForText(list, 'No conversations yet');
    // The way back had the focus, and there is no conversation to take it.
    await expect
      .poll(() => list.evaluate(() => document.activeElement?.ariaLabel))
      .toBe('Search history');
  });

  test('is finished after the browser was closed and started again', {
    timeout: 120_000,
  }, async ({ browser }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await chooseInItem(panel, 'Blue seas', 'Delete');
    await find(panel, 'button', 'Undo').wait();
    await expect.poll(() => holding(panel, 'history:deleted')).not.toEqual([]);
    await browser.restart();
    const page = await browser.openPage('options.html');
    await expect.poll(() => holding(page, 'Blue seas'), afterUndo).toEqual([]);
    expect(await holding(page, 'Red skies')).not.toEqual([]);
  });

  test('several are selected, a range by Shift, and deleted and brought back together', async ({
    browser,
  }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await find(panel, 'button', 'Select').click();
    await find(panel, 'checkbox', 'Red skies').click();
    await panel.keyboard.down('Shift');
    await find(panel, 'checkbox', 'Green hills').click();
    await panel.keyboard.up('Shift');
    await waitForText(panel, 'Selected: 3');
    await find(panel, 'checkbox', 'Blue seas').click();
    await waitForText(panel, 'Selected: 2');
    await find(panel, 'button', 'Delete').click();
    await waitForText(panel, 'Conversations deleted: 2.');
    const left = (await listed(panel)).filter((line) => !line.startsWith('#'));
    expect(left).toEqual(['Blue seas', 'Grey rocks', 'Old']);
    await find(panel, 'button', 'Undo').click();
    await expect.poll(() => listed(panel)).toContain('Red skies');
    await find(panel, 'button', 'Select').click();
    await find(panel, 'button', 'Select all shown').click();
    await waitForText(panel, 'Selected: 5');
    await find(panel, 'button', 'Done').click();
    await find(panel, 'button', 'Red skies').wait();
  });
});

describe.each(eachBrowser)('what is stored, in $kind', ({ test }) => {
  test('is counted, and goes once the word is typed; settings stay', async ({ browser }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await find(panel, 'button', 'Red skies').click();
    await waitForAnswer(panel, 'Secret text of Red skies.');
    const options = await browser.openPage('options.html');
    await chooseOption(options, '#theme', 'dark');
    await waitForText(options, 'Conversations: 5. Room they take: ');
    await waitForText(options, 'The oldest last changed on ');
    await find(options, 'button', 'Delete all').click();
    await find(options, 'textbox', 'Type DELETE to confirm').fill('delete');
    await options.keyboard.press('Enter');
    expect(await holding(options, 'Secret text')).toHaveLength(5);
    await find(options, 'textbox', 'Type DELETE to confirm').fill('DELETE');
    await find(options, 'button', 'Delete everything').click();
    await waitForText(options, 'All conversations are deleted.');
    await waitForText(options, 'Conversations: 0.');
    // The index says that there is nothing in it.
    const left = async () => Object.keys(await readStored(options)).toSorted();
    await expect.poll(left).toEqual(['search:state', 'settings']);
    const { segments, dropped } = JSON.parse((await readStored(options))['search:state'] ?? '');
    expect([segments, dropped]).toEqual([[], []]);
    await panel.bringToFront();
    await expect.poll(() => readArticles(panel)).toEqual([]);
    expect(await browser.readErrors()).toEqual([]);
  });

  test('is deleted by itself after the chosen time, but for what is pinned', {
    timeout: 120_000,
  }, async ({ browser }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await chooseInItem(panel, 'Old', 'Pin');
    await expect.poll(() => listed(panel)).toContain('# Pinned');
    const options = await browser.openPage('options.html');
    await find(options, 'combobox', 'Delete conversations automatically').wait();
    await chooseOption(options, '#delete-after', '30');
    await expect.poll(() => holding(options, 'deleteAfterDays')).toEqual(['settings']);
    await browser.restart();
    const later = await openHistory(browser);
    await expect
      .poll(() => listed(later), afterUndo)
      .toEqual([
        '# Pinned',
        'Old',
        '# Today',
        'Red skies',
        '# Yesterday',
        'Blue seas',
        '# Previous 7 days',
        'Green hills',
      ]);
    expect(await holding(later, 'Grey rocks')).toEqual([]);
  });
});
