import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import type { ExtensionBrowser } from '../e2e/harness/extension-browser.ts';
import { find, waitForText } from '../e2e/harness/find.ts';
import { askInPanel, waitForAnswer, waitForEnd } from '../e2e/harness/panel.ts';
import { readStored, replaceStored } from '../e2e/harness/stored.ts';
import { waitForAsk } from './harness/chat.ts';
import { readShownTurn } from './harness/shown-turn.ts';
import { inEachBrowser } from './harness/test.ts';

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
const listOf = (...ids: readonly string[]) => ({ version: 1, entries: ids.map(entry) });

const tea = {
  'conversation:tea': version1('tea', 0),
  'history:newest': 0,
  'history:page:0': listOf('tea', 'other'),
};

async function openFromHistory(panel: Page, title: string): Promise<void> {
  await find(panel, 'button', 'History').click();
  await find(panel, 'button', title).click();
}

const listed = (panel: Page) =>
  panel.$$eval('.conversation > span:first-child', (spans) =>
    spans.map((span) => span.textContent).toSorted(),
  );

/** Opens a panel in a browser where nothing but this is stored. */
async function openPanel(browser: ExtensionBrowser, items: object) {
  const before = await replaceStored(browser, items);
  return { before, panel: await browser.openPage('sidepanel.html') };
}

describe.each(inEachBrowser)('Storage is damaged in $kind', ({ test }) => {
  const leftAlone = 'said in words; left to the byte as it is; everything else works on';

  test.for([
    ['a conversation that is none', 'damaged', /^This conversation cannot be read\. It was left/],
    [
      'a conversation of a newer version',
      { version: 99, page: 0, conversation: { branches: [] } },
      /^This conversation was written by a newer version of Aside\. It was left as it is/,
    ],
    [
      'a conversation whose migration fails',
      { ...version1('other', 0), conversation: { turns: 'none' } },
      /^This conversation cannot be read\. It was left/,
    ],
  ] as const)(
    '%s',
    { meta: { promise: leftAlone } },
    async ([name, value, words], { browser, service, see }) => {
      const { panel, before } = await openPanel(browser, { ...tea, 'conversation:other': value });
      await openFromHistory(panel, 'About other');
      const notice = () => panel.$eval('.notice', ({ textContent }) => textContent);
      await expect.poll(notice).toMatch(words);
      const said = (await notice()).split('.')[0];
      await openFromHistory(panel, 'About tea');
      await waitForAnswer(panel, 'This is tea.');
      const question = `Green or black? (${name})`;
      await askInPanel(panel, question);
      const ask = await waitForAsk(service, question);
      expect(JSON.stringify(ask.body)).toContain('Assistant: This is tea.');
      ask.write('Both.');
      ask.end();
      await waitForEnd(panel);
      const stored = await readStored(panel);
      expect(stored['conversation:other']).toBe(before['conversation:other']);
      await panel.close();
      see(`“${said}…”; untouched; another conversation goes on`);
    },
  );

  test('a conversation of an older version', {
    meta: { promise: 'opens as it was, and is stored as of now when it goes on' },
  }, async ({ browser, service, see }) => {
    const { panel, before } = await openPanel(browser, tea);
    await openFromHistory(panel, 'About tea');
    await waitForAnswer(panel, 'This is tea.');
    expect((await readStored(panel))['conversation:tea']).toBe(before['conversation:tea']);
    await askInPanel(panel, 'Green or black? (older)');
    const ask = await waitForAsk(service, 'Green or black? (older)');
    ask.write('Both.');
    ask.end();
    await waitForEnd(panel);
    const stored = JSON.parse((await readStored(panel))['conversation:tea'] ?? '');
    expect(stored.version).toBeGreaterThan(1);
    expect(JSON.stringify(stored)).toContain('This is tea.');
    await panel.close();
    see(`read as of version 1, stored as of version ${stored.version}`);
  });

  const rebuilt = 'told; “Rebuild list” finds what is missing; what was damaged is kept aside';
  test('a page of the list is damaged', { meta: { promise: rebuilt } }, async ({
    browser,
    see,
  }) => {
    const { panel, before } = await openPanel(browser, {
      ...tea,
      'history:page:0': listOf('tea'),
      'conversation:coffee': version1('coffee', 1),
      'conversation:cocoa': version1('cocoa', 1),
      'history:newest': 1,
      'history:page:1': { entries: 'gone', and: ['something', 'else'] },
    });
    await find(panel, 'button', 'History').click();
    await waitForText(panel, 'Part of this list is damaged');
    expect(await listed(panel)).toEqual(['About tea']);
    await find(panel, 'button', 'Rebuild list').click();
    await waitForText(panel, 'Conversations that came back: 2.');
    await expect.poll(() => listed(panel)).toEqual(['About cocoa', 'About coffee', 'About tea']);
    await panel.close();
    const reopened = await browser.openPage('sidepanel.html');
    await openFromHistory(reopened, 'About cocoa');
    await waitForAnswer(reopened, 'This is cocoa.');
    const stored = await readStored(reopened);
    expect(stored['damaged:history:page:1:0']).toBe(before['history:page:1']);
    await reopened.close();
    see('“Part of this list is damaged…”; 2 of 2 came back; the damaged page is kept');
  });

  test('the whole list is gone', { meta: { promise: rebuilt } }, async ({ browser, see }) => {
    const { panel } = await openPanel(browser, {
      'conversation:tea': version1('tea', 0),
      'conversation:cocoa': version1('cocoa', 4),
      'history:newest': 'four',
    });
    await find(panel, 'button', 'History').click();
    await waitForText(panel, 'Part of this list is damaged');
    await find(panel, 'button', 'Rebuild list').click();
    await waitForText(panel, 'Conversations that came back: 2.');
    await expect.poll(() => listed(panel)).toEqual(['About cocoa', 'About tea']);
    await panel.close();
    see('“Part of this list is damaged…”; 2 of 2 came back');
  });

  test('a page of the list is of a newer version', {
    meta: { promise: 'told and left to the byte as it is; the rest is listed' },
  }, async ({ browser, see }) => {
    const { panel, before } = await openPanel(browser, {
      ...tea,
      'history:page:0': listOf('tea'),
      'conversation:milk': version1('milk', 1),
      'history:newest': 1,
      'history:page:1': { version: 99, tree: {} },
    });
    await find(panel, 'button', 'History').click();
    await waitForText(panel, 'written by a newer version of Aside');
    expect(await listed(panel)).toEqual(['About tea']);
    await find(panel, 'button', 'Rebuild list').click();
    await waitForText(panel, 'Conversations that came back: 1.');
    await expect.poll(() => listed(panel)).toEqual(['About milk', 'About tea']);
    expect((await readStored(panel))['history:page:1']).toBe(before['history:page:1']);
    await panel.close();
    see('“Part of this list was written by a newer version…”; untouched; 1 of 1 listed anew');
  });

  test('an answer left running by a version before', {
    meta: { promise: 'interrupted, with all its text, when it is opened; not asked again' },
  }, async ({ browser, service, see }) => {
    const path = join(import.meta.dirname, '../fixtures/stored/conversation-1-running.json');
    const { conversation, ...record } = JSON.parse(await readFile(path, 'utf8'));
    const { askId } = conversation.turns.at(-1);
    const asked = service.asks.length;
    const { panel } = await openPanel(browser, {
      'conversation:example': { ...record, conversation },
      [`piece:${askId}:0`]: 'What came ',
      [`piece:${askId}:1`]: 'before.',
      'history:newest': 0,
      'history:page:0': listOf('example'),
      running: 'damaged',
    });
    await openFromHistory(panel, 'About example');
    await waitForAnswer(panel, 'Interrupted');
    expect(await readShownTurn(panel)).toMatchObject({ text: 'What came before.', running: false });
    expect(service.asks).toHaveLength(asked);
    await expect
      .poll(async () =>
        Object.keys(await readStored(panel)).filter((key) => key.startsWith('piece')),
      )
      .toEqual([]);
    await panel.close();
    see('Interrupted, with the text of its pieces; asked 0×');
  });

  const unsettled = 'nothing is sent to a server that may be the wrong one; the question is kept';
  test.for([
    ['settings that are none', 'damaged'],
    ['settings of a newer version', { version: 99, servers: [] }],
  ] as const)(
    '%s',
    { meta: { promise: unsettled } },
    async ([, settings], { browser, chat, see }) => {
      const before = await replaceStored(browser, { settings });
      await chat.send();
      const outcome = await chat.expectOutcome({
        text: '',
        says: /^The settings cannot be read/,
        asked: 0,
      });
      expect((await readStored(chat.panel)).settings).toBe(before.settings);
      await replaceStored(browser, {});
      see(outcome);
    },
  );
});
