import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find, waitForText } from './harness/find.ts';
import { press, tabTo, waitForFocus } from './harness/keyboard.ts';
import { waitForAnswer } from './harness/panel.ts';
import { listed, seedHistory } from './harness/seeded-history.ts';
import { readStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';
import { interceptDownloads } from './harness/transfer.ts';

const seeded = { 'Red skies': 0, 'Blue seas': 1, 'Green hills': 3 };

async function openList(panel: Page): Promise<Page> {
  await waitForFocus(panel, 'Message');
  await tabTo(panel, 'History', 'back');
  await press(panel, 'Enter');
  await waitForFocus(panel, 'Search history');
  return panel;
}

const titles = async (panel: Page) => (await listed(panel)).filter((line) => !line.startsWith('#'));

describe.each(eachBrowser)('the list by the keyboard alone, in $kind', ({ test }) => {
  test('tags are added and removed, and narrow the list after a restart', async ({ browser }) => {
    await seedHistory(browser, seeded);
    let panel = await openList(await browser.openPage('sidepanel.html'));
    await expect.poll(() => titles(panel)).toEqual(Object.keys(seeded));
    await tabTo(panel, 'Red skies');
    await press(panel, 'ArrowDown', 'Tab');
    await waitForFocus(panel, 'More');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Rename');
    await press(panel, 'ArrowDown', 'ArrowDown', 'Enter');
    for (const tag of ['water', 'work']) {
      await waitForFocus(panel, 'Add tag');
      await panel.keyboard.type(tag);
      await press(panel, 'Enter');
      await find(panel, 'button', `Remove tag ${tag}`).wait();
    }
    await tabTo(panel, 'Remove tag work', 'back');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Add tag');
    await press(panel, 'Escape');
    await waitForFocus(panel, 'Blue seas');

    await browser.restart();
    panel = await openList(await browser.openPage('sidepanel.html'));
    await expect.poll(() => titles(panel)).toEqual(Object.keys(seeded));
    await tabTo(panel, 'Tag');
    await press(panel, 'ArrowDown');
    await expect.poll(() => titles(panel)).toEqual(['Blue seas']);
    await press(panel, 'Home');
    await expect.poll(() => titles(panel)).toEqual(Object.keys(seeded));
  });

  test('one is searched for and opened, and written in at once', async ({ browser }) => {
    await seedHistory(browser, seeded);
    const panel = await openList(await browser.openPage('sidepanel.html'));
    await panel.keyboard.type('secret green');
    await expect.poll(() => titles(panel)).toEqual(['Green hills']);
    await tabTo(panel, 'Green hills');
    await press(panel, 'Enter');
    await waitForAnswer(panel, 'Secret text of Green hills.');
    await waitForFocus(panel, 'Message');
  });

  test('several are selected, exported, deleted, and brought back', async ({ browser }) => {
    await seedHistory(browser, seeded);
    let panel = await openList(await browser.openPage('sidepanel.html'));
    await expect.poll(() => titles(panel)).toEqual(Object.keys(seeded));
    const downloads = await interceptDownloads(panel);
    await tabTo(panel, 'Select');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Select all shown');
    await tabTo(panel, 'Red skies');
    await press(panel, ' ', 'ArrowDown', ' ');
    await waitForText(panel, 'Selected: 2');
    await tabTo(panel, 'Export as JSON', 'back');
    await press(panel, 'Enter');
    await expect.poll(async () => (await downloads()).length).toBe(1);
    await tabTo(panel, 'Blue seas');
    await press(panel, 'Delete');
    await waitForText(panel, 'Conversations deleted: 2.');
    await waitForFocus(panel, 'Green hills');
    expect(await titles(panel)).toEqual(['Green hills']);

    await panel.close();
    panel = await openList(await browser.openPage('sidepanel.html'));
    await find(panel, 'button', 'Undo').wait();
    await tabTo(panel, 'Undo');
    await press(panel, 'Enter');
    await expect.poll(() => titles(panel)).toEqual(Object.keys(seeded));
    await waitForFocus(panel, 'Red skies');
  });

  test('where the chosen ones are deleted by the button, the next one has the focus', async ({
    browser,
  }) => {
    await seedHistory(browser, seeded);
    const panel = await openList(await browser.openPage('sidepanel.html'));
    await expect.poll(() => titles(panel)).toEqual(Object.keys(seeded));
    const deleteChosen = async () => {
      await tabTo(panel, 'Delete', 'back');
      await press(panel, 'Enter');
    };
    await tabTo(panel, 'Select');
    await press(panel, 'Enter');
    await tabTo(panel, 'Red skies');
    await press(panel, ' ');
    await deleteChosen();
    await waitForFocus(panel, 'Blue seas');
    await tabTo(panel, 'Select', 'back');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Select all shown');
    await press(panel, 'Enter');
    await waitForText(panel, 'Selected: 2');
    await tabTo(panel, 'Delete');
    await press(panel, 'Enter');
    await waitForText(panel, 'No conversations yet');
    await waitForFocus(panel, 'Search history');
  });
});

describe.each(eachBrowser)('what is stored, by the keyboard alone, in $kind', ({ test }) => {
  test('nothing is deleted by itself unless that is chosen, and all is once the word is typed', async ({
    browser,
  }) => {
    await seedHistory(browser, seeded);
    let options = await browser.openPage('options.html');
    await find(options, 'combobox', 'Delete conversations automatically').wait();
    const readTime = () =>
      options.$eval('#delete-after', (select) => Reflect.get(select, 'selectedOptions')[0].label);
    expect(await readTime()).toBe('Never');
    await tabTo(options, 'Delete conversations automatically');
    await press(options, 'ArrowDown');
    await expect
      .poll(async () => JSON.parse((await readStored(options)).settings ?? '{}'))
      .toMatchObject({ deleteAfterDays: 30 });
    await browser.restart();
    options = await browser.openPage('options.html');
    await find(options, 'combobox', 'Delete conversations automatically').wait();
    expect(await readTime()).toBe('After 30 days');

    await tabTo(options, 'Delete all');
    await press(options, 'Enter');
    await waitForFocus(options, 'Type DELETE to confirm');
    await press(options, 'Escape');
    await waitForFocus(options, 'Delete all');
    await press(options, 'Enter');
    await waitForFocus(options, 'Type DELETE to confirm');
    await options.keyboard.type('DELETE');
    await press(options, 'Enter');
    await waitForText(options, 'All conversations are deleted.');
    await waitForFocus(options, 'Delete all');
    await browser.restart();
    const panel = await openList(await browser.openPage('sidepanel.html'));
    await waitForText(panel, 'No conversations yet');
  });
});
