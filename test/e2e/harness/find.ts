import { setTimeout } from 'node:timers/promises';
import type { ElementHandle, Locator, Page } from 'puppeteer-core';

/**
 * The query for an element as a screen reader has it: by role and accessible name. Written like this
 * it goes to the browser at once; as `::-p-aria` it takes a way through the page, which in Firefox
 * is five times as long.
 */
const query = (role: string, name: string) => `aria/[name="${name}"][role="${role}"]`;

interface Found {
  /** Another one, that waits so long, in ms. */
  setTimeout(patience: number): Found;
  wait(): Promise<void>;
  waitHandle(): Promise<ElementHandle<Element>>;
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  hover(): Promise<void>;
}

/** An element may be replaced by its like at any time: after so long another one is looked for. */
const patiencePerElement = 5000;

/** The first such element; its `click`, `fill` and so on wait until it is there and can be used. */
export function find(page: Page, role: string, name: string, patience = 30_000): Found {
  const waitUntil = async (deadline: number) => {
    for (;;) {
      // Between two documents there is none to ask, which is an error.
      const handle = await page.$(query(role, name)).catch(() => null);
      if (handle) return handle;
      if (performance.now() > deadline) throw new Error(`There is no ${role} “${name}”.`);
      await setTimeout(20);
    }
  };
  const waitHandle = () => waitUntil(performance.now() + patience);
  const use = async (act: (locator: Locator<Element>) => Promise<void>) => {
    const deadline = performance.now() + patience;
    for (;;) {
      const handle = await waitUntil(deadline);
      try {
        return await act(handle.asLocator().setTimeout(patiencePerElement));
      } catch (cause) {
        if (performance.now() <= deadline) continue;
        throw new Error(`The ${role} “${name}” cannot be used.`, { cause });
      }
    }
  };
  return {
    setTimeout: (longer) => find(page, role, name, longer),
    wait: async () => void (await waitHandle()),
    waitHandle,
    click: () => use((locator) => locator.click()),
    fill: (text) => use((locator) => locator.fill(text)),
    hover: () => use((locator) => locator.hover()),
  };
}

/** All such elements that are there now. */
export const findAll = (page: Page, role: string, name: string): Promise<ElementHandle[]> =>
  page.$$(query(role, name));

/**
 * The text that the last such element shows now, or '' if there is none. For what is still to
 * come: `await expect.poll(() => readText(page, 'article', 'Assistant')).toContain('Hello')`.
 */
export async function readText(page: Page, role: string, name: string): Promise<string> {
  const element = (await findAll(page, role, name)).at(-1);
  if (!element) return '';
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
  return element.evaluate((node) => (node instanceof HTMLElement ? node.innerText : ''));
}

/** Waits until the page shows the text anywhere, even in a tab behind others, which has no frames. */
export async function waitForText(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
    (wanted) => document.body.innerText.includes(wanted),
    { polling: 100 },
    text,
  );
}
