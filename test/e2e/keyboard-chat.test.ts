import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { headOf } from '../../core/branches.ts';
import type { Conversation } from '../../core/conversation.ts';
import { find, findAll, waitForText } from './harness/find.ts';
import { focusedName, press, tabTo, typeQuestion, waitForFocus } from './harness/keyboard.ts';
import { answerNext, articles, waitForAnswer, waitForCheckpoint } from './harness/panel.ts';
import { listed } from './harness/seeded-history.ts';
import { readStored, readStoredUnder } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

/** The answer of the turn that the one conversation ends with, as it is stored. */
const storedHead = (panel: Page) =>
  expect.poll(async () => {
    const [stored = ''] = Object.values(await readStoredUnder(panel, 'conversation:'));
    const { conversation }: { conversation: Conversation } = JSON.parse(stored);
    return headOf(conversation)?.answer.text;
  });

const readDraft = (panel: Page) => panel.$eval('textarea', ({ value }) => value);

describe.each(eachBrowser)('a conversation by the keyboard alone, in $kind', ({ test }) => {
  test('an answer is asked for again, its versions are stepped through, and one is deleted', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await typeQuestion(panel, 'Name a colour');
    await answerNext(panel, service, 'Red.');
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Regenerate', 'back');
    await press(panel, 'Enter');
    await answerNext(panel, service, 'Blue.');
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Previous version', 'back');
    await press(panel, 'Enter');
    await articles(panel).toEqual(['Name a colour', 'Red.\n1 / 2']);
    await waitForFocus(panel, 'Next version');
    await storedHead(panel).toBe('Red.');
    await press(panel, 'Enter');
    await articles(panel).toEqual(['Name a colour', 'Blue.\n2 / 2']);
    await waitForFocus(panel, 'Previous version');
    // On screen at once, it is stored a moment later, one step after the other.
    await storedHead(panel).toBe('Blue.');
    await press(panel, 'Enter');
    await storedHead(panel).toBe('Red.');

    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual(['Name a colour', 'Red.\n1 / 2']);
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Delete question and answer', 'back');
    await press(panel, 'Enter', 'Tab');
    await waitForFocus(panel, 'Delete');
    await press(panel, 'Enter');
    await articles(panel).toEqual(['Name a colour', 'Blue.']);
    await waitForFocus(panel, 'Message');

    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual(['Name a colour', 'Blue.']);
    expect(service.asks).toHaveLength(2);
  });

  test('a question is edited, and an answer stopped and gone on with after a restart', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await typeQuestion(panel, 'Capital of Chad');
    await answerNext(panel, service, 'N’Djamena.');
    await press(panel, 'ArrowUp');
    await waitForFocus(panel, 'Edit question');
    await press(panel, 'Escape');
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Edit', 'back');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Edit question');
    await press(panel, 'Escape');
    await waitForFocus(panel, 'Edit');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Edit question');
    await press(panel, 'Backspace', 'Backspace');
    await panel.keyboard.type('ile');
    await press(panel, 'Enter');
    const ask = await service.nextAsk();
    expect(JSON.stringify(ask.body)).toContain('Capital of Chile');
    ask.write('It is');
    await waitForAnswer(panel, 'It is');
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Stop');
    await press(panel, 'Enter');
    await ask.abandoned;
    await waitForText(panel, 'Stopped');
    await waitForFocus(panel, 'Message');

    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await waitForText(panel, 'Stopped');
    await tabTo(panel, 'Continue', 'back');
    await press(panel, 'Enter');
    const more = await service.nextAsk();
    expect(JSON.stringify(more.body)).toContain('Assistant: It is\\nUser: Your answer');
    more.write('Santiago.');
    more.end();
    await articles(panel).toEqual(['Capital of Chile', 'It is Santiago.\n2 / 2']);
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Previous version', 'back');
    await press(panel, 'Enter');
    await articles(panel).toEqual(['Capital of Chad', 'N’Djamena.\n1 / 2']);
  });

  test('a queued question is withdrawn, another edited, and asked after a restart', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    const queued = () => expect.poll(() => findAll(panel, 'article', 'Queued'));
    await typeQuestion(panel, 'First');
    const first = await service.nextAsk();
    first.write('One');
    await waitForAnswer(panel, 'One');
    await typeQuestion(panel, 'Second');
    await typeQuestion(panel, 'Never mind');
    await queued().toHaveLength(2);
    await tabTo(panel, 'Withdraw', 'back');
    await press(panel, 'Enter');
    await queued().toHaveLength(1);
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Edit', 'back');
    await press(panel, 'Enter');
    await queued().toHaveLength(0);
    await waitForFocus(panel, 'Message');
    await expect.poll(() => readDraft(panel)).toBe('Second');
    await typeQuestion(panel, ' thoughts');
    await queued().toHaveLength(1);
    await waitForCheckpoint(panel, 'One');
    const stored = async () => Object.values(await readStoredUnder(panel, 'conversation:')).join();
    await expect.poll(stored).toContain('Second thoughts');

    // The answer breaks off with the browser, so what waits for it waits for a word.
    await browser.restart();
    panel = await browser.openPage('sidepanel.html');
    await waitForText(panel, 'did not come to its end');
    await tabTo(panel, 'Ask now', 'back');
    await press(panel, 'Enter');
    const body = await answerNext(panel, service, 'Two');
    expect(JSON.stringify(body)).toContain('User: Second thoughts');
    await queued().toHaveLength(0);
    expect(service.asks).toHaveLength(2);
  });

  test('a temporary chat is begun, says what it is, and leaves nothing', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Temporary chat', 'back');
    await press(panel, 'Enter');
    await waitForText(panel, 'Temporary chat: nothing of it is stored');
    await typeQuestion(panel, 'A secret');
    await answerNext(panel, service, 'Hush.');
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'Regenerate', 'back');
    await press(panel, 'Enter');
    await answerNext(panel, service, 'Secretly.');
    await articles(panel).toEqual(['A secret', 'Secretly.\n2 / 2']);
    expect(JSON.stringify(await readStored(panel))).not.toMatch(/secret|hush/i);

    await panel.close();
    panel = await browser.openPage('sidepanel.html');
    await articles(panel).toEqual([]);
    await waitForFocus(panel, 'Message');
    await tabTo(panel, 'History', 'back');
    await press(panel, 'Enter');
    await waitForFocus(panel, 'Search history');
    await waitForText(panel, 'No conversations yet');
    expect(await listed(panel)).toEqual([]);
    await tabTo(panel, 'History', 'back');
    await press(panel, 'Enter');
    await find(panel, 'textbox', 'Message').wait();
    expect(await focusedName(panel)).toBe('Message');
  });
});
