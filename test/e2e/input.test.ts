import { describe, expect } from 'vitest';
import { find, findAll, waitForText } from './harness/find.ts';
import { askInPanel, readArticles, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('input in $kind', ({ test }) => {
  test('a blank question cannot be sent', async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    const isDisabled = () =>
      panel.$eval('button[aria-label="Send"]', (button) => button.matches(':disabled'));
    await expect.poll(isDisabled).toBe(true);
    await find(panel, 'textbox', 'Message').fill('  \n ');
    expect(await isDisabled()).toBe(true);
    await panel.keyboard.press('Enter');
    await find(panel, 'textbox', 'Message').fill('x');
    await expect.poll(isDisabled).toBe(false);
    expect(service.asks).toEqual([]);
    expect(await readArticles(panel)).toEqual([]);
  });

  test('Enter sends, Shift+Enter breaks the line', async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'textbox', 'Message').fill('One');
    await panel.keyboard.down('Shift');
    await panel.keyboard.press('Enter');
    await panel.keyboard.up('Shift');
    await panel.keyboard.type('two');
    await panel.keyboard.press('Enter');
    const ask = await service.nextAsk();
    expect(ask.body).toMatchObject({ messages: [{ content: 'One\ntwo' }] });
    ask.write('Three');
    ask.end();
    await waitForEnd(panel);
  });

  test('the Enter that ends a composition does not send', async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'textbox', 'Message').fill('にほん');
    await panel.$eval('textarea', (textarea) => {
      const composing = { key: 'Enter', bubbles: true, cancelable: true, isComposing: true };
      textarea.dispatchEvent(new KeyboardEvent('keydown', composing));
      const legacy = { key: 'Enter', bubbles: true, cancelable: true, keyCode: 229 };
      textarea.dispatchEvent(new KeyboardEvent('keydown', legacy));
    });
    expect(await readArticles(panel)).toEqual([]);
    await panel.keyboard.press('Enter');
    const ask = await service.nextAsk();
    ask.write('日本');
    ask.end();
    await waitForAnswer(panel, '日本');
    expect(service.asks).toHaveLength(1);
  });

  test('a double click on Send, and two sends at once, ask one question', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'textbox', 'Message').fill('Only once');
    await panel.$eval('button[aria-label="Send"]', (send) => {
      const textarea = document.querySelector('textarea');
      const enter = { key: 'Enter', bubbles: true, cancelable: true };
      if (send instanceof HTMLElement) send.click();
      textarea?.dispatchEvent(new KeyboardEvent('keydown', enter));
      if (send instanceof HTMLElement) send.click();
    });
    const ask = await service.nextAsk();
    ask.write('Once.');
    ask.end();
    await waitForEnd(panel);
    expect(await readArticles(panel)).toHaveLength(2);
    expect(service.asks).toHaveLength(1);
  });

  test('a question of 1 MB is refused with a reason, kept, and freezes nothing', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'textbox', 'Message').click();
    await panel.$eval('textarea', (textarea) => {
      textarea.value = 'word '.repeat(200_000);
      textarea.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await find(panel, 'button', 'Send').click();
    await waitForText(panel, 'The question is too long for this model');
    expect(service.asks).toEqual([]);
    // The folded question leaves the panel quick to answer.
    expect((await readArticles(panel))[0]?.length).toBeLessThan(5000);
    await find(panel, 'button', 'New chat').click();
    await askInPanel(panel, 'short');
    (await service.nextAsk()).write('ok');
    await waitForAnswer(panel, 'ok');
    expect(await findAll(panel, 'button', 'Stop')).toHaveLength(1);
  });
});
