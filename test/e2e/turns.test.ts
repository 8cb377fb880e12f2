import { describe, expect } from 'vitest';
import { find, findAll, waitForText } from './harness/find.ts';
import { focusedName, waitForFocus } from './harness/keyboard.ts';
import { answerNext, articles, askInPanel, waitForAnswer } from './harness/panel.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('turns, in $kind', ({ test }) => {
  test('an answer is asked for again, and both versions stay, over a restart', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Name a colour');
    await answerNext(panel, service, 'Red.');
    await find(panel, 'button', 'Regenerate').click();
    await answerNext(panel, service, 'Blue.');
    await waitForText(panel, '2 / 2');
    await find(panel, 'button', 'Previous version').click();
    await articles(panel).toEqual(['Name a colour', 'Red.\n1 / 2']);
    await askInPanel(panel, 'Why?');
    const body = await answerNext(panel, service, 'It is warm.');
    expect(JSON.stringify(body)).toContain('Assistant: Red.\\nUser: Why?');

    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual(['Name a colour', 'Red.\n1 / 2', 'Why?', 'It is warm.']);
    await find(panel, 'button', 'Next version').click();
    await articles(panel).toEqual(['Name a colour', 'Blue.\n2 / 2']);
    await expect.poll(() => focusedName(panel)).toBe('Previous version');
    expect(service.asks).toHaveLength(3);
  });

  test('a question is edited by the keyboard alone, and the first one stays', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Capital of Chad');
    await answerNext(panel, service, 'N’Djamena.');
    await find(panel, 'textbox', 'Message').wait();
    await panel.focus('textarea');
    await panel.keyboard.press('ArrowUp');
    await waitForFocus(panel, 'Edit question');
    await panel.keyboard.press('Escape');
    await articles(panel).toEqual(['Capital of Chad', 'N’Djamena.']);
    await find(panel, 'button', 'Edit').click();
    await find(panel, 'textbox', 'Edit question').fill('Capital of Chile');
    await panel.keyboard.press('Enter');
    const body = await answerNext(panel, service, 'Santiago.');
    expect(JSON.stringify(body)).not.toContain('Chad');
    await articles(panel).toEqual(['Capital of Chile', 'Santiago.\n2 / 2']);
    await find(panel, 'button', 'Previous version').click();
    await articles(panel).toEqual(['Capital of Chad', 'N’Djamena.\n1 / 2']);
  });

  test('a turn is deleted after a second word, for good', async ({ browser, service }) => {
    let panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Keep me');
    await answerNext(panel, service, 'Kept.');
    await askInPanel(panel, 'Drop me');
    await answerNext(panel, service, 'Dropped.');
    const [, drop] = await findAll(panel, 'button', 'Delete question and answer');
    await drop?.click();
    await find(panel, 'button', 'Keep').click();
    await expect.poll(() => focusedName(panel)).toBe('Delete question and answer');
    await articles(panel).toHaveLength(4);
    await drop?.click();
    await find(panel, 'button', 'Delete').click();
    await articles(panel).toEqual(['Keep me', 'Kept.']);
    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual(['Keep me', 'Kept.']);
  });

  test('a question typed while an answer runs waits, over a closed panel, and is asked', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'First');
    const first = await service.nextAsk();
    first.write('One');
    await waitForAnswer(panel, 'One');
    await askInPanel(panel, 'Second');
    await askInPanel(panel, 'Never mind');
    await expect.poll(() => findAll(panel, 'article', 'Queued')).toHaveLength(2);
    const withdraws = await findAll(panel, 'button', 'Withdraw');
    await withdraws.at(-1)?.click();
    await expect.poll(() => findAll(panel, 'article', 'Queued')).toHaveLength(1);
    await panel.close();
    panel = await browser.openPage('sidepanel.html');
    await find(panel, 'article', 'Queued').wait();
    await find(panel, 'button', 'Edit').wait();
    expect(service.asks).toHaveLength(1);

    await panel.close();
    first.end();
    const second = await service.nextAsk();
    expect(JSON.stringify(second.body)).toContain('Assistant: One\\nUser: Second');
    second.write('Two');
    second.end();
    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual(['First', 'One', 'Second', 'Two']);
    expect(service.asks).toHaveLength(2);
  });

  test('a queued question waits for a word after an answer that failed, and can be edited', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'First');
    const first = await service.nextAsk();
    await askInPanel(panel, 'Second');
    await find(panel, 'article', 'Queued').wait();
    first.respond(500);
    await waitForText(panel, 'did not come to its end');
    await find(panel, 'button', 'Ask now').wait();
    const queued = await panel.waitForSelector('article.queued');
    const edit = await queued?.$('button:nth-of-type(2)');
    await edit?.click();
    await expect.poll(() => panel.$eval('textarea', ({ value }) => value)).toBe('Second');
    await expect.poll(() => findAll(panel, 'article', 'Queued')).toHaveLength(0);
    await find(panel, 'button', 'Send').click();
    await answerNext(panel, service, 'Two');
    expect(service.asks).toHaveLength(2);
  });
});
