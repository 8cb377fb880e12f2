import { describe } from 'vitest';
import { waitForEnd } from '../e2e/harness/panel.ts';
import { pieceCount, sendAtPace } from './harness/paced-answer.ts';
import { inEachBrowser } from './harness/test.ts';

const interrupted = /^Interrupted · the browser stopped before the answer ended$/;

describe.each(inEachBrowser)('The browser is killed in $kind', ({ test }) => {
  const promise = 'the question is kept, at most a second of text is lost, never asked again';

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
