import type { KeyInput, Page } from 'puppeteer-core';
import { expect } from 'vitest';

/** The name of what has the focus; the text of what has no name of its own. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    const label = element && Reflect.get(element, 'labels')?.[0];
    return element?.ariaLabel ?? label?.textContent ?? element?.textContent ?? '';
  });
}

/**
 * Firefox may leave the focus in its address bar as a tab opens or closes; it comes with the next
 * change of tabs.
 */
export async function takeFocus(page: Page): Promise<void> {
  const hasFocus = async () => {
    if (await page.evaluate(() => document.hasFocus())) return true;
    const others = (await page.browser().pages()).filter((each) => each !== page);
    await others[0]?.bringToFront();
    await page.bringToFront();
    return false;
  };
  await expect.poll(hasFocus).toBe(true);
}

/** Waits until something of that name has the focus. */
export async function waitForFocus(page: Page, name: string): Promise<void> {
  await takeFocus(page);
  await expect.poll(() => focusedName(page)).toBe(name);
}

/** Presses keys one after another, in the page. */
export async function press(page: Page, ...keys: readonly KeyInput[]): Promise<void> {
  await takeFocus(page);
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses Tab, or Shift+Tab, until something of that name has the focus. */
export async function tabTo(
  page: Page,
  name: string,
  direction: 'forward' | 'back' = 'forward',
): Promise<void> {
  const passed: string[] = [];
  await takeFocus(page);
  if (direction === 'back') await page.keyboard.down('Shift');
  do {
    if (passed.length > 60) throw new Error(`Tab leads to ${passed.join(', ')}; not to ${name}.`);
    await page.keyboard.press('Tab');
    passed.push(await focusedName(page));
  } while (passed.at(-1) !== name);
  if (direction === 'back') await page.keyboard.up('Shift');
}

/** Types a question where the focus is, and sends it. */
export async function typeQuestion(page: Page, question: string): Promise<void> {
  await waitForFocus(page, 'Message');
  await page.keyboard.type(question);
  await page.keyboard.press('Enter');
}
