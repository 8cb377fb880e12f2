import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { find } from '../e2e/harness/find.ts';
import { waitForAnswer } from '../e2e/harness/panel.ts';
import { inEachBrowser } from './harness/test.ts';
import { paragraphs } from './harness/texts.ts';

/** The browser ends an idle background after 30 s, which is when a silence is told, too. */
const tellTime = { timeout: 60_000 };
const silence = /(^|— )No text for 30 seconds\. Still waiting\.$/;
const pastAnyIdleKill = 20_000;

describe.each(inEachBrowser)('The answer takes its time in $kind', ({ test }) => {
  const tags = ['slow'];
  const patient = {
    promise: 'told after 30 s, the background stays alive for it, then the answer arrives whole',
  };

  test('nothing before the headers for 50 s', { meta: patient, tags }, async ({ chat, see }) => {
    const ask = await chat.ask();
    await chat.waitForWords(silence, tellTime);
    await setTimeout(pastAnyIdleKill);
    await chat.waitForWords(silence);
    ask.write('Here at last.');
    ask.end();
    const outcome = await chat.expectOutcome({ text: 'Here at last.', says: '' });
    see(`first “No text for 30 seconds. Still waiting.”, then ${outcome}`);
  });

  test('nothing in the middle for 50 s', { meta: patient, tags }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write('Let me think.');
    await chat.waitForText('Let me think.');
    await chat.waitForWords(silence, tellTime);
    await setTimeout(pastAnyIdleKill);
    await chat.waitForWords(silence);
    ask.write(' Yes.');
    await chat.waitForText('Let me think. Yes.');
    await chat.waitForWords(/^$/);
    ask.end();
    const outcome = await chat.expectOutcome({ text: 'Let me think. Yes.', says: '' });
    see(`first “No text for 30 seconds. Still waiting.”, then ${outcome}`);
  });

  test('one byte a second', {
    meta: { promise: 'each byte is on screen as it comes; complete, no silence told' },
    tags,
  }, async ({ chat, see }) => {
    const text = 'Slow and steady, byte by byte, it comes.';
    const ask = await chat.ask();
    for (let length = 1; length <= text.length; length += 1) {
      ask.write(text.slice(length - 1, length));
      await chat.waitForText(text.slice(0, length));
      await setTimeout(1000);
    }
    ask.end();
    see(await chat.expectOutcome({ text, says: '' }));
  });

  test('an answer of 10 MB', {
    meta: { promise: 'arrives whole; the panel can be used meanwhile and afterwards' },
    tags,
  }, async ({ chat, service, see }) => {
    const text = paragraphs(10 * 1024 * 1024);
    const patience = { timeout: 60_000 };
    const ask = await chat.ask();
    ask.write(text.slice(0, text.length / 2));
    // By the element: to look for roles among so many elements takes seconds.
    await chat.panel.locator('textarea').fill('Can I type all the while?');
    ask.write(text.slice(text.length / 2));
    ask.end();
    const outcome = await chat.expectOutcome({ text, says: '' }, patience);
    await chat.panel.locator('textarea').fill('And what is next?');
    await chat.panel.keyboard.press('Enter');
    await expect.poll(() => JSON.stringify(service.asks.at(-1)?.body)).toContain('what is next');
    service.asks.at(-1)?.write('Another answer.');
    service.asks.at(-1)?.end();
    await waitForAnswer(chat.panel, 'Another answer.');
    await find(chat.panel, 'button', 'New chat').click();
    await expect.poll(() => chat.panel.$$('article')).toEqual([]);
    see(`${outcome}; then another question, and a new chat`);
  });
});
