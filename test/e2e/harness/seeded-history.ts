import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from './extension-browser.ts';
import { find } from './find.ts';
import { replaceStored } from './stored.ts';

const day = 86_400_000;

/** Puts conversations into an empty storage, the newest first, each so many days old and with an answer. */
export async function seedHistory(
  browser: ExtensionBrowser,
  titles: Readonly<Record<string, number>>,
): Promise<void> {
  const now = Date.now();
  const conversations = Object.entries(titles).map(([title, daysAgo], index) => ({
    id: `seeded-${index}`,
    title,
    createdAt: now - daysAgo * day,
    updatedAt: now - daysAgo * day - index,
    turns: [
      {
        id: `turn-${index}`,
        askId: `turn-${index}`,
        question: { text: title },
        model: '',
        askedAt: now - daysAgo * day,
        answer: { text: `Secret text of ${title}.`, state: 'complete' },
      },
    ],
    head: `turn-${index}`,
  }));
  const records = conversations.map((conversation) => [
    `conversation:${conversation.id}`,
    { version: 3, page: 0, conversation },
  ]);
  const entries = conversations.map(({ id, title, updatedAt }) => ({ id, title, updatedAt }));
  await replaceStored(browser, {
    ...Object.fromEntries(records),
    'history:newest': 0,
    'history:page:0': { version: 1, entries },
  });
}

/** A side panel that shows the list. */
export async function openHistory(browser: ExtensionBrowser): Promise<Page> {
  const panel = await browser.openPage('sidepanel.html');
  await find(panel, 'button', 'History').click();
  await find(panel, 'searchbox', 'Search history').wait();
  return panel;
}

/** The groups and titles of the list, from its top. */
export function listed(panel: Page): Promise<string[]> {
  return panel.$$eval('ul > li', (items) =>
    items.map((item) => {
      const line = item.querySelector('[data-id]');
      return line ? (line.getAttribute('aria-label') ?? '') : `# ${item.textContent}`;
    }),
  );
}

/** Chooses from the menu of an item, with the mouse. */
export async function chooseInItem(panel: Page, title: string, action: string): Promise<void> {
  await find(panel, 'button', title).hover();
  const more = `[data-id][aria-label="${title}"] ~ button[aria-haspopup]`;
  await panel.locator(more).click();
  await find(panel, 'menuitem', action).click();
}
