import { describe, expect } from 'vitest';
import { find } from '../e2e/harness/find.ts';
import { waitForEnd } from '../e2e/harness/panel.ts';
import { readStoredUnder } from '../e2e/harness/stored.ts';
import { pieceCount, sendAtPace } from './harness/paced-answer.ts';
import { inEachBrowser } from './harness/test.ts';

const interrupted = /^Interrupted · the browser stopped before the answer ended$/;

describe.each(inEachBrowser)('The browser is killed in $kind', ({ test }) => {
  const promise = 'the question is kept, at most a second of text is lost, never asked again';

  test('in the moment of Send', { meta: { promise } }, async ({ chat, browser, see }) => {
    await find(chat.panel, 'textbox', 'Message').fill(chat.question);
    const drafts = async () => Object.values(await readStoredUnder(chat.panel, 'draft:'));
    await expect.poll(drafts).toContain(JSON.stringify(chat.question));
    await find(chat.panel, 'button', 'Send').click();
    await browser.kill();
    await browser.restart();
    await chat.reopen();
    const asked = chat.countAsks();
    expect(asked).toBeLessThanOrEqual(1);
    // Which conversation was shown last the browser writes down seconds later.
    const stored = Object.values(await readStoredUnder(chat.panel, 'conversation:'));
    if (stored.some((conversation) => conversation.includes(chat.question))) {
      await chat.reopenFromHistory();
      return see(await chat.expectOutcome({ text: '', says: interrupted, asked }));
    }
    const box = () => chat.panel.$eval('textarea', ({ value }) => value);
    await expect.poll(box).toBe(chat.question);
    see(`the question is back in the box; asked ${asked}×`);
  });

  test('before the headers', { meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    await chat.waitUntilStored();
    await browser.kill();
    await ask.abandoned;
    await browser.restart();
    await chat.reopenFromHistory();
    see(await chat.expectOutcome({ text: '', says: interrupted }));
  });

  for (const pieces of [6, 12, pieceCount]) {
    const moment = `after ${pieces} of ${pieceCount} pieces`;
    const tags = pieces === 12 ? [] : ['slow'];
    test(moment, { meta: { promise }, tags }, async ({ chat, browser, see }) => {
      const ask = await chat.ask();
      const answer = sendAtPace(ask);
      await answer.reach(pieces);
      const time = Date.now();
      await browser.kill();
      await ask.abandoned;
      const text = answer.afterKill(time);
      await browser.restart();
      await chat.reopenFromHistory();
      see(await chat.expectOutcome({ text, says: interrupted }));
    });
  }

  test('right after the end', { meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    ask.write('This is all of it.');
    ask.end();
    await waitForEnd(chat.panel);
    await browser.kill();
    await browser.restart();
    await chat.reopenFromHistory();
    see(await chat.expectOutcome({ text: 'This is all of it.', says: '' }));
  });
});
