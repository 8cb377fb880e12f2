import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find, waitForText } from './harness/find.ts';
import { askInPanel, readArticles, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { readStored, replaceStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

/** As an extension without an index stored it. */
const older = (number: number, text: string) => ({
  version: 2,
  page: 0,
  conversation: {
    id: `c${number}`,
    title: `Conversation ${number}`,
    createdAt: 1,
    updatedAt: 1_700_000_000_000 + number,
    turns: [
      {
        id: `t${number}`,
        askId: `t${number}`,
        question: { text: `Question ${number}` },
        model: '',
        askedAt: 1,
        answer: { text, state: 'complete' },
      },
    ],
  },
});

async function search(panel: Page, query: string): Promise<void> {
  await find(panel, 'button', 'History').click();
  await find(panel, 'searchbox', 'Search history').fill(query);
}

/** What is shown of each hit: its title, and the sentence with what was found in brackets. */
const readHits = (panel: Page) =>
  panel.$$eval('main .conversation', (buttons) =>
    buttons.map((button) => {
      const sentence = button.querySelector('.found');
      const parts = [...(sentence?.childNodes ?? [])].map((node) =>
        node.nodeName === 'MARK' ? `[${node.textContent}]` : (node.textContent ?? ''),
      );
      return [button.ariaLabel ?? '', parts.join('')];
    }),
  );

describe.each(eachBrowser)('searching the history in $kind', ({ test }) => {
  test('finds a word inside an answer, shows it in its sentence, and opens the conversation', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    for (const [question, answer] of [
      [
        'Why does the sky turn red?',
        'Dust scatters it. Around the Sun is a **blue glow**. So it is.',
      ],
      ['Where is Tokyo?', '東京都は日本の首都です。'],
    ] as const) {
      await find(panel, 'button', 'New chat').click();
      await askInPanel(panel, question);
      const ask = await service.nextAsk();
      ask.write(answer);
      ask.end();
      await waitForAnswer(panel, answer.slice(0, 4));
      await waitForEnd(panel);
    }
    await search(panel, 'GLÓ');
    const sky = ['Why does the sky turn red?', '…Around the Sun is a blue [glow].…'];
    await expect.poll(() => readHits(panel)).toEqual([sky]);
    await find(panel, 'searchbox', 'Search history').fill('首都');
    await expect
      .poll(() => readHits(panel))
      .toEqual([['Where is Tokyo?', '東京都は日本の[首都]です。']]);
    await find(panel, 'searchbox', 'Search history').fill('nowhere');
    await waitForText(panel, '“nowhere” was found in no conversation.');
    await find(panel, 'searchbox', 'Search history').fill('blue glow');
    await find(panel, 'button', 'Why does the sky turn red?').click();
    await waitForAnswer(panel, 'Around the Sun is a blue glow.');
    expect((await readArticles(panel))[0]).toBe('Why does the sky turn red?');
    await find(panel, 'button', 'History').click();
    await expect.poll(async () => (await readHits(panel)).length).toBe(1);
    expect(await browser.readErrors()).toEqual([]);
  });

  test('indexes what was there before it, also when the background dies meanwhile', async ({
    browser,
  }) => {
    const numbers = Array.from({ length: 150 }, (_, index) => index);
    const text = (number: number) => `${'word '.repeat(4000)}. It says lighthouse${number} here.`;
    await replaceStored(browser, {
      ...Object.fromEntries(numbers.map((n) => [`conversation:c${n}`, older(n, text(n))])),
      'history:newest': 0,
      'history:page:0': {
        version: 1,
        entries: numbers.map((n) => older(n, '').conversation),
      },
    });
    const panel = await browser.openPage('sidepanel.html');
    await search(panel, 'conversation 149');
    await expect.poll(async () => (await readHits(panel))[0]?.[0]).toBe('Conversation 149');
    await browser.endBackground();
    await find(panel, 'button', 'New chat').click();
    await search(panel, 'lighthouse3');
    await expect
      .poll(() => readHits(panel), { timeout: 20_000 })
      .toContainEqual(['Conversation 3', '…It says [lighthouse3] here.']);
    await find(panel, 'searchbox', 'Search history').fill('lighthouse149');
    await expect
      .poll(() => readHits(panel), { timeout: 20_000 })
      .toEqual([['Conversation 149', '…It says [lighthouse149] here.']]);
    const readProgress = async () =>
      JSON.parse((await readStored(panel))['search:state'] ?? '{}').progress;
    await expect.poll(readProgress, { timeout: 20_000 }).toBeUndefined();
    await expect.poll(() => panel.$$('main p')).toEqual([]);
    expect(await browser.readErrors()).toEqual([]);
  });
});
