import { describe, expect } from 'vitest';
import { cardHost } from '../e2e/harness/card.ts';
import { waitForAnswer } from '../e2e/harness/panel.ts';
import { pressKeys } from '../e2e/harness/pointer.ts';
import { insecureHost } from '../e2e/harness/test-pages.ts';
import {
  type Attack,
  closed,
  refused,
  survived,
  trapsFocus,
  writesAt,
  writings,
} from './harness/hostile-pages.ts';
import { askedAbout, prepareStage } from './harness/hostile-stage.ts';
import { inEachBrowserWith } from './harness/test.ts';

const onStage = inEachBrowserWith({ headful: true }).map(({ kind, test }) => ({
  kind,
  test: test.extend('stage', { scope: 'file' }, ({ browser, service, site, display }) =>
    prepareStage({ browser, service, site, display }),
  ),
}));

describe.each(onStage)('The card’s page is hostile in $kind', ({ kind, test }) => {
  const promised = ({ only = kind }: Attack) => only === kind;
  const unseen = 'Firefox has no way to see it: decision 10';
  const metaOf = ({ only, why = unseen }: Attack, promise: string) => ({
    meta: { promise, ...(only ? { only: why } : {}) },
  });

  const asEver = 'the card looks as ever, to the pixel, and its button closes it';
  for (const attack of survived.filter(promised)) {
    test(`it ${attack.name}`, metaOf(attack, asEver), async ({ stage, see }) => {
      expect(await stage.countChanges(attack)).toBe(0);
      await stage.card.click('Close');
      await expect.poll(stage.isOpen).toBe(false);
      see('no pixel of the answer looks otherwise; closed by a click');
    });
  }

  const closes = 'the card closes by itself; the history has the question and the whole answer';
  for (const attack of closed.filter(promised)) {
    test(`it ${attack.name}`, metaOf(attack, closes), async ({ stage, see }) => {
      const { openCard, act, isOpen, openNewest } = stage;
      const ask = await openCard(attack);
      await act(attack);
      await expect.poll(isOpen).toBe(false);
      ask.write(` in spite of a page that ${attack.name}`);
      ask.end();
      const panel = await openNewest();
      await waitForAnswer(panel, `plants in spite of a page that ${attack.name}`);
      await panel.close();
      see('closed; the answer whole in the history');
    });
  }

  test('it clicks by script', {
    meta: { promise: 'made-up clicks do nothing on any button; those of the mouse work' },
  }, async ({ stage, service, see }) => {
    const { card, openCard, isOpen } = stage;
    const ask = await openCard();
    const before = service.asks.length;
    for (const name of ['Stop', 'Close', 'Open in side panel']) await card.clickByScript(name);
    ask.write(' all the same');
    await card.waitForText('all the same');
    expect(await isOpen()).toBe(true);
    await card.click('Stop');
    await card.waitForText('Stopped');
    for (const name of ['Retry', 'Continue']) await card.clickByScript(name);
    await card.click('Retry');
    await expect.poll(() => service.asks.length).toBe(before + 1);
    service.asks.at(-1)?.write('Once more');
    await card.waitForText('Once more');
    service.asks.at(-1)?.end();
    expect(service.asks).toHaveLength(before + 1);
    see('5 clicks by script did nothing; “Stop” and “Retry” by the mouse did what they say');
  });

  test('it writes into the card', {
    meta: { promise: 'no word is asked but those that the user has typed' },
  }, async ({ stage, service, display, see }) => {
    const asked: string[] = [];
    for (const { moment, left } of writings) {
      for (const hides of [true, false]) {
        const before = service.asks.length;
        await stage.openQuestion({ html: writesAt(moment, hides) });
        await pressKeys(display, 'w', 'h', 'y', 'F9', 'x', 'Return');
        await expect.poll(() => service.asks.length).toBe(before + 1);
        const ask = service.asks.at(-1);
        expect(ask?.body).toMatchObject({ messages: [{ content: askedAbout(left) }] });
        ask?.end();
        asked.push(`“${left}” (${moment})`);
      }
    }
    see(`“whyx” typed; asked: ${[...new Set(asked)].join(', ')}`);
  });

  test('it keeps the focus for itself', {
    meta: { promise: 'what is typed into the card arrives there' },
  }, async ({ stage, service, display, see }) => {
    const { page } = stage;
    const before = service.asks.length;
    await stage.openQuestion({ html: trapsFocus });
    await pressKeys(display, 'w', 'h');
    await stage.card.waitForDraft('wh');
    // Out into the page, in again by a click on the quote, and on to the question.
    await page.click('#field');
    await pressKeys(display, 'o', 'u', 't');
    const field = () => page.$eval('#field', (element) => (element as HTMLInputElement).value);
    await expect.poll(field).toBe('out');
    const { x, y } = await page.$eval(cardHost, (host) => host.getBoundingClientRect().toJSON());
    await page.mouse.click(x + 100, y + 65);
    await pressKeys(display, 'Tab', 'End', 'y', 'Return');
    await expect.poll(() => service.asks.length).toBe(before + 1);
    const ask = service.asks.at(-1);
    expect(ask?.body).toMatchObject({ messages: [{ content: askedAbout('why') }] });
    ask?.end();
    expect(await field()).toBe('out');
    see('typed at once, and after a click and Tab: “why”');
  });

  test('it watches what is copied', {
    meta: { promise: '“Copy” reaches the clipboard, and nothing of it the page' },
  }, async ({ stage, display, see }) => {
    const { page, card, openCard } = stage;
    const ask = await openCard({
      host: insecureHost,
      html: `<input id="field"><script>
        const seen = [];
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes) for (const { value } of addedNodes) seen.push(value);
        }).observe(document, { childList: true, subtree: true });
        addEventListener('copy', ({ clipboardData }) => seen.push(clipboardData.getData('text')));
      </script>`,
    });
    ask.end();
    await card.click('Copy');
    await card.waitForText('Copied');
    expect(await page.evaluate('seen.filter(Boolean)')).toEqual([]);
    await page.focus('#field');
    await pressKeys(display, 'ctrl+v');
    const pasted = () => page.$eval('#field', (field) => (field as HTMLInputElement).value);
    await expect.poll(pasted).toBe('Light `feeds` **plants**');
    see('copied and pasted; the page saw nothing');
  });

  test('it forbids the clipboard', {
    meta: { promise: '“Copy” reaches the clipboard' },
  }, async ({ stage, display, see }) => {
    const { page, card, openCard } = stage;
    const ask = await openCard({
      html: '<input id="field">',
      headers: { 'permissions-policy': 'clipboard-write=(), clipboard-read=()' },
    });
    ask.write(' in spite of it');
    ask.end();
    await card.click('Copy');
    await card.waitForText('Copied');
    await page.focus('#field');
    await pressKeys(display, 'ctrl+v');
    const pasted = () => page.$eval('#field', (field) => (field as HTMLInputElement).value);
    await expect.poll(pasted).toBe('Light `feeds` **plants** in spite of it');
    see('copied and pasted');
  });

  if (kind === 'chromium') {
    test('it swallows every event', {
      meta: {
        promise: 'a press on “Close” closes the card all the same',
        only: 'in Firefox it closes when the page is left: decision 10',
      },
    }, async ({ stage, see }) => {
      const { page, card, openCard, isOpen } = stage;
      const ask = await openCard({
        html: `<script>
      const swallow = (event) => { event.stopImmediatePropagation(); event.preventDefault(); };
      for (const name in window) {
        if (/^on(key|click|pointer|mouse|focus)/.test(name)) {
          addEventListener(name.slice(2), swallow, true);
        }
      }
    </script>`,
      });
      await card.hover('Close');
      await page.mouse.down();
      await expect.poll(isOpen).toBe(false);
      await page.mouse.up();
      ask.end();
      see('closed by a press');
    });
  }

  // Last, as the question goes to a panel in a tab of its own, which stays.
  const asks = 'the question is asked all the same, in the panel, once, and is in the history';
  for (const attack of refused.filter(promised)) {
    test(`it ${attack.name}`, metaOf(attack, asks), async ({ stage, service, see }) => {
      const before = service.asks.length;
      const ask = await stage.chooseExplain(attack);
      const answer = `In the panel, as the page ${attack.name}.`;
      ask.write(answer);
      ask.end();
      expect(await stage.isOpen()).toBe(false);
      await expect.poll(stage.readPanels).toContain(answer);
      const panel = await stage.openNewest();
      await waitForAnswer(panel, answer);
      await panel.close();
      expect(service.asks).toHaveLength(before + 1);
      see('no card; the answer in the history; asked 1×');
    });
  }
});
