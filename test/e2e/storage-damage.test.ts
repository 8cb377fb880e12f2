import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find, waitForText } from './harness/find.ts';
import { askInPanel, readArticles, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { plant, readStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

const now = Date.now();
/** As version 1 stored it. */
const version1 = (id: string, page: number) => ({
  version: 1,
  page,
  conversation: {
    id,
    title: `About ${id}`,
    createdAt: now,
    updatedAt: now,
    turns: [
      {
        id: `turn-${id}`,
        askId: `turn-${id}`,
        question: { text: `What is ${id}?` },
        model: '',
        askedAt: now,
        answer: { text: `This is ${id}.`, state: 'complete' },
      },
    ],
  },
});
const entry = (id: string) => ({ id, title: `About ${id}`, updatedAt: now });

/** Each is listed under its title, and cannot be read. */
const unreadable = {
  'conversation:damaged': 'damaged',
  'conversation:future': { version: 99, page: 0, conversation: { branches: [] } },
  'conversation:unmigrated': { ...version1('unmigrated', 0), conversation: { turns: 'none' } },
};
const whole = {
  'conversation:tea': version1('tea', 0),
  'history:newest': 0,
  'history:page:0': {
    version: 1,
    entries: ['tea', 'damaged', 'future', 'unmigrated'].map(entry),
  },
};

async function openFromHistory(panel: Page, title: string): Promise<void> {
  await find(panel, 'button', 'History').click();
  await find(panel, 'button', title).click();
}

const listed = (panel: Page) =>
  panel.$$eval('.conversation span', (spans) => spans.map((span) => span.textContent).toSorted());

describe.each(eachBrowser)('damaged storage in $kind', ({ test }) => {
  test('a conversation that cannot be read says why and stays as it is; the others open', async ({
    browser,
    service,
  }) => {
    const before = await plant(browser, { ...whole, ...unreadable });
    const panel = await browser.openPage('sidepanel.html');
    for (const [title, words] of [
      ['About damaged', 'This conversation cannot be read. It was left as it is'],
      ['About future', 'written by a newer version of Aside. It was left as it is'],
      ['About unmigrated', 'This conversation cannot be read. It was left as it is'],
    ] as const) {
      await openFromHistory(panel, title);
      await waitForText(panel, words);
    }
    await openFromHistory(panel, 'About tea');
    await waitForAnswer(panel, 'This is tea.');
    await askInPanel(panel, 'Green or black?');
    const ask = await service.nextAsk();
    expect(JSON.stringify(ask.body)).toContain('Assistant: This is tea.');
    ask.write('Both.');
    ask.end();
    await waitForEnd(panel);
    const stored = await readStored(panel);
    for (const key of Object.keys(unreadable)) expect(stored[key]).toBe(before[key]);
    expect(JSON.parse(stored['conversation:tea'] ?? '')).toMatchObject({ version: 2 });
    expect(await browser.readErrors()).toEqual([]);
  });

  test('a damaged list is told, rebuilt at a click, and its remains are kept', async ({
    browser,
  }) => {
    const before = await plant(browser, {
      ...whole,
      ...unreadable,
      'conversation:coffee': version1('coffee', 1),
      'conversation:cocoa': version1('cocoa', 1),
      'conversation:milk': version1('milk', 2),
      'history:newest': 2,
      'history:page:1': { entries: 'gone', and: ['something', 'else'] },
      'history:page:2': { version: 99, tree: {} },
    });
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'button', 'History').click();
    await waitForText(panel, 'Part of this list is damaged');
    await waitForText(panel, 'written by a newer version of Aside');
    const first = ['About damaged', 'About future', 'About tea', 'About unmigrated'];
    expect(await listed(panel)).toEqual(first);
    await find(panel, 'button', 'Rebuild list').click();
    await waitForText(panel, 'Conversations that came back: 3.');
    const all = [...first, 'About cocoa', 'About coffee', 'About milk'].toSorted();
    await expect.poll(() => listed(panel)).toEqual(all);

    const reopened = await browser.openPage('sidepanel.html');
    await find(reopened, 'button', 'History').click();
    await waitForText(reopened, 'written by a newer version of Aside');
    expect(await listed(reopened)).toEqual(all);
    expect(await reopened.$eval('main', (main) => main.textContent)).not.toContain('damaged,');
    await find(reopened, 'button', 'About cocoa').click();
    await waitForAnswer(reopened, 'This is cocoa.');
    const stored = await readStored(reopened);
    expect(stored['damaged:history:page:1:0']).toBe(before['history:page:1']);
    expect(stored['history:page:2']).toBe(before['history:page:2']);
    for (const key of Object.keys(unreadable)) expect(stored[key]).toBe(before[key]);
    expect(await browser.readErrors()).toEqual([]);
  });

  test('an answer that was left running in storage is interrupted when it is opened', async ({
    browser,
    service,
  }) => {
    const path = join(import.meta.dirname, '../fixtures/stored/conversation-1-running.json');
    const { conversation, ...record } = JSON.parse(await readFile(path, 'utf8'));
    const { askId } = conversation.turns.at(-1);
    await plant(browser, {
      'conversation:example': { ...record, conversation },
      [`piece:${askId}:0`]: 'What came ',
      [`piece:${askId}:1`]: 'before.',
      'history:newest': 0,
      'history:page:0': { version: 1, entries: [entry('example')] },
      running: 'damaged',
    });
    const panel = await browser.openPage('sidepanel.html');
    await openFromHistory(panel, 'About example');
    await waitForAnswer(panel, 'Interrupted');
    expect((await readArticles(panel)).at(-1)).toContain('What came before.');
    expect(service.asks).toEqual([]);
    await expect
      .poll(async () =>
        Object.keys(await readStored(panel)).filter((key) => key.startsWith('piece')),
      )
      .toEqual([]);
  });
});
