import { describe, expect } from 'vitest';
import { find, findAll } from './harness/find.ts';
import { focusedName, waitForFocus } from './harness/keyboard.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('the list of keyboard shortcuts in $kind', ({ test }) => {
  test('it opens by its button and by ?, and Escape leads back', async ({ browser }) => {
    const panel = await browser.openPage('sidepanel.html');
    const dialogs = () => findAll(panel, 'dialog', 'Keyboard shortcuts');

    await find(panel, 'button', 'Keyboard shortcuts').click();
    await find(panel, 'dialog', 'Keyboard shortcuts').wait();
    await expect.poll(() => focusedName(panel)).toBe('Close');
    const text = await panel.$eval('dialog', (dialog) => dialog.textContent);
    for (const key of ['Enter', 'Shift', '↑', 'F2', 'Delete', 'Esc']) expect(text).toContain(key);
    await panel.keyboard.press('Escape');
    await expect.poll(dialogs).toEqual([]);
    await expect.poll(() => focusedName(panel)).toBe('Keyboard shortcuts');

    await panel.keyboard.type('?');
    await find(panel, 'dialog', 'Keyboard shortcuts').wait();
    await panel.keyboard.type('?');
    await expect.poll(dialogs).toEqual([]);
    await expect.poll(() => focusedName(panel)).toBe('Keyboard shortcuts');

    await find(panel, 'textbox', 'Message').click();
    await panel.keyboard.type('Why?');
    await expect.poll(() => panel.$eval('textarea', ({ value }) => value)).toBe('Why?');
    expect(await dialogs()).toEqual([]);

    await find(panel, 'button', 'History').click();
    await waitForFocus(panel, 'Search history');
    await panel.focus('header button');
    await panel.keyboard.type('?');
    await find(panel, 'dialog', 'Keyboard shortcuts').wait();
    await find(panel, 'button', 'Close').click();
    await expect.poll(() => focusedName(panel)).toBe('New chat');
    expect(await browser.readErrors()).toEqual([]);
  });
});
