import { describe, expect } from 'vitest';
import { waitForEnd } from '../e2e/harness/panel.ts';
import { pieceCount, sendAtPace } from './harness/paced-answer.ts';
import { readShownTurn } from './harness/shown-turn.ts';
import { inEachBrowser } from './harness/test.ts';

const interrupted = /^Interrupted · the browser stopped before the answer ended$/;

describe.each(inEachBrowser)('The background is killed in $kind', ({ test }) => {
  const promise = 'the question is kept, at most a second of text is lost, never asked again';

  test('in the moment of Send', { meta: { promise } }, async ({ chat, browser, see }) => {
    await chat.send();
    await browser.endBackground();
    await waitForEnd(chat.panel);
    const box = await chat.panel.$eval('textarea', (textbox) => textbox.value);
    if (box === chat.question)
      return see(`the question is back in the box; asked ${chat.countAsks()}×`);
    see(await chat.expectOutcome({ text: '', says: interrupted, asked: chat.countAsks() }));
    expect(chat.countAsks()).toBeLessThanOrEqual(1);
  });

  test('while connecting', { meta: { promise } }, async ({ chat, browser, service, see }) => {
    const { door } = service;
    const { held } = door;
    door.hold();
    await chat.send();
    await expect.poll(() => door.held).toBeGreaterThan(held);
    await chat.waitUntilStored();
    await browser.endBackground();
    // By then its request is cancelled, too: Firefox is told of both by the same process.
    await chat.waitForWords(interrupted);
    await door.open();
    see(await chat.expectOutcome({ text: '', says: interrupted, asked: 0 }));
  });

  test('before the headers', { meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    await chat.waitUntilStored();
    await browser.endBackground();
    await ask.abandoned;
    see(await chat.expectOutcome({ text: '', says: interrupted }));
  });

  test('before the first text', { meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    ask.open();
    await chat.waitUntilStored();
    await browser.endBackground();
    await ask.abandoned;
    see(await chat.expectOutcome({ text: '', says: interrupted }));
  });

  /** These among `npm test`, all of them in the matrix. */
  const quick = [1, 6, 12];
  for (const pieces of [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 19, pieceCount]) {
    const moment = `after ${pieces} of ${pieceCount} pieces`;
    const tags = quick.includes(pieces) ? [] : ['slow'];
    test(moment, { meta: { promise }, tags }, async ({ chat, browser, see }) => {
      const ask = await chat.ask();
      const answer = sendAtPace(ask);
      await answer.reach(pieces);
      await browser.endBackground();
      await ask.abandoned;
      see(await chat.expectOutcome({ text: answer.afterKill(), says: interrupted }));
    });
  }

  test('in the moment of the end', { meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    const answer = sendAtPace(ask);
    await answer.reach(pieceCount);
    ask.end();
    const text = answer.afterKill(Date.now());
    await browser.endBackground();
    await waitForEnd(chat.panel);
    const { says } = await readShownTurn(chat.panel);
    see(
      await chat.expectOutcome(
        says === '' ? { text: answer.sent, says } : { text, says: interrupted },
      ),
    );
  });

  test('right after the end', { meta: { promise } }, async ({ chat, browser, see }) => {
    const ask = await chat.ask();
    const answer = sendAtPace(ask);
    await answer.reach(pieceCount);
    ask.end();
    await waitForEnd(chat.panel);
    await browser.endBackground();
    see(await chat.expectOutcome({ text: answer.sent, says: '' }));
  });
});
