import { setTimeout } from 'node:timers/promises';
import type { ElementHandle, Page } from 'puppeteer-core';

/**
 * The query for an element as a screen reader has it: by role and accessible name. Written like this
 * it goes to the browser at once; as `::-p-aria` it takes a way through the page, which in Firefox
 * is five times as long.
 */
const query = (role: string, name: string) => `aria/[name="${name}"][role="${role}"]`;

interface Found {
  wait(): Promise<void>;
  waitHandle(): Promise<ElementHandle<Element>>;
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  hover(): Promise<void>;
}

/**
 * The first such element; its `click`, `fill` and so on wait until it is there and can be used.
 *
 * @param patience how long they wait, in ms
 */
export function find(page: Page, role: string, name: string, patience = 30_000): Found {
  const words = `${role} “${name}”`;
  const waitUntil = async (deadline: number) => {
    for (;;) {
      // Between two documents there is none to ask, which is an error, and no other.
      const found = await page.$(query(role, name)).catch((cause: unknown) => ({ cause }));
      if (found && !('cause' in found)) return found;
      if (performance.now() > deadline || page.isClosed()) {
        throw new Error(`There is no ${words}.`, { cause: found?.cause });
      }
      await setTimeout(20);
    }
  };
  const waitHandle = () => waitUntil(performance.now() + patience);
  const use = async (act: (handle: ElementHandle<Element>) => Promise<void>) => {
    const deadline = performance.now() + patience;
    for (;;) {
      const handle = await waitUntil(deadline);
      let cause: unknown;
      try {
        if (await handle.evaluate(isReady)) return await act(handle);
      } catch (error) {
        // One that was replaced just now was not used: the one in its place is.
        if (await handle.evaluate((element) => element.isConnected).catch(() => false)) throw error;
        cause = error;
      }
      if (performance.now() > deadline) throw new Error(`The ${words} cannot be used.`, { cause });
    }
  };
  return {
    wait: async () => void (await waitHandle()),
    waitHandle,
    click: () => use((handle) => handle.click()),
    fill: (text) => use((handle) => typeOver(handle, text)),
    hover: () => use((handle) => handle.hover()),
  };
}

/**
 * What is typed takes the place of what is there, which is selected: a field that a script emptied
 * would be filled again by whatever renders it before the first key.
 */
async function typeOver(handle: ElementHandle<Element>, text: string): Promise<void> {
  // A long text would take many seconds.
  if (text.length > 100) return handle.asLocator().fill(text);
  await handle.evaluate((element) => {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) {
      throw new Error('Nothing can be typed into it.');
    }
    element.focus();
    element.select();
  });
  await handle.type(text);
}

/** Runs in the page: whether the element can be used, and stands still from frame to frame. */
async function isReady(element: Element): Promise<boolean> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await nextFrame();
  const before = element.getBoundingClientRect();
  await nextFrame();
  const now = element.getBoundingClientRect();
  const stands = (['x', 'y', 'width', 'height'] as const).every(
    (side) => before[side] === now[side],
  );
  return stands && !element.matches(':disabled');
}

/** Chooses from a list, once it is there and offers that: of one that does not, nothing is chosen. */
export async function chooseOption(page: Page, list: string, value: string): Promise<void> {
  const offers = (selector: string, wanted: string) =>
    [...document.querySelectorAll(`${selector} option`)].some(
      (option) => option instanceof HTMLOptionElement && option.value === wanted,
    );
  await page.waitForFunction(offers, { polling: 100 }, list, value);
  await page.select(list, value);
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
