import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { makeTitle } from '../../core/title.ts';
import type { ExtensionBrowser } from '../e2e/harness/extension-browser.ts';
import { find } from '../e2e/harness/find.ts';
import { waitForAnswer } from '../e2e/harness/panel.ts';
import { waitForAsk } from './harness/chat.ts';
import { readShownTurn } from './harness/shown-turn.ts';
import { inEachBrowser } from './harness/test.ts';

const whole = 'It began before, went on unseen, and ended after.';

/** Opens a conversation in a panel of a window of its own, from the history. */
async function openInWindow(browser: ExtensionBrowser, question: string): Promise<Page> {
  const panel = await browser.openPage('sidepanel.html', 'window');
  await find(panel, 'button', 'History').click();
  await find(panel, 'button', makeTitle({ text: question })).click();
  return panel;
}

describe.each(inEachBrowser)('Views come and go in $kind', ({ test }) => {
  const promise = 'the answer goes on without its view; the view that comes has all of it';

  test('the panel closed and opened while the answer runs', { meta: { promise } }, async ({
    chat,
    see,
  }) => {
    const ask = await chat.ask();
    ask.write('It began before, ');
    await chat.waitForText('It began before,');
    await chat.close();
    ask.write('went on unseen, ');
    await chat.reopen();
    await chat.waitForText('It began before, went on unseen,');
    ask.write('and ended after.');
    ask.end();
    see(await chat.expectOutcome({ text: whole, says: '' }));
  });

  test('the panel closed until the answer has ended', { meta: { promise } }, async ({
    chat,
    see,
  }) => {
    const ask = await chat.ask();
    ask.write('It began before, ');
    await chat.waitForText('It began before,');
    await chat.close();
    ask.write('went on unseen, and ended after.');
    ask.end();
    await chat.reopen();
    see(await chat.expectOutcome({ text: whole, says: '' }));
  });

  test('the panel reloaded while the answer runs', { meta: { promise } }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write('It began before, ');
    await chat.waitForText('It began before,');
    await chat.panel.evaluate(() => {
      Object.assign(globalThis, { before: true });
      location.reload();
    });
    ask.write('went on unseen, ');
    const isAnother = () => chat.panel.evaluate(() => !('before' in globalThis));
    await expect.poll(isAnother).toBe(true);
    await chat.waitForText('It began before, went on unseen,');
    ask.write('and ended after.');
    ask.end();
    see(await chat.expectOutcome({ text: whole, says: '' }));
  });

  test('the panel’s tab goes elsewhere and back', { meta: { promise } }, async ({
    chat,
    site,
    see,
  }) => {
    const { panel } = chat;
    const ask = await chat.ask();
    ask.write('It began before, ');
    await chat.waitForText('It began before,');
    // Not by the driver: Firefox never tells it that a page of an extension has loaded.
    const address = await panel.evaluate(() => location.href);
    await panel.evaluate(
      (elsewhere) => {
        location.href = elsewhere;
      },
      site.add('/elsewhere', '<p>Elsewhere</p>'),
    );
    await panel.waitForSelector('::-p-text(Elsewhere)');
    ask.write('went on unseen, ');
    await panel.evaluate(() => history.back());
    await expect.poll(() => panel.evaluate(() => location.href)).toBe(address);
    await chat.waitForText('It began before, went on unseen,');
    ask.write('and ended after.');
    ask.end();
    see(await chat.expectOutcome({ text: whole, says: '' }));
  });

  test('panels in two windows and a popup', {
    meta: { promise: 'all show the same, to the byte, from the first piece to the last' },
  }, async ({ browser, service, see }) => {
    const question = `What do all of you see in ${browser.kind}?`;
    const text = 'Hà Nội 🌱 việt, 👩‍🌾 東京 — the same for all.';
    const popup = await browser.openPage('popup.html');
    await find(popup, 'textbox', 'Quick question').fill(question);
    await find(popup, 'button', 'Ask').click();
    const ask = await waitForAsk(service, question);
    const panels = [await openInWindow(browser, question), await openInWindow(browser, question)];
    const views = [popup, ...panels];
    const texts = () => Promise.all(views.map(async (view) => (await readShownTurn(view)).text));
    const bytes = Buffer.from(text);
    const decoder = new TextDecoder();
    let sent = '';
    // Pieces of 5 bytes end within characters.
    for (let at = 0; at < bytes.length; at += 5) {
      const piece = bytes.subarray(at, at + 5);
      ask.write(piece);
      sent += decoder.decode(piece, { stream: true });
      await expect.poll(texts).toEqual(views.map(() => sent.trim()));
    }
    ask.end();
    const state = async (view: Page) => {
      const { text: shown, says, running } = await readShownTurn(view);
      return { shown, says, running };
    };
    await expect
      .poll(() => Promise.all(views.map(state)))
      .toEqual(views.map(() => ({ shown: text, says: '', running: false })));
    await waitForAnswer(popup, text);
    for (const view of views) await view.close();
    see(`three views alike after each of ${Math.ceil(bytes.length / 5)} pieces, and at the end`);
  });
});
