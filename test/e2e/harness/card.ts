import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';

/** The few calls of an extension page that are made from here. */
declare const chrome: {
  dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot };
  tabs: {
    query(about: object): Promise<readonly { id: number; index: number }[]>;
    getCurrent(): Promise<{ id: number }>;
  };
  scripting: {
    executeScript(script: {
      target: { tabId: number };
      func: (selector: string, button: string, click: boolean) => Finding;
      args: [string, string, boolean];
    }): Promise<readonly { result: Finding }[]>;
  };
};

interface Finding {
  /** All that the card shows; '' while there is none. */
  readonly text: string;
  /** What stands in its box; '' where there is none. */
  readonly draft: string;
  /** The middle of a button that can be clicked, in CSS pixels of the viewport. */
  readonly centre?: { readonly x: number; readonly y: number };
  /** The address of the page that the card is in. */
  readonly address: string;
}

/** The card's element in the page: its light side, which the page has in its hands too. */
export const cardHost = 'div[popover]';

/** The in-page card as a test sees it: its shadow root is closed to the page. */
export interface Card {
  /** All that the card shows; '' while there is none. */
  readText(): Promise<string>;
  waitForText(text: string): Promise<void>;
  /** Waits until its box holds just that: keys come another way than all else. */
  waitForDraft(draft: string): Promise<void>;
  /** Brings the mouse to the button of that name, once it is there and nothing covers it. */
  hover(name: string): Promise<void>;
  /** Clicks a button with the mouse. */
  click(name: string): Promise<void>;
  /** Clicks a button as a script does that has found its way into the card. */
  clickByScript(name: string): Promise<void>;
}

/**
 * Reaches the card in the tab that was opened last, but for the helper that this opens: a page of
 * the extension, whose scripts alone may open closed shadow roots.
 */
export async function openCardReader(browser: ExtensionBrowser): Promise<Card> {
  const helper = await browser.openPage('options.html');
  const look = () => helper.evaluate(lookIntoCard, cardHost, '', false);
  const readText = async () => (await look()).text;
  /** Waits until the button is there and stands still. */
  const pointAt = async (name: string) => {
    let found: Finding = { text: '', draft: '', address: '' };
    const isStill = async () => {
      const before = found.centre;
      found = await helper.evaluate(lookIntoCard, cardHost, name, false);
      const { centre } = found;
      return centre !== undefined && centre.x === before?.x && centre.y === before?.y;
    };
    await expect.poll(isStill, { message: `button "${name}"` }).toBe(true);
    if (!found.centre) throw new Error(`The button "${name}" went away.`);
    return { page: await findPage(browser, found.address), centre: found.centre };
  };
  return {
    readText,
    waitForText: (text) => expect.poll(readText).toContain(text),
    waitForDraft: (draft) => expect.poll(async () => (await look()).draft).toBe(draft),
    hover: async (name) => {
      const { page, centre } = await pointAt(name);
      await page.mouse.move(centre.x, centre.y);
    },
    click: async (name) => {
      const { page, centre } = await pointAt(name);
      await page.mouse.click(centre.x, centre.y);
    },
    clickByScript: async (name) => {
      await pointAt(name);
      await helper.evaluate(lookIntoCard, cardHost, name, true);
    },
  };
}

async function findPage({ puppeteer }: ExtensionBrowser, address: string): Promise<Page> {
  const pages = await puppeteer.pages();
  const page = pages.findLast((each) => each.url() === address);
  if (!page) throw new Error(`No tab shows ${address}.`);
  return page;
}

/** Runs in the helper page: reads the card, and finds or clicks a button of it by its name. */
async function lookIntoCard(selector: string, button: string, click: boolean): Promise<Finding> {
  const helper = await chrome.tabs.getCurrent();
  const tabs = (await chrome.tabs.query({})).filter(({ id }) => id !== helper.id);
  const last = tabs.reduce((late, tab) => (tab.index > late.index ? tab : late));
  const [done] = await chrome.scripting.executeScript({
    target: { tabId: last.id },
    args: [selector, button, click],
    // Only its own text reaches the page, so it names nothing outside itself.
    func: (selector, name, click) => {
      const none = { text: '', draft: '', address: location.href };
      const host = document.querySelector(selector);
      if (!(host instanceof HTMLElement)) return none;
      // Chromium has a call for it, Firefox a property.
      const root =
        chrome.dom?.openOrClosedShadowRoot(host) ?? Reflect.get(host, 'openOrClosedShadowRoot');
      const card = root instanceof ShadowRoot && root.querySelector('[role="dialog"]');
      if (!(root instanceof ShadowRoot && card instanceof HTMLElement)) return none;
      const draft = root.querySelector('textarea')?.value ?? '';
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
      const seen = { ...none, text: card.innerText, draft };
      const button = Array.from(root.querySelectorAll('button')).find(
        (each) => each.ariaLabel === name || each.textContent === name,
      );
      if (!button) return seen;
      if (click) button.click();
      button.scrollIntoView({ block: 'nearest' });
      const box = button.getBoundingClientRect();
      const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const hit = root.elementFromPoint(centre.x, centre.y);
      return button.contains(hit) && !button.disabled ? { ...seen, centre } : seen;
    },
  });
  return done?.result ?? { text: '', draft: '', address: '' };
}
