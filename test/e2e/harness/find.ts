import type { ElementHandle, Page } from 'puppeteer-core';

/** The query for an element as a screen reader has it: by role and accessible name. */
const query = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`;

/** The first such element; its `click`, `fill` and so on wait until it is there and can be used. */
export const find = (page: Page, role: string, name: string) => page.locator(query(role, name));

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
