import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import type { ExtensionBrowser } from '../e2e/harness/extension-browser.ts';
import { readShownTurn } from './harness/shown-turn.ts';
import { inEachBrowser } from './harness/test.ts';

/** Nothing happens for 45 s, in which the browser itself ends the background. */
async function idle(browser: ExtensionBrowser): Promise<void> {
  await setTimeout(45_000);
  await expect.poll(browser.isBackgroundRunning, { timeout: 60_000, interval: 1000 }).toBe(false);
}

const shownText = async (panel: Page) => {
  const { question, text, running } = await readShownTurn(panel);
  return { question, text, running };
};

describe.each(inEachBrowser)('Nothing happens for 45 s in $kind', ({ test }) => {
  const tags = ['slow'];

  test('then a question is asked', {
    meta: { promise: 'the browser has ended the background; the question starts it again' },
    tags,
  }, async ({ chat, browser, see }) => {
    await chat.warmUp();
    await idle(browser);
    const ask = await chat.ask();
    ask.write('Awake again.');
    ask.end();
    const outcome = await chat.expectOutcome({ text: 'Awake again.', says: '' });
    see(`the background had ended; ${outcome}`);
  });

  test('then another panel asks', {
    meta: { promise: 'a panel that was open all the time shows the question and its answer' },
    tags,
  }, async ({ chat, browser, see }) => {
    await chat.warmUp();
    const other = await browser.openPage('sidepanel.html');
    await expect.poll(() => shownText(other)).toMatchObject({ text: 'Gladly.' });
    await idle(browser);
    const ask = await chat.ask();
    const { question } = chat;
    ask.write('For both');
    await expect
      .poll(() => shownText(other))
      .toEqual({ question, text: 'For both', running: true });
    ask.write(' of you.');
    ask.end();
    await expect
      .poll(() => shownText(other))
      .toEqual({ question, text: 'For both of you.', running: false });
    await other.close();
    const outcome = await chat.expectOutcome({ text: 'For both of you.', says: '' });
    see(`the background had ended; the other panel had it all; ${outcome}`);
  });
});
