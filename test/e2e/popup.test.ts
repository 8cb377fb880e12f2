import { describe, expect } from 'vitest';
import { find, findAll, readText } from './harness/find.ts';
import { focusedName } from './harness/keyboard.ts';
import { waitForAnswer } from './harness/panel.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('the popup in $kind', ({ test }) => {
  test('has the focus in its textbox, streams an answer and stops it', async ({
    browser,
    service,
  }) => {
    const popup = await browser.openPage('popup.html');
    await find(popup, 'textbox', 'Quick question').wait();
    await expect.poll(() => focusedName(popup)).toBe('Quick question');
    await popup.keyboard.type('Capital of Bhutan?');
    await popup.keyboard.press('Enter');
    const ask = await service.nextAsk();
    ask.write('**Thimphu**, in the');
    await waitForAnswer(popup, 'Thimphu, in the');
    await find(popup, 'button', 'Stop').click();
    await ask.abandoned;
    await waitForAnswer(popup, 'Stopped');
    expect(await readText(popup, 'log', 'Answer')).toContain('Thimphu, in the');
    expect(await browser.readErrors()).toEqual([]);
  });

  test('closed mid-answer, loses nothing: the side panel has it', async ({ browser, service }) => {
    const popup = await browser.openPage('popup.html');
    await find(popup, 'textbox', 'Quick question').fill('Capital of Nepal?');
    await find(popup, 'button', 'Ask').click();
    const ask = await service.nextAsk();
    ask.write('It is');
    await waitForAnswer(popup, 'It is');
    await popup.close();
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'button', 'History').click();
    await find(panel, 'button', 'Capital of Nepal?').click();
    await waitForAnswer(panel, 'It is');
    ask.write(' Kathmandu.');
    await waitForAnswer(panel, 'It is Kathmandu.');
    expect(await findAll(panel, 'button', 'Stop')).toHaveLength(1);
    ask.end();
  });

  test('what was typed is still there after a click elsewhere closed it', async ({ browser }) => {
    const popup = await browser.openPage('popup.html');
    await find(popup, 'textbox', 'Quick question').fill('Capital of');
    await popup.close();
    const again = await browser.openPage('popup.html');
    const typed = () => again.$eval('textarea', ({ value }) => value);
    await expect.poll(typed).toBe('Capital of');
    await expect.poll(() => focusedName(again)).toBe('Quick question');
    await again.keyboard.type(' Mali?');
    await expect.poll(typed).toBe('Capital of Mali?');
  });

  test('a question that fails is told in the popup and kept', async ({ browser, service }) => {
    const popup = await browser.openPage('popup.html');
    await find(popup, 'textbox', 'Quick question').fill('Capital of Chad?');
    await find(popup, 'button', 'Ask').click();
    (await service.nextAsk()).respond(200, { 'content-type': 'text/html' }, '<html></html>');
    await expect
      .poll(() => readText(popup, 'alert', ''))
      .toContain('It sent a web page where the answer was due');
    await find(popup, 'button', 'Retry').click();
    const again = await service.nextAsk();
    again.write('N’Djamena.');
    again.end();
    await waitForAnswer(popup, 'N’Djamena.');
  });
});
