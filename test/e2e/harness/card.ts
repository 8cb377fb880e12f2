import { expect } from 'vitest';
import type { ExtensionBrowser } from './extension-browser.ts';

/** The few calls of an extension page that are made from here. */
declare const chrome: {
  dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot };
  tabs: { query(about: object): Promise<readonly { id: number; index: number }[]> };
  scripting: {
    executeScript(script: {
      target: { tabId: number };
      func: (click: string) => string;
      args: [string];
    }): Promise<readonly { result: string }[]>;
  };
};

/** The in-page card as a test sees it: its shadow root is closed to the page. */
export interface Card {
  /** All that the card shows; '' while there is none. */
  readText(): Promise<string>;
  waitForText(text: string): Promise<void>;
  /** Clicks the button of that name, once it is there. */
  click(name: string): Promise<void>;
}

/**
 * Reaches the card in the tab that was opened last, by a script of the extension: those alone may
 * open closed shadow roots. Call it before that tab is opened.
 */
export async function openCardReader(browser: ExtensionBrowser): Promise<Card> {
  const helper = await browser.openPage('options.html');
  const readText = () => helper.evaluate(runInCard, '');
  return {
    readText,
    waitForText: (text) => expect.poll(readText).toContain(text),
    click: (name) => expect.poll(() => helper.evaluate(runInCard, name)).toBe(`clicked ${name}`),
  };
}

/** Runs in the helper page: clicks a button of the card by its name, or reads it all. */
async function runInCard(click: string): Promise<string> {
  const tabs = await chrome.tabs.query({});
  const last = tabs.reduce((late, tab) => (tab.index > late.index ? tab : late));
  const [done] = await chrome.scripting.executeScript({
    target: { tabId: last.id },
    args: [click],
    // Only its own text reaches the page, so it names nothing outside itself.
    func: (name) => {
      const host = document.querySelector('aside-card');
      if (!(host instanceof HTMLElement)) return '';
      // Chromium has a call for it, Firefox a property.
      const root =
        chrome.dom?.openOrClosedShadowRoot(host) ?? Reflect.get(host, 'openOrClosedShadowRoot');
      if (!(root instanceof ShadowRoot)) return '';
      if (name === '') {
        const card = root.querySelector('[role="dialog"]');
        // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
        return card instanceof HTMLElement ? card.innerText : '';
      }
      const button = Array.from(root.querySelectorAll('button')).find(
        (each) => each.ariaLabel === name || each.textContent === name,
      );
      button?.click();
      return button ? `clicked ${name}` : '';
    },
  });
  return done?.result ?? '';
}
